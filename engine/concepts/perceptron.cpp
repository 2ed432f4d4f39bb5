#include "saddle/perceptron.h"

#include <cmath>

namespace saddle {

double Neuron2::sigmoid(Point x) const { return 1 / (1 + std::exp(-sum(x))); }

std::optional<std::array<Point, 2>> zero_line(const Neuron2& neuron, const Region& region) {
  std::array<Point, 2> ends;
  size_t found = 0;
  const auto add = [&](Point p) {
    const double near = 1e-9 * region.diagonal();
    if (found == 2 || !std::isfinite(p.x) || !std::isfinite(p.y) || p.x < region.left - near ||
        p.x > region.right + near || p.y < region.bottom - near || p.y > region.top + near)
      return;
    if (found == 1 && std::hypot(p.x - ends[0].x, p.y - ends[0].y) <= near) return;  // through a corner
    ends[found++] = p;
  };
  for (const double x : {region.left, region.right}) add({x, -(neuron.w1 * x + neuron.b) / neuron.w2});
  for (const double y : {region.bottom, region.top}) add({-(neuron.w2 * y + neuron.b) / neuron.w1, y});
  if (found < 2) return std::nullopt;
  return ends;
}

std::optional<Point> nearest_on_zero_line(const Neuron2& neuron, Point from) {
  const double square = neuron.w1 * neuron.w1 + neuron.w2 * neuron.w2;
  if (square == 0) return std::nullopt;
  const double t = neuron.sum(from) / square;
  return Point{from.x - t * neuron.w1, from.y - t * neuron.w2};
}

int gate(std::string_view name, Point x) {
  const bool a = x.x > 0.5, b = x.y > 0.5;
  if (name == "and") return a && b;
  if (name == "nand") return !(a && b);
  if (name == "or") return a || b;
  return a != b;
}

Point folded(Point x) {
  return {static_cast<double>(nand_of_the_book.fires(x)), static_cast<double>(or_of_the_book.fires(x))};
}

}  // namespace saddle
