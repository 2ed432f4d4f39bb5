#include "core/kernels/level.h"
#include "core/kernels/registers.h"

// exp, tanh and sigmoid of many numbers. In single precision they are computed in registers, to within two units of the
// last place; in double, with which gradients are checked, as the C library does.
namespace saddle::SADDLE_LEVEL {
namespace {

using V = Lane<float>;
typedef int32_t Whole __attribute__((vector_size(register_bytes)));

// The largest whole number that is not above, for numbers of less than 2^22: adding 1.5 * 2^23 rounds to the nearest.
[[gnu::always_inline]] inline V floored(V x) {
  const V shift = all<V>(12582912.0f), nearest = (x + shift) - shift;
  return nearest > x ? nearest - all<V>(1.0f) : nearest;
}

// 2^n, for n from -126 to 127.
[[gnu::always_inline]] inline V power_of_two(Whole n) { return reinterpret_cast<V>((n + 127) << 23); }

// exp(x) = 2^m exp(r) with |r| <= ln(2) / 2, and a polynomial for exp(r) (S. L. Moshier, Cephes, expf). Beyond the
// range of float, and below its smallest normal number, it is infinity and 0; what is not a number stays so.
[[gnu::always_inline]] inline V exponential(V in) {
  const V x = at_least(at_most(in, all<V>(88.723f)), all<V>(-88.723f));
  const V m = floored(x * all<V>(1.44269504088896341f) + all<V>(0.5f));
  V r = m * all<V>(-0.693359375f) + x;
  r = m * all<V>(2.12194440e-4f) + r;
  const V r2 = r * r, r3 = r2 * r;
  V y = all<V>(1.9875691500E-4f) * r + all<V>(1.3981999507E-3f);
  V y1 = all<V>(4.1665795894E-2f) * r + all<V>(1.6666665459E-1f);
  const V y2 = r + all<V>(1.0f);
  y = y * r + all<V>(8.3334519073E-3f);
  y1 = y1 * r + all<V>(5.0000001201E-1f);
  y = y * r3 + y1;
  y = y * r2 + y2;
  // In two steps, because 2^m alone may be too large or too small; of what is not a number m may be anything.
  const V within = m == m ? m : V{};
  const Whole whole = __builtin_convertvector(within, Whole), half = whole >> 1;
  y = y * power_of_two(half) * power_of_two(whole - half);
  return in < all<V>(-87.33654f) ? V{} : y;
}

// A quotient of polynomials, as in Eigen's generic_fast_tanh_float; beyond the bound the result is 1.
[[gnu::always_inline]] inline V hyperbolic_tangent(V in) {
#if defined(__FMA__) || defined(__aarch64__)
  constexpr float bound = 7.99881172180175781f;
#else
  constexpr float bound = 7.90531110763549805f;
#endif
  const V x = at_least(at_most(in, all<V>(bound)), all<V>(-bound));
  const V x2 = x * x;
  V p = x2 * all<V>(-2.76076847742355e-16f) + all<V>(2.00018790482477e-13f);
  p = x2 * p + all<V>(-8.60467152213735e-11f);
  p = x2 * p + all<V>(5.12229709037114e-08f);
  p = x2 * p + all<V>(1.48572235717979e-05f);
  p = x2 * p + all<V>(6.37261928875436e-04f);
  p = x2 * p + all<V>(4.89352455891786e-03f);
  p = x * p;
  V q = x2 * all<V>(1.19825839466702e-06f) + all<V>(1.18534705686654e-04f);
  q = x2 * q + all<V>(2.26843463243900e-03f);
  q = x2 * q + all<V>(4.89352518554385e-03f);
  const V tiny = all<V>(0.0004f);
  const V within = ((in < tiny) & (-in < tiny)) ? x : p / q, one = all<V>(1.0f);
  // The quotient at the bound is 1 only where multiply-adds are contracted.
  return in > all<V>(bound) ? one : -in > all<V>(bound) ? -one : within;
}

// out[i] = of(in[i]), whole registers at a time; what is left goes through one that is filled up with zeros, so that a
// result does not depend on its place.
template <class Function>
[[gnu::always_inline]] inline void map(int64_t count, const float* in, float* out, const Function& of) {
  constexpr int width = width_of<float>;
  int64_t i = 0;
  for (; i + width <= count; i += width) store(of(loaded<V>(in + i)), out + i);
  if (i == count) return;
  const auto left = static_cast<unsigned long>(count - i) * sizeof(float);
  V rest = {};
  __builtin_memcpy(&rest, in + i, left);
  rest = of(rest);
  __builtin_memcpy(out + i, &rest, left);
}

void exp_of(int64_t count, const float* in, float* out) { map(count, in, out, exponential); }
void exp_of(int64_t count, const double* in, double* out) {
  for (int64_t i = 0; i < count; ++i) out[i] = __builtin_exp(in[i]);
}

void tanh_of(int64_t count, const float* in, float* out) { map(count, in, out, hyperbolic_tangent); }
void tanh_of(int64_t count, const double* in, double* out) {
  for (int64_t i = 0; i < count; ++i) out[i] = __builtin_tanh(in[i]);
}

// Half a tanh: it neither overflows nor cancels, whatever x is.
void sigmoid_of(int64_t count, const float* in, float* out) {
  const V half = all<V>(0.5f);
  map(
      count, in, out, [=](V x) __attribute__((always_inline)) { return half * hyperbolic_tangent(half * x) + half; });
}
void sigmoid_of(int64_t count, const double* in, double* out) {
  for (int64_t i = 0; i < count; ++i) out[i] = 0.5 * __builtin_tanh(0.5 * in[i]) + 0.5;
}

}  // namespace

template <class Real>
void add_functions(KernelTable<Real>& table) {
  table.exp = exp_of;
  table.tanh = tanh_of;
  table.sigmoid = sigmoid_of;
}

template void add_functions(KernelTable<float>&);
template void add_functions(KernelTable<double>&);

}  // namespace saddle::SADDLE_LEVEL
