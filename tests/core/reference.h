#pragma once

#include <vector>

#include "core/convolution.h"
#include "core/rng.h"

// The formulas as they stand in the book, in plain loops and in double: what the kernels are held against.
namespace saddle::reference {

inline std::vector<double> numbers(int64_t count, uint64_t seed) {
  Rng rng(seed);
  std::vector<double> values(static_cast<size_t>(count));
  for (double& value : values) value = rng.uniform(-1, 1);
  return values;
}

inline double at(const std::vector<double>& image, const ConvGeometry& g, int n, int y, int x, int c) {
  if (y < 0 || x < 0 || y >= g.height || x >= g.width) return 0;
  return image[static_cast<size_t>(((n * g.height + y) * g.width + x) * g.channels + c)];
}

// Calls body(n, i, j, f, u, v, c) for every product of a convolution.
template <class Body>
void each_product(const ConvGeometry& g, int samples, const Body& body) {
  for (int n = 0; n < samples; ++n)
    for (int i = 0; i < g.out_height(); ++i)
      for (int j = 0; j < g.out_width(); ++j)
        for (int f = 0; f < g.filters; ++f)
          for (int u = 0; u < g.kernel_h; ++u)
            for (int v = 0; v < g.kernel_w; ++v)
              for (int c = 0; c < g.channels; ++c) body(n, i, j, f, u, v, c);
}

struct Convolved {
  std::vector<double> out, din, dweight, dbias;
};

inline Convolved convolve(const ConvGeometry& g, int samples, const std::vector<double>& in,
                          const std::vector<double>& weight, const std::vector<double>& bias,
                          const std::vector<double>& dout) {
  Convolved r;
  r.out.resize(dout.size());
  r.din.resize(in.size());
  r.dweight.resize(weight.size());
  r.dbias.resize(bias.size());
  const auto o = [&](int n, int i, int j, int f) {
    return static_cast<size_t>(((n * g.out_height() + i) * g.out_width() + j) * g.filters + f);
  };
  for (size_t k = 0; k < r.out.size(); ++k) {
    r.out[k] = bias[k % static_cast<size_t>(g.filters)];
    r.dbias[k % static_cast<size_t>(g.filters)] += dout[k];
  }
  each_product(g, samples, [&](int n, int i, int j, int f, int u, int v, int c) {
    const int y = i * g.stride_h + u - g.padding_h, x = j * g.stride_w + v - g.padding_w;
    const auto w = static_cast<size_t>(((f * g.channels + c) * g.kernel_h + u) * g.kernel_w + v);
    r.out[o(n, i, j, f)] += weight[w] * at(in, g, n, y, x, c);
    r.dweight[w] += dout[o(n, i, j, f)] * at(in, g, n, y, x, c);
    if (y >= 0 && x >= 0 && y < g.height && x < g.width) {
      r.din[static_cast<size_t>(((n * g.height + y) * g.width + x) * g.channels + c)] +=
          dout[o(n, i, j, f)] * weight[w];
    }
  });
  return r;
}

}  // namespace saddle::reference
