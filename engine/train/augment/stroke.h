#pragma once

namespace saddle::augmentation {

// Makes bright strokes on dark ground wider (pixels > 0) or thinner (< 0) by that many pixels in all, fractions too:
// gray dilation and erosion by a disk, with bilinear interpolation between pixels. Thinning stops where a stroke would
// become thinner than `least_stroke`, and leaves ink as dark as it was. (height, width, channels), each channel by
// itself; `in` and `out` must not overlap.
void change_stroke(double pixels, int channels, int height, int width, const float* in, float* out);

// Mean width of the strokes of a plane, from its ink and the length of their two edges. 0 for an empty plane.
double stroke_width(int height, int width, const float* plane);

inline constexpr double least_stroke = 1.4;

}  // namespace saddle::augmentation
