#pragma once

#include "core/tensor.h"
#include "core/tile_kernels.h"

namespace saddle {

struct ConvGeometry {
  int channels = 1, height = 1, width = 1, filters = 1, kernel_h = 1, kernel_w = 1;
  int stride_h = 1, stride_w = 1, padding_h = 0, padding_w = 0;
  int out_height() const { return (height + 2 * padding_h - kernel_h) / stride_h + 1; }
  int out_width() const { return (width + 2 * padding_w - kernel_w) / stride_w + 1; }
};

// Cross-correlation over images (N, H, W, C), and its gradients; weights are (filters, C, kh, kw) and padding is less
// than the kernel. Once packed, the const methods may run on several threads at once, and what forward() and
// backward_input() do to one sample does not depend on the others.
template <class Real>
class Convolution {
 public:
  explicit Convolution(const ConvGeometry& geometry) : g_(geometry) {}

  // After the weights changed; allocates only the first time. backward_input() needs `backward`.
  void pack(const Real* weight, bool backward = true);
  void forward(int samples, const Real* in, const Real* bias, Epilogue epilogue,
               Real* out) const;  // bias: null for none
  void backward_input(int samples, const Real* dout, Real* din) const;
  void backward_weights(int samples, const Real* in, const Real* dout, Real* dweight,
                        Real* dbias) const;  // dbias: null for none

 private:
  const Real* padded_input(const Real* in) const;
  const Real* padded_filters(const Real* dout) const;

  ConvGeometry g_;
  Tensor<Real> forward_panels_, backward_panels_;
};

}  // namespace saddle
