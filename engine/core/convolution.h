#pragma once

#include <cstdint>
#include <memory>

#include "core/conv_geometry.h"
#include "core/convolution_methods.h"

namespace saddle {

// Cross-correlation over images (N, H, W, C), and its gradients; weights are (filters, C, kh, kw) and padding is less
// than the kernel. Once packed, the const methods may run on several threads at once, and what forward() and
// backward_input() do to one sample does not depend on the others.
//
// How it is done is decided here, by the geometry alone: directly, or by Winograd's algorithm where that pays.
template <class Real>
class Convolution {
 public:
  explicit Convolution(const ConvGeometry& geometry);

  // After the weights changed. backward_input() needs `backward`. The first time it must be all at once, and allocates;
  // later several threads may share out the portions.
  void pack(const Real* weight, bool backward = true, Portion portion = {}) {
    images_->pack(weight, backward, portion);
  }
  int pack_portions() const { return images_->pack_portions(); }
  // Assigns out, (samples, out_height, out_width, filters). bias: (filters), or null for none.
  void forward(int samples, const Real* in, const Real* bias, Epilogue epilogue, Real* out) const {
    images_->forward(samples, in, bias, epilogue, out);
  }
  // Assigns din, of the shape of the input.
  void backward_input(int samples, const Real* dout, Real* din) const { images_->backward_input(samples, dout, din); }
  // The gradient of the weights, in the order in which it is computed: weight_sums() numbers, which several runs of
  // samples may be added up in before unpack() puts them in the order of the weights. `add`: to what sums and dbias
  // hold; otherwise they are assigned. dbias: (filters), or null for none.
  void backward_weights(int samples, const Real* in, const Real* dout, bool add, Real* sums, Real* dbias) const;
  int64_t weight_sums() const { return weights_->size(); }
  void unpack(const Real* sums, Real* dweight, Portion portion = {}) const { weights_->unpack(sums, dweight, portion); }
  int unpack_portions() const { return weights_->unpack_portions(); }

 private:
  int filters_;
  std::unique_ptr<ImageConvolution<Real>> images_;
  std::unique_ptr<FilterGradient<Real>> weights_;
};

}  // namespace saddle
