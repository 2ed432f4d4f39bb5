#pragma once

#include <vector>

#include "core/tensor.h"
#include "core/tile_product.h"

namespace saddle {

// From row `first` to the one before `end`.
struct Rows {
  int64_t first = 0, end = 0;
};

// y = x W^T + b over a batch of rows, and its gradients: x and dx are (samples, inputs), y and dy (samples, outputs), W
// and dweight (outputs, inputs), b and dbias (outputs), all row by row without gaps. Once packed, the const methods may
// run on several threads at once, and what they do to one row does not depend on the other rows.
template <class Real>
class Product {
 public:
  Product(int inputs, int outputs);

  // After W changed; allocates only the first time. W must stay where it is; backward_input() needs `backward`.
  // A part of `parts` may be packed on a thread of its own, once all was packed by one; it reads packed_rows() of W.
  void pack(const Real* weight, bool backward = true, int part = 0, int parts = 1);
  Rows packed_rows(int part, int parts) const;
  void forward(int samples, const Real* x, const Real* bias, Epilogue epilogue, Real* y) const;  // bias: null for none
  void backward_input(int samples, const Real* dy, Real* dx) const;
  // Assigns a share of the columns of dweight; all of them where W is narrow.
  void backward_weights(int samples, const Real* x, const Real* dy, int part, int parts, Real* dweight) const;
  void backward_bias(int samples, const Real* dy, Real* dbias) const;

 private:
  static int in_panels(int inputs, int outputs);
  bool rows_are_panels(int64_t rows) const;
  bool is_narrow() const;
  void backward_narrow_weights(int samples, const Real* x, const Real* dy, Real* dweight) const;

  int inputs_, outputs_;
  int in_panels_;  // of the outputs, the first, which fill registers; forward() takes the others as rows of W
  const Real* weight_ = nullptr;
  std::vector<ColumnTile> output_tiles_, input_tiles_;
  Tensor<Real> forward_panels_, backward_panels_;
};

}  // namespace saddle
