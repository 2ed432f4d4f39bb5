#include "train/augment/elastic.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "core/rng.h"

namespace saddle::augmentation {
namespace {

// Half a Gaussian, from its middle on, with unit sum over both halves.
void make_kernel(double sigma, int reach, std::vector<float>& kernel) {
  kernel.resize(reach + 1);
  double sum = 0;
  for (int i = 0; i <= reach; ++i) {
    kernel[i] = static_cast<float>(std::exp(-i * i / (2 * sigma * sigma)));
    sum += (i == 0 ? 1 : 2) * kernel[i];
  }
  for (float& weight : kernel) weight /= static_cast<float>(sum);
}

// Sum of squares over both halves: what is left of the variance of white noise after a blur along one axis of `length`
// points that wrap around.
double kept_variance(const std::vector<float>& kernel, int length) {
  const int reach = static_cast<int>(kernel.size()) - 1;
  static thread_local std::vector<double> wrapped;
  wrapped.assign(length, 0.0);
  for (int i = -reach; i <= reach; ++i) wrapped[((i % length) + length) % length] += kernel[std::abs(i)];
  double sum = 0;
  for (const double weight : wrapped) sum += weight * weight;
  return sum;
}

// Blurs rows of `inner` floats along the outer axis of `count` rows, which wraps around.
void blur_rows(const std::vector<float>& kernel, int count, int inner, const float* in, float* out) {
  const int reach = static_cast<int>(kernel.size()) - 1;
  for (int row = 0; row < count; ++row) {
    float* const target = out + row * inner;
    const float* const middle = in + row * inner;
    for (int i = 0; i < inner; ++i) target[i] = kernel[0] * middle[i];
    for (int k = 1; k <= reach; ++k) {
      const float* const before = in + ((row - k) % count + count) % count * inner;
      const float* const after = in + (row + k) % count * inner;
      const float weight = kernel[k];
      for (int i = 0; i < inner; ++i) target[i] += weight * (before[i] + after[i]);
    }
  }
}

void transpose(int rows, int columns, const float* in, float* out) {
  for (int i = 0; i < rows; ++i) {
    for (int j = 0; j < columns; ++j) out[j * rows + i] = in[i * columns + j];
  }
}

}  // namespace

void draw_displacement(double amount, double sigma, uint64_t seed, int height, int width, Displacement& displacement) {
  assert(sigma > 0 && height > 0 && width > 0);
  const int count = height * width;
  static thread_local std::vector<float> kernel, noise, scratch;
  make_kernel(sigma, static_cast<int>(std::ceil(2.5 * sigma)), kernel);
  // Uniform noise in [-1, 1) has a variance of 1/3.
  const double spread = std::sqrt(kept_variance(kernel, height) * kept_variance(kernel, width) / 3);
  const float scale = static_cast<float>(amount / spread / 2147483648.0);
  noise.resize(2 * count);
  scratch.resize(2 * count);
  Rng rng(seed);
  for (int i = 0; i < count; ++i) {
    const uint64_t bits = rng.bits();
    noise[2 * i] = scale * static_cast<float>(static_cast<int32_t>(bits));
    noise[2 * i + 1] = scale * static_cast<float>(static_cast<int32_t>(bits >> 32));
  }
  // Rows of (x, y) pairs downwards; then each of both the other way.
  blur_rows(kernel, height, 2 * width, noise.data(), scratch.data());
  transpose(height * width, 2, scratch.data(), noise.data());
  displacement.x.resize(count);
  displacement.y.resize(count);
  for (std::vector<float>* const part : {&displacement.x, &displacement.y}) {
    const float* const blurred = noise.data() + (part == &displacement.x ? 0 : count);
    transpose(height, width, blurred, scratch.data());
    blur_rows(kernel, width, height, scratch.data(), scratch.data() + count);
    transpose(width, height, scratch.data() + count, part->data());
  }
}

}  // namespace saddle::augmentation
