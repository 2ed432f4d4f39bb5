#include <algorithm>
#include <cmath>

#include "train/made_picture.h"

namespace saddle {
namespace {

// From the middle of each pixel to the nearest pixel on the other side of the edge, less half a pixel; negative where
// there is ink. Pictures are small: every pair of pixels is looked at.
std::vector<float> edge_distances(std::span<const float> picture, int64_t height, int64_t width) {
  std::vector<float> distances(picture.size());
  const auto inside = [&](int64_t i) { return picture[static_cast<size_t>(i)] >= 0.5f; };
  for (int64_t i = 0; i < height * width; ++i) {
    float nearest = static_cast<float>(height + width);
    for (int64_t j = 0; j < height * width; ++j) {
      if (inside(i) == inside(j)) continue;
      const auto down = static_cast<float>(i / width - j / width), across = static_cast<float>(i % width - j % width);
      nearest = std::min(nearest, std::hypot(down, across));
    }
    distances[static_cast<size_t>(i)] = inside(i) ? 0.5f - nearest : nearest - 0.5f;
  }
  return distances;
}

}  // namespace

std::vector<MadePicture> morph(const Model& model, std::span<const float> from, std::span<const float> to, int steps) {
  const Shape& shape = model.sample().shape;
  if (shape.rank() != 3) throw Error("", "the model takes {}, between which there is no picture", shape.text());
  if (std::ssize(from) != shape.size() || std::ssize(to) != shape.size())
    throw Error("", "the network takes {} numbers a sample, got {} and {}; pass two whole pictures", shape.size(),
                from.size(), to.size());
  const int parts = std::max(steps, 1);
  const bool by_shape = shape[0] == 1 && shape.size() <= 64 * 64;
  std::vector<float> before, after;
  if (by_shape) {
    before = edge_distances(from, shape[1], shape[2]);
    after = edge_distances(to, shape[1], shape[2]);
  }
  std::vector<MadePicture> way;
  for (int part = 0; part <= parts; ++part) {
    const float share = static_cast<float>(part) / static_cast<float>(parts);
    std::vector<float> picture(from.begin(), from.end());
    if (part == parts) {
      picture.assign(to.begin(), to.end());
    } else if (part > 0) {
      for (size_t i = 0; i < picture.size(); ++i) {
        picture[i] = by_shape ? std::clamp(0.5f - (1 - share) * before[i] - share * after[i], 0.0f, 1.0f)
                              : (1 - share) * from[i] + share * to[i];
      }
    }
    way.push_back(made_picture(model, std::move(picture)));
  }
  return way;
}

}  // namespace saddle
