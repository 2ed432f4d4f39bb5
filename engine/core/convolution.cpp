#include "core/convolution.h"

#include <algorithm>

#include "core/direct_convolution.h"
#include "core/winograd_convolution.h"

namespace saddle {
namespace {

template <class Real>
std::unique_ptr<ImageConvolution<Real>> fastest_convolution(const ConvGeometry& g) {
  if (WinogradConvolution<Real>::pays(g)) return std::make_unique<WinogradConvolution<Real>>(g);
  return std::make_unique<DirectConvolution<Real>>(g);
}

template <class Real>
std::unique_ptr<FilterGradient<Real>> fastest_gradient(const ConvGeometry& g) {
  if (WinogradFilterGradient<Real>::pays(g)) return std::make_unique<WinogradFilterGradient<Real>>(g);
  return std::make_unique<DirectFilterGradient<Real>>(g);
}

}  // namespace

template <class Real>
Convolution<Real>::Convolution(const ConvGeometry& geometry)
    : filters_(geometry.filters),
      images_(fastest_convolution<Real>(geometry)),
      weights_(fastest_gradient<Real>(geometry)) {}

template <class Real>
void Convolution<Real>::backward_weights(int samples, const Real* in, const Real* dout, bool add, Real* sums,
                                         Real* dbias) const {
  if (!add && samples == 0) std::fill_n(sums, weight_sums(), Real(0));
  if (!add && dbias) std::fill_n(dbias, filters_, Real(0));
  if (samples > 0) weights_->sum(samples, in, dout, add, sums, dbias);
}

template class Convolution<float>;
template class Convolution<double>;

}  // namespace saddle
