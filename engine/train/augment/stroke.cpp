#include "train/augment/stroke.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace saddle::augmentation {
namespace {

// One pass over a plane that has a margin of one pixel all round: the most (or least) that is seen within `radius` <=
// 1, in eight directions. Writes the inner pixels.
template <bool widen>
void pass(float radius, int height, int width, const float* in, float* out) {
  const int stride = width + 2;
  const float near = 1 - radius, slant = radius * 0.70710678f, rest = 1 - slant;
  const float w0 = rest * rest, w1 = rest * slant, w2 = slant * slant;
  const auto better = [](float a, float b) { return widen ? std::max(a, b) : std::min(a, b); };
  for (int row = 1; row <= height; ++row) {
    const float* const here = in + row * stride;
    const float* const above = here - stride;
    const float* const below = here + stride;
    float* const target = out + row * stride;
    for (int i = 1; i <= width; ++i) {
      const float self = here[i];
      const float across = better(here[i - 1], here[i + 1]), down = better(above[i], below[i]);
      float best = better(self, near * self + radius * better(across, down));
      best = better(best, w0 * self + w1 * (here[i - 1] + above[i]) + w2 * above[i - 1]);
      best = better(best, w0 * self + w1 * (here[i + 1] + above[i]) + w2 * above[i + 1]);
      best = better(best, w0 * self + w1 * (here[i - 1] + below[i]) + w2 * below[i - 1]);
      best = better(best, w0 * self + w1 * (here[i + 1] + below[i]) + w2 * below[i + 1]);
      target[i] = best;
    }
  }
}

// How dark ink typically is: the mean of all values, weighted by themselves.
double darkness(const std::vector<float>& plane) {
  float sum = 0, squares = 0;
  for (const float value : plane) sum += value, squares += value * value;
  return sum > 0 ? squares / sum : 0.0;
}

}  // namespace

double stroke_width(int height, int width, const float* plane) {
  // A stroke of length l and width w has l w of ink and edges of 2 l; the edges are the integral of the gradient.
  double ink = 0, edges = 0;
  for (int row = 0; row < height; ++row) {
    const float* const here = plane + row * width;
    float line_ink = 0, line_edges = 0;
    for (int i = 0; i < width; ++i) {
      const float dx = (i + 1 < width ? here[i + 1] : 0.0f) - here[i];
      const float dy = (row + 1 < height ? here[i + width] : 0.0f) - here[i];
      line_ink += here[i];
      line_edges += std::sqrt(dx * dx + dy * dy);
    }
    ink += line_ink, edges += line_edges;
  }
  return edges > 0 ? 2 * ink / edges : 0.0;
}

void change_stroke(double pixels, int channels, int height, int width, const float* in, float* out) {
  const int stride = width + 2, area = stride * (height + 2);
  static thread_local std::vector<float> plane, first, second;
  plane.resize(height * width);
  for (int c = 0; c < channels; ++c) {
    for (int i = 0; i < height * width; ++i) plane[i] = in[i * channels + c];
    double change = pixels;
    if (change < 0)
      change = -std::min(-change, std::max(0.0, stroke_width(height, width, plane.data()) - least_stroke));
    first.assign(area, 0.0f);
    second.assign(area, 0.0f);
    for (int row = 0; row < height; ++row) {
      std::copy_n(&plane[row * width], width, &first[(row + 1) * stride + 1]);
    }
    for (double left = std::abs(change) / 2; left > 0; left -= 1) {
      const float radius = static_cast<float>(std::min(left, 1.0));
      if (change > 0) {
        pass<true>(radius, height, width, first.data(), second.data());
      } else {
        pass<false>(radius, height, width, first.data(), second.data());
      }
      first.swap(second);
    }
    if (const double now = darkness(first); change < 0 && now > 0) {
      // A pen with a finer nib does not write fainter.
      const float gain = static_cast<float>(std::clamp(darkness(plane) / now, 1.0, 2.0));
      for (float& value : first) value = std::min(gain * value, 1.0f);
    }
    for (int row = 0; row < height; ++row) {
      for (int i = 0; i < width; ++i) out[(row * width + i) * channels + c] = first[(row + 1) * stride + 1 + i];
    }
  }
}

}  // namespace saddle::augmentation
