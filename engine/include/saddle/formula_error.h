#pragma once

#include <cstddef>
#include <utility>

#include "saddle/error.h"

namespace saddle {

// A mistake in a formula, and its place in the text.
class FormulaError : public Error {
 public:
  FormulaError(Issue issue, size_t position, size_t length)
      : Error(std::move(issue)), position_(position), length_(length) {}
  size_t position() const { return position_; }  // in bytes
  size_t length() const { return length_; }      // in bytes; at least 1, except at the end of the text

 private:
  size_t position_, length_;
};

}  // namespace saddle
