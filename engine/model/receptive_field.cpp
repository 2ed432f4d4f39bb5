#include "model/receptive_field.h"

#include <algorithm>

namespace saddle {
namespace {

Reach united(const Reach& a, const Reach& b) {
  const double first = std::min(a.first, b.first);
  return {
      .size = std::max(a.first + a.size, b.first + b.size) - first, .jump = std::max(a.jump, b.jump), .first = first};
}

// Araujo, Norris and Sim (2019), "Computing receptive fields of convolutional neural networks", 2
Reach through(const Reach& in, const Window::Side& window) {
  return {.size = in.size + (window.kernel - 1) * in.jump,
          .jump = in.jump * window.stride,
          .first = in.first - window.padding * in.jump};
}

ReceptiveField whole(const Shape& data) {
  return {.rows = {.size = static_cast<double>(data[1]), .jump = static_cast<double>(data[1])},
          .columns = {.size = static_cast<double>(data[2]), .jump = static_cast<double>(data[2])}};
}

}  // namespace

std::optional<ReceptiveField> receptive_field(std::span<const std::optional<ReceptiveField>> inputs,
                                              std::span<const Shape> in, const Signature& signature,
                                              const Shape& data) {
  if (data.rank() != 3) return std::nullopt;
  if (in[0].rank() == 3 && signature.output.rank() != 3) return whole(data);
  std::optional<ReceptiveField> field;
  for (const auto& input : inputs) {
    if (!input) return std::nullopt;
    field = field ? ReceptiveField{united(field->rows, input->rows), united(field->columns, input->columns)} : *input;
  }
  if (!field || !signature.window) return field;
  return ReceptiveField{through(field->rows, signature.window->rows),
                        through(field->columns, signature.window->columns)};
}

}  // namespace saddle
