#pragma once

#include <algorithm>
#include <cstdint>
#include <utility>

#include "saddle/dataset.h"

namespace saddle {

// How samples get into a network: as the data set holds them, then normalized. Whatever fills a network's input does so
// through one of these, so that nothing can forget to normalize. Const calls may run on several threads at once.
class SampleInput {
 public:
  // `sample`: the shape of one.
  SampleInput(const Shape& sample, Normalization normalization)
      : width_(sample.size()), normalization_(std::move(normalization)) {}

  const Normalization& normalization() const { return normalization_; }

  // Writes sample `index` of a part of a data set.
  template <class Real>
  void copy(const Samples& from, int64_t index, Real* to) const {
    from.copy(index, width_, to);
    normalization_.apply(to, width_);
  }
  // Writes one sample that lies in memory as data sets have them, channels-last; `sample` may be `to`.
  template <class Real>
  void put(const Real* sample, Real* to) const {
    if (sample != to) std::copy_n(sample, width_, to);
    normalization_.apply(to, width_);
  }

 private:
  int64_t width_;  // numbers a sample
  Normalization normalization_;
};

}  // namespace saddle
