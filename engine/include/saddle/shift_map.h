#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "saddle/model.h"

// The same picture at many places: what the answer owes to convolution, pooling and centering.
namespace saddle {

// How a picture is moved; first turned and scaled about its middle, then shifted.
struct Placement {
  double dx = 0, dy = 0;  // pixels, to the right and down
  double turn = 0;        // degrees, clockwise
  double scale = 1;
  bool operator==(const Placement&) const = default;
};

// The picture moved; `shape` (C, H, W), values channels-last. What comes into sight is empty (0), what leaves is lost.
// Shifts by whole pixels copy values; all else is interpolated between the four nearest.
std::vector<float> placed(std::span<const float> picture, const Shape& shape, const Placement& placement);
// A picture of (1, 28, 28) as somebody's drawing: centered as MNIST's authors did (mnist_form).
std::vector<float> centered(std::span<const float> picture);

struct AnswerMapQuestion {
  enum class Axes { shift, turn_and_scale };
  std::vector<float> picture = {};  // a sample of the model
  Axes axes = Axes::shift;
  int reach = 14;         // of shift: from -reach to reach pixels either way, each a cell
  bool centered = false;  // what was moved is centered again, before it is asked about; of (1, 28, 28)
};
struct AnswerMap {
  int columns = 0, rows = 0;  // column: dx, or turn from -90 to 90; row: dy, or scale from 1.5 down to 0.4
  int64_t classes = 0;
  std::vector<Placement> placements = {};  // (rows, columns)
  std::vector<float> probabilities = {};   // (rows, columns, classes)
  std::vector<int> answers = {};           // (rows, columns): the class with the greatest
  std::vector<float> confidences = {};     // (rows, columns): its probability

  size_t cell(int row, int column) const { return static_cast<size_t>(row * columns + column); }
};

// The picture of a cell: what is asked about there.
std::vector<float> picture_at(const Model& model, const AnswerMapQuestion& question, const Placement& placement);
// All cells; each is what Model::predict() says of picture_at(), bit for bit. Throws Error for models of other than
// pictures, without classes, and where it shall be centered but takes other than (1, 28, 28).
AnswerMap answer_map(const Model& model, const AnswerMapQuestion& question);

}  // namespace saddle
