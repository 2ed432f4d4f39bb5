#include "saddle/shift_map.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>

#include "core/parallel.h"
#include "saddle/canvas.h"
#include "train/made_picture.h"

namespace saddle {
namespace {

constexpr int turns = 25, scales = 23;  // cells of a map of them
constexpr double widest_turn = 90, largest_scale = 1.5, smallest_scale = 0.4;

std::vector<float> shifted(std::span<const float> picture, const Shape& shape, int64_t dx, int64_t dy) {
  const int64_t channels = shape[0], height = shape[1], width = shape[2];
  std::vector<float> result(picture.size(), 0.0f);
  const int64_t left = std::max<int64_t>(dx, 0), right = std::min(width, width + dx);
  for (int64_t y = std::max<int64_t>(dy, 0); y < std::min(height, height + dy) && left < right; ++y) {
    std::copy_n(picture.begin() + ((y - dy) * width + left - dx) * channels, (right - left) * channels,
                result.begin() + (y * width + left) * channels);
  }
  return result;
}

bool is_whole(double x) { return x == std::round(x) && std::abs(x) < 1e6; }

std::vector<Placement> placements_of(const AnswerMapQuestion& question, AnswerMap& map) {
  std::vector<Placement> all;
  if (question.axes == AnswerMapQuestion::Axes::shift) {
    map.columns = map.rows = 2 * question.reach + 1;
    for (int dy = -question.reach; dy <= question.reach; ++dy) {
      for (int dx = -question.reach; dx <= question.reach; ++dx)
        all.push_back({static_cast<double>(dx), static_cast<double>(dy)});
    }
    return all;
  }
  map.columns = turns;
  map.rows = scales;
  for (int row = 0; row < scales; ++row) {
    for (int column = 0; column < turns; ++column) {
      all.push_back({.turn = widest_turn * (2.0 * column / (turns - 1) - 1),
                     .scale = largest_scale + (smallest_scale - largest_scale) * row / (scales - 1)});
    }
  }
  return all;
}

void check_map(const Model& model, const AnswerMapQuestion& question) {
  const Shape& shape = model.sample().shape;
  check_classes(model, 0);
  if (shape.rank() != 3) throw Error("", "the model takes {}, which is no picture to be moved", shape.text());
  if (std::ssize(question.picture) != shape.size())
    throw Error("", "the network takes {} numbers a sample, got {}; pass one whole sample", shape.size(),
                question.picture.size());
  if (question.reach < 0 || question.reach > 64)
    throw Error("reach", "expected 0 .. 64 pixels, got {}", question.reach);
  if (question.centered && shape != Shape{1, 28, 28})
    throw Error("centered", "drawings of (1, 28, 28) are centered, but the model takes {}; leave it out", shape.text());
}

}  // namespace

std::vector<float> placed(std::span<const float> picture, const Shape& shape, const Placement& at) {
  if (at.turn == 0 && at.scale == 1 && is_whole(at.dx) && is_whole(at.dy))
    return shifted(picture, shape, std::llround(at.dx), std::llround(at.dy));
  const int64_t channels = shape[0], height = shape[1], width = shape[2];
  const double angle = at.turn * std::numbers::pi / 180, cosine = std::cos(angle), sine = std::sin(angle);
  const double scale = std::max(at.scale, 1e-6), middle_x = static_cast<double>(width) / 2,
               middle_y = static_cast<double>(height) / 2;
  std::vector<float> result(picture.size(), 0.0f);
  const auto value = [&](int64_t y, int64_t x, int64_t c) {
    const bool outside = x < 0 || y < 0 || x >= width || y >= height;
    return outside ? 0.0f : picture[static_cast<size_t>((y * width + x) * channels + c)];
  };
  for (int64_t y = 0; y < height; ++y) {
    for (int64_t x = 0; x < width; ++x) {
      // Where this pixel comes from: the placement undone.
      const double right = static_cast<double>(x) + 0.5 - middle_x - at.dx,
                   down = static_cast<double>(y) + 0.5 - middle_y - at.dy;
      const double from_x = (cosine * right + sine * down) / scale + middle_x - 0.5,
                   from_y = (-sine * right + cosine * down) / scale + middle_y - 0.5;
      if (!(std::abs(from_x) < 1e6 && std::abs(from_y) < 1e6)) continue;
      const auto column = static_cast<int64_t>(std::floor(from_x)), row = static_cast<int64_t>(std::floor(from_y));
      const auto tx = static_cast<float>(from_x - static_cast<double>(column)),
                 ty = static_cast<float>(from_y - static_cast<double>(row));
      for (int64_t c = 0; c < channels; ++c) {
        result[static_cast<size_t>((y * width + x) * channels + c)] =
            (1 - ty) * ((1 - tx) * value(row, column, c) + tx * value(row, column + 1, c)) +
            ty * ((1 - tx) * value(row + 1, column, c) + tx * value(row + 1, column + 1, c));
      }
    }
  }
  return result;
}

std::vector<float> centered(std::span<const float> picture) {
  const auto form = mnist_form({.width = 28, .height = 28, .ink = {picture.begin(), picture.end()}});
  return {form.begin(), form.end()};
}

std::vector<float> picture_at(const Model& model, const AnswerMapQuestion& question, const Placement& placement) {
  std::vector<float> moved = placed(question.picture, model.sample().shape, placement);
  return question.centered ? centered(moved) : moved;
}

AnswerMap answer_map(const Model& model, const AnswerMapQuestion& question) {
  check_map(model, question);
  AnswerMap map{.classes = std::ssize(model.sample().classes)};
  map.placements = placements_of(question, map);
  const size_t cells = map.placements.size(), width = question.picture.size();
  std::vector<std::vector<float>> pictures(cells);
  Workers workers(question.centered ? 0 : 1);
  workers.run(map.rows, [&](int row) {
    for (int column = 0; column < map.columns; ++column)
      pictures[map.cell(row, column)] = picture_at(model, question, map.placements[map.cell(row, column)]);
  });
  // Where all ink is in sight centering makes the same of many, and whatever has left sight is empty: each is asked
  // once.
  std::map<std::vector<float>, size_t> place_of;
  std::vector<size_t> places;
  std::vector<float> asked;
  for (std::vector<float>& picture : pictures) {
    const auto [known, is_new] = place_of.try_emplace(std::move(picture), place_of.size());
    if (is_new) asked.insert(asked.end(), known->first.begin(), known->first.end());
    places.push_back(known->second);
  }
  const std::vector<float> answers = model.predict(asked);
  const auto classes = static_cast<std::ptrdiff_t>(answers.size() / (asked.size() / width));
  map.classes = classes;
  for (const size_t place : places) {
    const auto begin = answers.begin() + static_cast<std::ptrdiff_t>(place) * classes, end = begin + classes;
    const auto best = std::max_element(begin, end);
    map.probabilities.insert(map.probabilities.end(), begin, end);
    map.answers.push_back(static_cast<int>(best - begin));
    map.confidences.push_back(*best);
  }
  return map;
}

}  // namespace saddle
