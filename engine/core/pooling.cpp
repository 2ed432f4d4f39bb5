#include "core/pooling.h"

#include "core/kernels/table.h"

namespace saddle {

template <class Real>
void max_pool_forward(const PoolGeometry& geometry, int samples, const Real* in, Real* out) {
  kernels<Real>().max_pool_forward(geometry, samples, in, out);
}

template <class Real>
void max_pool_backward(const PoolGeometry& geometry, int samples, const Real* in, const Real* out, const Real* dout,
                       Real* din) {
  kernels<Real>().max_pool_backward(geometry, samples, in, out, dout, din);
}

template <class Real>
void average_pool_forward(const PoolGeometry& geometry, int samples, const Real* in, Real* out) {
  kernels<Real>().average_pool_forward(geometry, samples, in, out);
}

template <class Real>
void average_pool_backward(const PoolGeometry& geometry, int samples, const Real* dout, Real* din) {
  kernels<Real>().average_pool_backward(geometry, samples, dout, din);
}

template void max_pool_forward<float>(const PoolGeometry&, int, const float*, float*);
template void max_pool_forward<double>(const PoolGeometry&, int, const double*, double*);
template void max_pool_backward<float>(const PoolGeometry&, int, const float*, const float*, const float*, float*);
template void max_pool_backward<double>(const PoolGeometry&, int, const double*, const double*, const double*, double*);
template void average_pool_forward<float>(const PoolGeometry&, int, const float*, float*);
template void average_pool_forward<double>(const PoolGeometry&, int, const double*, double*);
template void average_pool_backward<float>(const PoolGeometry&, int, const float*, float*);
template void average_pool_backward<double>(const PoolGeometry&, int, const double*, double*);

}  // namespace saddle
