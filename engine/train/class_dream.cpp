#include <algorithm>
#include <cmath>

#include "core/rng.h"
#include "saddle/attribution.h"
#include "train/made_picture.h"

namespace saddle {
namespace {

// With the four neighbors, which weigh half together: what no neighbor wants is not a stroke.
std::vector<float> blurred(const std::vector<float>& values, const Shape& shape) {
  const int64_t channels = shape[0], height = shape[1], width = shape[2];
  std::vector<float> result(values.size());
  const auto at = [&](int64_t y, int64_t x, int64_t c) {
    const int64_t row = std::clamp<int64_t>(y, 0, height - 1), column = std::clamp<int64_t>(x, 0, width - 1);
    return values[static_cast<size_t>((row * width + column) * channels + c)];
  };
  for (int64_t y = 0; y < height; ++y) {
    for (int64_t x = 0; x < width; ++x) {
      for (int64_t c = 0; c < channels; ++c) {
        result[static_cast<size_t>((y * width + x) * channels + c)] =
            0.5f * at(y, x, c) + 0.125f * (at(y - 1, x, c) + at(y + 1, x, c) + at(y, x - 1, c) + at(y, x + 1, c));
      }
    }
  }
  return result;
}

}  // namespace

std::vector<MadePicture> dream(const Model& model, int class_index, const DreamOptions& options) {
  check_classes(model, class_index);
  const Shape& shape = model.sample().shape;
  if (shape.rank() != 3) throw Error("", "the model takes {}, which is no picture to be dreamed of", shape.text());
  const auto classes = static_cast<int>(model.sample().classes.size());
  Rng rng(key(options.seed, "dream"));
  std::vector<float> now(static_cast<size_t>(shape.size()));
  for (float& value : now) value = static_cast<float>(0.05 * rng.uniform());
  std::vector<MadePicture> way = {made_picture(model, now)};
  for (int step = 0; step < options.steps; ++step) {
    std::vector<float> slope = input_gradient(model, now, {class_index, Asked::Of::output});
    // Less the mean of the others: a picture that raises every score says nothing of this one.
    for (int other = 0; other < classes; ++other) {
      if (other == class_index) continue;
      const std::vector<float> gradient = input_gradient(model, now, {other, Asked::Of::output});
      for (size_t i = 0; i < slope.size(); ++i) slope[i] -= gradient[i] / static_cast<float>(classes - 1);
    }
    slope = blurred(slope, shape);
    double squares = 0;
    for (const float value : slope) squares += static_cast<double>(value) * static_cast<double>(value);
    const double factor = squares > 0 && std::isfinite(squares) ? options.rate / std::sqrt(squares) : 0;
    for (size_t i = 0; i < now.size(); ++i) {
      const auto kept = static_cast<float>(1 - options.decay);
      now[i] = std::clamp(kept * now[i] + static_cast<float>(factor) * slope[i], 0.0f, 1.0f);
    }
    way.push_back(made_picture(model, now));
  }
  return way;
}

}  // namespace saddle
