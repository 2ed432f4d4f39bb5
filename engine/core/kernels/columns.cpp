#include "core/kernels/columns.h"

#include "core/kernels/level.h"

namespace saddle::SADDLE_LEVEL {
namespace {

template <class Real>
void sum_columns(int64_t rows, int64_t width, const Real* table, Real* sums) {
  const auto terms = [=]<class V>(V, int64_t at, int64_t) __attribute__((always_inline)) {
    return Terms<V>{loaded<V>(table + at), V{}};
  };
  sum_terms<Real>(rows, width, terms, sums, static_cast<Real*>(nullptr));
}

template <class Real>
void sum_squares(int64_t rows, int64_t width, const Real* table, const Real* center, Real* sums) {
  const auto terms = [=]<class V>(V, int64_t at, int64_t column) __attribute__((always_inline)) {
    const V distance = loaded<V>(table + at) - loaded<V>(center + column);
    return Terms<V>{distance * distance, V{}};
  };
  sum_terms<Real>(rows, width, terms, sums, static_cast<Real*>(nullptr));
}

template <class Real>
void sum_slopes(int64_t rows, int64_t width, const Real* x, const Real* dy, const Real* mean, const Real* inverse,
                Real* first, Real* second) {
  const auto terms = [=]<class V>(V, int64_t at, int64_t column) __attribute__((always_inline)) {
    const V slope = loaded<V>(dy + at);
    const V normal = (loaded<V>(x + at) - loaded<V>(mean + column)) * loaded<V>(inverse + column);
    return Terms<V>{slope, slope * normal};
  };
  sum_terms<Real>(rows, width, terms, first, second);
}

template <class Real>
void normalize(const NormalizedTable<Real>& table) {
  const Real *const x = table.x, *const mean = table.mean, *const scale = table.scale, *const shift = table.shift;
  const auto affine = [=](const auto& from_center, const auto& bounded) __attribute__((always_inline)) {
    map_columns(
        table.rows, table.width, table.out, [=]<class V>(V, int64_t at, int64_t column) __attribute__((always_inline)) {
          return bounded(from_center(loaded<V>(x + at), column) * loaded<V>(scale + column) +
                         loaded<V>(shift + column));
        });
  };
  const auto centered = [=]<class V>(V from, int64_t column) __attribute__((always_inline)) {
    return from - loaded<V>(mean + column);
  };
  const auto as_it_is = []<class V>(V from, int64_t) __attribute__((always_inline)) { return from; };
  const auto positive = []<class V>(V value) __attribute__((always_inline)) { return at_least(value, V{}); };
  const auto any = []<class V>(V value) __attribute__((always_inline)) { return value; };
  if (mean && table.relu) {
    affine(centered, positive);
  } else if (mean) {
    affine(centered, any);
  } else if (table.relu) {
    affine(as_it_is, positive);
  } else {
    affine(as_it_is, any);
  }
}

template <class Real>
void normalize_gradient(const NormalizedTable<Real>& table) {
  const Real *const x = table.x, *const dy = table.dy, *const mean = table.mean, *const slope = table.scale,
                    *const level = table.shift, *const tilt = table.tilt;
  map_columns(
      table.rows, table.width, table.out, [=]<class V>(V, int64_t at, int64_t column) __attribute__((always_inline)) {
        return loaded<V>(slope + column) * loaded<V>(dy + at) - loaded<V>(level + column) -
               loaded<V>(tilt + column) * (loaded<V>(x + at) - loaded<V>(mean + column));
      });
}

}  // namespace

template <class Real>
void add_columns(KernelTable<Real>& table) {
  table.sum_columns = sum_columns<Real>;
  table.sum_squares = sum_squares<Real>;
  table.sum_slopes = sum_slopes<Real>;
  table.normalize = normalize<Real>;
  table.normalize_gradient = normalize_gradient<Real>;
}

template void add_columns(KernelTable<float>&);
template void add_columns(KernelTable<double>&);

}  // namespace saddle::SADDLE_LEVEL
