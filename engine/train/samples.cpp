#include <algorithm>
#include <array>

#include "core/each_number.h"
#include "saddle/dataset.h"

namespace saddle {

template <class Real>
void Samples::copy(int64_t index, int64_t width, Real* out) const {
  constexpr int64_t few = 8;  // numbers, which take less than calling the C library
  if (bytes.empty() && width <= few) {
    for (int64_t i = 0; i < width; ++i) out[i] = values[static_cast<size_t>(index * width + i)];
  } else if (bytes.empty()) {
    std::copy_n(values.data() + index * width, width, out);
  } else {
    each_number(width,
                [out, source = bytes.data() + index * width](int64_t i) { out[i] = Real(source[i]) / Real(255); });
  }
}

template <class Real>
void Normalization::apply(Real* numbers, int64_t size) const {
  if (mean.empty()) return;
  const int64_t period = std::ssize(mean);
  const float *center = mean.data(), *width = deviation.data();
  int64_t length = period;
  // A few channels fill no register: they are written out as often as is worth a loop.
  std::array<float, 64> centers = {}, widths = {};
  if (period <= std::ssize(centers) / 2) {
    length = std::ssize(centers) / period * period;
    for (int64_t i = 0; i < length; ++i) {
      centers[static_cast<size_t>(i)] = mean[static_cast<size_t>(i % period)];
      widths[static_cast<size_t>(i)] = deviation[static_cast<size_t>(i % period)];
    }
    center = centers.data();
    width = widths.data();
  }
  for (int64_t first = 0; first < size; first += length) {
    each_number(std::min(length, size - first), [to = numbers + first, center, width](int64_t i) {
      to[i] = (to[i] - static_cast<Real>(center[i])) / static_cast<Real>(width[i]);
    });
  }
}

template void Samples::copy<float>(int64_t, int64_t, float*) const;
template void Samples::copy<double>(int64_t, int64_t, double*) const;
template void Normalization::apply<float>(float*, int64_t) const;
template void Normalization::apply<double>(double*, int64_t) const;

}  // namespace saddle
