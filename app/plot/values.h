#pragma once

#include <cassert>
#include <cstdint>
#include <iterator>
#include <ranges>
#include <type_traits>

namespace saddle::plot {

// Borrowed numbers of any arithmetic type, in a contiguous range that must outlive it (for a Figure: until draw()
// returns).
class Values {
 public:
  Values() = default;
  template <std::ranges::contiguous_range Range>
  requires std::is_arithmetic_v<std::ranges::range_value_t<Range>> Values(
      const Range& range)  // NOLINT(google-explicit-constructor): any list of numbers is meant to fit
      : data_(std::ranges::data(range)),
        size_(static_cast<int64_t>(std::ranges::size(range))),
        read_([](const void* data, int64_t index) {
          return static_cast<double>(static_cast<const std::ranges::range_value_t<Range>*>(data)[index]);
        }) {}

  int64_t size() const { return size_; }
  double operator[](int64_t index) const {
    assert(index >= 0 && index < size_);
    return read_(data_, index);
  }

 private:
  const void* data_ = nullptr;
  int64_t size_ = 0;
  double (*read_)(const void*, int64_t) = nullptr;
};

}  // namespace saddle::plot
