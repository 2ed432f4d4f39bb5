#include "core/product.h"

#include "core/scratch.h"

namespace saddle {

template <class Real>
void Product<Real>::pack(const Real* weight, bool backward) {
  constexpr int width = Tile<Real>::columns;
  const int64_t forward_size = int64_t{inputs_} * padded_columns<Real>(outputs_);
  const int64_t backward_size = int64_t{outputs_} * padded_columns<Real>(inputs_);
  if (forward_panels_.size() != forward_size) forward_panels_ = Tensor<Real>(Shape{forward_size});
  if (backward && backward_panels_.size() != backward_size) backward_panels_ = Tensor<Real>(Shape{backward_size});
  for (int o = 0; o < outputs_; ++o) {
    const Real* row = weight + int64_t{o} * inputs_;
    Real* forward = forward_panels_.data() + int64_t{o / width} * inputs_ * width + o % width;
    for (int i = 0; i < inputs_; ++i) forward[int64_t{i} * width] = row[i];
    for (int i = 0; backward && i < inputs_; i += width) {
      std::copy_n(row + i, std::min(width, inputs_ - i),
                  backward_panels_.data() + (int64_t{i / width} * outputs_ + o) * width);
    }
  }
}

template <class Real>
void Product<Real>::forward(int samples, const Real* x, const Real* bias, Epilogue epilogue, Real* y) const {
  row_product<Real>({.stride = inputs_,
                     .depth = inputs_,
                     .packed = forward_panels_.data(),
                     .columns = outputs_,
                     .bias = bias,
                     .epilogue = epilogue},
                    samples, x, y);
}

template <class Real>
void Product<Real>::backward_input(int samples, const Real* dy, Real* dx) const {
  row_product<Real>({.stride = outputs_, .depth = outputs_, .packed = backward_panels_.data(), .columns = inputs_},
                    samples, dy, dx);
}

template <class Real>
void Product<Real>::backward_weights(int samples, const Real* x, const Real* dy, int part, int parts,
                                     Real* dweight) const {
  constexpr int width = Tile<Real>::columns;
  const int first = static_cast<int>(int64_t{outputs_} * part / parts),
            last = static_cast<int>(int64_t{outputs_} * (part + 1) / parts);
  const int whole = inputs_ / width * width;
  for (int o = first; o < last; ++o) std::fill_n(dweight + int64_t{o} * inputs_, inputs_, Real(0));
  outer_product<Real>(samples, last - first, whole, dy + first, outputs_, x, inputs_,
                      dweight + int64_t{first} * inputs_, inputs_);
  if (whole == inputs_) return;
  // The last columns do not fill a tile: they are computed on a padded copy.
  const int rest = inputs_ - whole;
  Real* columns = scratch<Real>(0, int64_t{samples} * width);
  Real* sums = scratch<Real>(1, int64_t{last - first} * width);
  std::fill_n(columns, int64_t{samples} * width, Real(0));
  std::fill_n(sums, int64_t{last - first} * width, Real(0));
  for (int n = 0; n < samples; ++n) std::copy_n(x + int64_t{n} * inputs_ + whole, rest, columns + int64_t{n} * width);
  outer_product<Real>(samples, last - first, rest, dy + first, outputs_, columns, width, sums, width);
  for (int o = first; o < last; ++o)
    std::copy_n(sums + int64_t{o - first} * width, rest, dweight + int64_t{o} * inputs_ + whole);
}

template <class Real>
void Product<Real>::backward_bias(int samples, const Real* dy, Real* dbias) const {
  std::fill_n(dbias, outputs_, Real(0));
  for (int n = 0; n < samples; ++n) {
    for (int o = 0; o < outputs_; ++o) dbias[o] += dy[int64_t{n} * outputs_ + o];
  }
}

template class Product<float>;
template class Product<double>;

}  // namespace saddle
