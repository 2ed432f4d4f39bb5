#include "core/convolution_methods.h"

#include "core/kernels/table.h"
#include "core/scratch.h"

namespace saddle {
namespace {

struct BiasOfSample;  // owner of scratch memory

}  // namespace

template <class Real>
void add_bias_gradient(int64_t pixels, int filters, const Real* dout, Real* dbias) {
  if (!dbias) return;
  Real* const sample = scratch<BiasOfSample, Real>(filters);
  kernels<Real>().sum_columns(pixels, filters, dout, sample);
  for (int f = 0; f < filters; ++f) dbias[f] += sample[f];
}

template void add_bias_gradient(int64_t, int, const float*, float*);
template void add_bias_gradient(int64_t, int, const double*, double*);

}  // namespace saddle
