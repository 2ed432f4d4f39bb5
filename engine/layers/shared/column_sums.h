#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "core/columns.h"
#include "core/tensor.h"

namespace saddle::layers {

// Two sums for each column over the rows of one part of a batch, which is a table of `width` columns: of an image the
// pixels are rows and the channels columns. Each sample is summed in Real, which is exact enough for so few rows, and
// the samples in double. Allocates in the constructor alone.
template <class Real>
class ColumnSums {
 public:
  // A sample has `sample_size` elements: sample_size / width rows.
  ColumnSums(int64_t width, int64_t sample_size)
      : width_(width),
        sample_size_(sample_size),
        first_(static_cast<size_t>(width)),
        second_(first_),
        kept_(first_),
        center_(first_.size()),
        sample_first_(first_.size()),
        sample_second_(first_.size()) {}

  double rows() const { return rows_; }  // that went in
  double first(size_t column) const { return first_[column]; }
  double second(size_t column) const { return second_[column]; }

  // first: the mean of each column of x; second: the sum of the squared distances from it.
  void measure(View<const Real> x) {
    sum(x, [](const Real* sample) {
      return [sample](auto lane, int64_t at, int64_t) {
        using V = decltype(lane);
        return std::pair{loaded<V>(sample + at), V(Real(0))};
      };
    });
    for (double& mean : first_) mean /= rows_;
    std::transform(first_.begin(), first_.end(), center_.begin(), [](double m) { return static_cast<Real>(m); });
    const Real* const center = center_.data();
    first_.swap(kept_);  // the second pass sums squares alone
    add(x, [center](const Real* sample) {
      return [sample, center](auto lane, int64_t at, int64_t column) {
        using V = decltype(lane);
        const V distance = loaded<V>(sample + at) - loaded<V>(center + column);
        return std::pair{V(Real(0)), distance * distance};
      };
    });
    first_.swap(kept_);
  }

  // The sums of the pairs that terms_of(sample)(lane, at, column) gives, where `sample` points to the first element of
  // a sample of x, and the rest is as in sum_columns().
  template <class TermsOf>
  void sum(View<const Real> x, const TermsOf& terms_of) {
    std::fill(first_.begin(), first_.end(), 0.0);
    std::fill(second_.begin(), second_.end(), 0.0);
    rows_ = static_cast<double>(x.size() / width_);
    add(x, terms_of);
  }

 private:
  template <class TermsOf>
  void add(View<const Real> x, const TermsOf& terms_of) {
    Real *first = sample_first_.data(), *second = sample_second_.data();
    for (int64_t at = 0; at < x.size(); at += sample_size_) {
      sum_columns(sample_size_ / width_, width_, terms_of(x.data + at), first, second);
      for (int64_t i = 0; i < width_; ++i) {
        first_[static_cast<size_t>(i)] += static_cast<double>(first[i]);
        second_[static_cast<size_t>(i)] += static_cast<double>(second[i]);
      }
    }
  }

  int64_t width_, sample_size_;
  double rows_ = 0;
  std::vector<double> first_, second_, kept_;
  std::vector<Real> center_, sample_first_, sample_second_;
};

struct ColumnMoments {
  double rows = 0, mean = 0, squares = 0;  // squares: the sum of squared distances from the mean
  double variance() const { return squares / rows; }
};

// Returns the moments of one column of the whole batch, from those that measure() gave for its parts (Chan, Golub and
// LeVeque, 1983).
template <class Real>
ColumnMoments moments_of(std::span<const ColumnSums<Real>> parts, size_t column) {
  ColumnMoments all;
  for (const ColumnSums<Real>& part : parts) {
    const double distance = part.first(column) - all.mean, total = all.rows + part.rows();
    all.mean += distance * part.rows() / total;
    all.squares += part.second(column) + distance * distance * all.rows * part.rows() / total;
    all.rows = total;
  }
  return all;
}

}  // namespace saddle::layers
