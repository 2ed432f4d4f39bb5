#include "core/winograd_convolution.h"

namespace saddle {
namespace {

bool fits(const ConvGeometry& g) {
  return g.kernel_h == 3 && g.kernel_w == 3 && g.stride_h == 1 && g.stride_w == 1 && g.padding_h == g.padding_w;
}

// The gradient of the input is a convolution of the output's with the filters turned by 180 degrees.
ConvGeometry turned(const ConvGeometry& g) {
  return {.channels = g.filters,
          .height = g.out_height(),
          .width = g.out_width(),
          .filters = g.channels,
          .kernel_h = 3,
          .kernel_w = 3,
          .padding_h = 2 - g.padding_h,
          .padding_w = 2 - g.padding_w};
}

template <class Real>
int best(const ConvGeometry& g) {
  return Winograd<Real>::best(g.channels, g.height, g.width, g.filters, g.padding_h);
}

template <class Real>
int best_for_weights(const ConvGeometry& g) {
  return Winograd<Real>::best_for_weights(g.channels, g.height, g.width, g.filters, g.padding_h);
}

template <class Real>
Winograd<Real> winograd_of(const ConvGeometry& g, int m) {
  return Winograd<Real>(m, g.channels, g.height, g.width, g.filters, g.padding_h);
}

}  // namespace

template <class Real>
bool WinogradConvolution<Real>::pays(const ConvGeometry& g) {
  return fits(g) && best<Real>(g) != 0 && best<Real>(turned(g)) != 0;
}

template <class Real>
WinogradConvolution<Real>::WinogradConvolution(const ConvGeometry& g)
    : channels_(g.channels),
      forward_(winograd_of<Real>(g, best<Real>(g))),
      backward_(winograd_of<Real>(turned(g), best<Real>(turned(g)))) {}

template <class Real>
void WinogradConvolution<Real>::pack(const Real* weight, bool backward, Portion portion) {
  // Weights are (filters, channels, 3, 3); on the way back filters and channels change places.
  forward_.pack({.data = weight, .channel_step = 9, .filter_step = 9 * channels_}, false, portion);
  if (backward) backward_.pack({.data = weight, .channel_step = 9 * channels_, .filter_step = 9}, true, portion);
}

template <class Real>
void WinogradConvolution<Real>::forward(int samples, const Real* in, const Real* bias, Epilogue epilogue,
                                        Real* out) const {
  forward_.run(samples, in, bias, epilogue, out);
}

template <class Real>
void WinogradConvolution<Real>::backward_input(int samples, const Real* dout, Real* din) const {
  backward_.run(samples, dout, nullptr, Epilogue::none, din);
}

template <class Real>
bool WinogradFilterGradient<Real>::pays(const ConvGeometry& g) {
  return fits(g) && best_for_weights<Real>(g) != 0;
}

template <class Real>
WinogradFilterGradient<Real>::WinogradFilterGradient(const ConvGeometry& g)
    : channels_(g.channels),
      filters_(g.filters),
      pixels_(int64_t{g.out_height()} * g.out_width()),
      winograd_(winograd_of<Real>(g, best_for_weights<Real>(g))) {}

template <class Real>
void WinogradFilterGradient<Real>::sum(int samples, const Real* in, const Real* dout, bool add, Real* sums,
                                       Real* dbias) const {
  for (int n = 0; n < samples; ++n) add_bias_gradient(pixels_, filters_, dout + n * pixels_ * filters_, dbias);
  winograd_.sum_weights(samples, in, dout, add, sums);
}

template <class Real>
void WinogradFilterGradient<Real>::unpack(const Real* sums, Real* dweight, Portion portion) const {
  winograd_.unpack_weights(sums, {.data = dweight, .channel_step = 9, .filter_step = int64_t{9} * channels_}, portion);
}

template class WinogradConvolution<float>;
template class WinogradConvolution<double>;
template class WinogradFilterGradient<float>;
template class WinogradFilterGradient<double>;

}  // namespace saddle
