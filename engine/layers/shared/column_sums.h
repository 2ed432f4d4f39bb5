#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/kernels/table.h"
#include "core/tensor.h"

namespace saddle::layers {

// Two sums for each column over the rows of one part of a batch, which is a table of `width` columns: of an image the
// pixels are rows and the channels columns. Each sample is summed in Real, which is exact enough for so few rows, and
// the samples in double. The sums lie in memory of somebody else's. Allocates in the constructor alone.
template <class Real>
class ColumnSums {
 public:
  // How many numbers it has: the rows, and two sums for each column.
  static int64_t numbers(int64_t width) { return 1 + 2 * width; }
  // A sample has `sample_size` elements: sample_size / width rows. `sums`: numbers(width) of them, which live longer.
  ColumnSums(int64_t width, int64_t sample_size, double* sums)
      : width_(width),
        sample_size_(sample_size),
        rows_(*sums),
        first_(sums + 1, static_cast<size_t>(width)),
        second_(sums + 1 + width, static_cast<size_t>(width)),
        center_(first_.size()),
        sample_first_(first_.size()),
        sample_second_(first_.size()) {}

  double rows() const { return rows_; }  // that went in
  double first(size_t column) const { return first_[column]; }
  double second(size_t column) const { return second_[column]; }

  // first: the mean of each column of x; second: the sum of the squared distances from it.
  void measure(View<const Real> x) {
    begin(x.size());
    const int64_t rows = sample_size_ / width_;
    for (int64_t at = 0; at < x.size(); at += sample_size_) {
      kernels<Real>().sum_columns(rows, width_, x.data + at, sample_first_.data());
      add(sample_first_, first_);
    }
    for (double& mean : first_) mean /= rows_;
    std::transform(first_.begin(), first_.end(), center_.begin(), [](double m) { return static_cast<Real>(m); });
    for (int64_t at = 0; at < x.size(); at += sample_size_) {
      kernels<Real>().sum_squares(rows, width_, x.data + at, center_.data(), sample_second_.data());
      add(sample_second_, second_);
    }
  }

  // first: the sum of dy; second: that of dy * (x - mean) * inverse, where each column has its mean and inverse.
  void sum_slopes(View<const Real> x, const Real* dy, const Real* mean, const Real* inverse) {
    begin(x.size());
    for (int64_t at = 0; at < x.size(); at += sample_size_) {
      kernels<Real>().sum_slopes(sample_size_ / width_, width_, x.data + at, dy + at, mean, inverse,
                                 sample_first_.data(), sample_second_.data());
      add(sample_first_, first_);
      add(sample_second_, second_);
    }
  }

 private:
  void begin(int64_t size) {
    std::fill(first_.begin(), first_.end(), 0.0);
    std::fill(second_.begin(), second_.end(), 0.0);
    rows_ = static_cast<double>(size / width_);
  }
  static void add(const std::vector<Real>& sample, std::span<double> all) {
    for (size_t i = 0; i < all.size(); ++i) all[i] += static_cast<double>(sample[i]);
  }

  int64_t width_, sample_size_;
  double& rows_;
  std::span<double> first_, second_;
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
