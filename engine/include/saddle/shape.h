#pragma once

#include <array>
#include <cassert>
#include <cstdint>
#include <initializer_list>
#include <string>

namespace saddle {

// Up to four extents, outermost first. People and files see images as (C, H, W); tensors hold them as (N, H, W, C).
class Shape {
 public:
  static constexpr int max_rank = 4;

  constexpr Shape() = default;
  constexpr Shape(std::initializer_list<int64_t> extents) {
    assert(extents.size() <= max_rank);
    for (const int64_t extent : extents) extents_[rank_++] = extent;
  }

  constexpr int rank() const { return rank_; }
  constexpr int64_t operator[](int axis) const {
    assert(axis >= 0 && axis < rank_);
    return extents_[axis];
  }
  // Returns the number of elements; 1 for a shape of rank 0.
  constexpr int64_t size() const { return extents_[0] * inner_size(); }
  // Returns the number of elements of each of the outermost parts, such as a sample of a batch.
  constexpr int64_t inner_size() const { return extents_[1] * extents_[2] * extents_[3]; }
  // Returns the same shape with another first extent.
  constexpr Shape with_first(int64_t extent) const {
    Shape changed = *this;
    changed.extents_[0] = extent;
    return changed;
  }
  constexpr bool operator==(const Shape&) const = default;

  // Returns "(16, 14, 14)".
  std::string text() const;

 private:
  std::array<int64_t, max_rank> extents_{1, 1, 1, 1};  // 1 beyond the rank: sizes are products of all
  int rank_ = 0;
};

}  // namespace saddle
