#pragma once

#include "core/conv_geometry.h"
#include "core/convolution_methods.h"
#include "core/winograd.h"

namespace saddle {

// Convolutions with 3 x 3 filters, stride 1 and the same padding on all sides by Winograd's algorithm.
template <class Real>
class WinogradConvolution final : public ImageConvolution<Real> {
 public:
  // Whether the geometry is one of these, and the algorithm faster than the direct sum.
  static bool pays(const ConvGeometry& geometry);
  explicit WinogradConvolution(const ConvGeometry& geometry);

  int pack_portions() const override { return forward_.portions(); }
  void pack(const Real* weight, bool backward, Portion portion) override;
  void forward(int samples, const Real* in, const Real* bias, Epilogue epilogue, Real* out) const override;
  void backward_input(int samples, const Real* dout, Real* din) const override;

 private:
  int64_t channels_;
  Winograd<Real> forward_, backward_;
};

// Sums are those of Winograd::sum_weights().
template <class Real>
class WinogradFilterGradient final : public FilterGradient<Real> {
 public:
  static bool pays(const ConvGeometry& geometry);
  explicit WinogradFilterGradient(const ConvGeometry& geometry);

  int64_t size() const override { return winograd_.weight_sums(); }
  void sum(int samples, const Real* in, const Real* dout, bool add, Real* sums, Real* dbias) const override;
  int unpack_portions() const override { return winograd_.portions(); }
  void unpack(const Real* sums, Real* dweight, Portion portion) const override;

 private:
  int channels_, filters_;
  int64_t pixels_;  // of one output
  Winograd<Real> winograd_;
};

}  // namespace saddle
