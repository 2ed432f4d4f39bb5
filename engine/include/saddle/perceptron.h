#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "saddle/region.h"

namespace saddle {

// A neuron with two inputs (the book, 2.1 to 2.3). As a perceptron it fires where its sum is above 0.
struct Neuron2 {
  double w1 = 0, w2 = 0, b = 0;

  double sum(Point x) const { return w1 * x.x + w2 * x.y + b; }
  int fires(Point x) const { return sum(x) > 0 ? 1 : 0; }
  // 1 / (1 + exp(-sum))
  double sigmoid(Point x) const;
  bool operator==(const Neuron2&) const = default;
};

// The two ends of the line in the region along which the sum is 0; none if it does not pass through.
std::optional<std::array<Point, 2>> zero_line(const Neuron2& neuron, const Region& region);
// The point of that line that lies nearest to `from`; none if both weights are 0.
std::optional<Point> nearest_on_zero_line(const Neuron2& neuron, Point from);

// What a gate gives for two inputs of 0 or 1. `name`: "and", "nand", "or" or "xor".
int gate(std::string_view name, Point x);

// The hidden layer that solves XOR: NAND and OR, with the book's weights (2.5.2).
constexpr Neuron2 nand_of_the_book{-0.5, -0.5, 0.7}, or_of_the_book{0.5, 0.5, -0.2};
// Where it puts a point of the plane.
Point folded(Point x);

}  // namespace saddle
