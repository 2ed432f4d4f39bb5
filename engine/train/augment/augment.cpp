#include "train/augment/augment.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numbers>
#include <vector>

#include "core/rng.h"
#include "train/augment/elastic.h"
#include "train/augment/stroke.h"
#include "train/augment/warp.h"

namespace saddle {
namespace {

using augmentation::Affine;

// Uniform in -1 .. 1, for one purpose.
double draw(uint64_t picture, std::string_view purpose) { return Rng(key(picture, purpose)).uniform(-1, 1); }

// Adds normal noise, nearly: the sum of four uniform numbers has almost its shape.
void add_noise(double deviation, uint64_t seed, int count, float* values) {
  Rng rng(seed);
  const float scale = static_cast<float>(deviation * std::sqrt(3.0)) / 65536;  // four of variance 1/12 each
  for (int i = 0; i < count; ++i) {
    const uint64_t bits = rng.bits();
    const int sum = static_cast<int>((bits & 0xffff) + (bits >> 16 & 0xffff) + (bits >> 32 & 0xffff) + (bits >> 48));
    values[i] = std::clamp(values[i] + scale * static_cast<float>(sum - 131070), 0.0f, 1.0f);
  }
}

}  // namespace

void augment(const AugmentationOptions& options, uint64_t picture, int channels, int height, int width, const float* in,
             float* out) {
  assert(channels > 0 && height > 0 && width > 0);
  const int count = channels * height * width;
  if (options.share < 1 && Rng(key(picture, "share")).uniform() >= options.share) {
    std::copy_n(in, count, out);
    return;
  }
  const float* source = in;
  static thread_local std::vector<float> restroked;
  if (options.stroke > 0) {
    restroked.resize(count);
    augmentation::change_stroke(options.stroke * draw(picture, "stroke"), channels, height, width, in,
                                restroked.data());
    source = restroked.data();
  }

  const double size = std::pow(1 + options.scale, draw(picture, "scale"));
  const double aspect = std::pow(1 + options.stretch, draw(picture, "stretch") / 2);
  Affine affine = Affine::scaling(size * aspect, size / aspect);
  affine = affine.then(Affine::shearing(options.shear * draw(picture, "shear")));
  affine = affine.then(Affine::rotation(options.rotation * draw(picture, "rotation") * std::numbers::pi / 180));
  affine.dx = options.shift * draw(picture, "shift x");
  affine.dy = options.shift * draw(picture, "shift y");

  if (options.elastic > 0) {
    static thread_local augmentation::Displacement displacement;
    const double amount = options.elastic * std::abs(draw(picture, "elastic amount"));
    augmentation::draw_displacement(amount, options.elastic_sigma, key(picture, "elastic"), height, width,
                                    displacement);
    augmentation::warp(affine, &displacement, channels, height, width, source, out);
  } else if (options.shift > 0 || options.rotation > 0 || options.scale > 0 || options.stretch > 0 ||
             options.shear > 0) {
    augmentation::warp(affine, nullptr, channels, height, width, source, out);
  } else {
    std::copy_n(source, count, out);
  }

  if (options.noise > 0) {
    const double deviation = options.noise * Rng(key(picture, "noise amount")).uniform();
    add_noise(deviation, key(picture, "noise"), count, out);
  }
}

}  // namespace saddle
