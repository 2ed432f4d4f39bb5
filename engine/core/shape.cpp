#include "saddle/shape.h"

namespace saddle {

std::string Shape::text() const {
  std::string text = "(";
  for (int axis = 0; axis < rank_; ++axis) text += (axis ? ", " : "") + std::to_string(extents_[axis]);
  return text + ")";
}

}  // namespace saddle
