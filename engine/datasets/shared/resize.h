#pragma once

#include <string>

#include "saddle/picture.h"

namespace saddle {

// How a picture of another aspect ratio is fitted: cut off its edges, add black edges, or distort it.
enum class Fit { crop, pad, stretch };
// "crop", "pad" or "stretch", which a property table has checked.
Fit fit_named(const std::string& name);

// Returns the picture at height x width pixels with the same channels. Each axis is resampled by itself: shrinking
// takes the mean of the area that a pixel covers, growing interpolates linearly.
PixelImage resize(const PixelImage& picture, int height, int width, Fit fit);

}  // namespace saddle
