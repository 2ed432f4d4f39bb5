#include "core/pooling.h"

#include <cmath>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

#include "core/at_levels.h"
#include "core/rng.h"

namespace saddle {
namespace {

struct Pooled {
  std::vector<float> out, din;
};

// The formula, place by place: the first of the largest values of a window has its gradient.
Pooled max_pool(const PoolGeometry& g, int samples, const std::vector<float>& in, const std::vector<float>& dout) {
  Pooled result{{}, std::vector<float>(in.size(), 0)};
  const auto at = [&](int n, int y, int x, int c) {
    return static_cast<size_t>(((n * g.height + y) * g.width + x) * g.channels + c);
  };
  for (int n = 0; n < samples; ++n) {
    for (int y = 0; y < g.out_height(); ++y) {
      for (int x = 0; x < g.out_width(); ++x) {
        for (int c = 0; c < g.channels; ++c) {
          float largest = -std::numeric_limits<float>::infinity();
          size_t place = 0;
          for (int v = y * g.stride_h - g.padding_h; v < y * g.stride_h - g.padding_h + g.kernel_h; ++v) {
            for (int u = x * g.stride_w - g.padding_w; u < x * g.stride_w - g.padding_w + g.kernel_w; ++u) {
              if (v < 0 || u < 0 || v >= g.height || u >= g.width || in[at(n, v, u, c)] <= largest) continue;
              place = at(n, v, u, c);
              largest = in[place];
            }
          }
          result.din[place] += dout[result.out.size()];
          result.out.push_back(largest);
        }
      }
    }
  }
  return result;
}

TEST(MaxPool, AgreesWithTheFormulaAtOddSizes) {
  Rng rng(5);
  for (const int channels : {1, 3, 4, 5, 7, 8, 10, 12, 15, 17, 30, 32}) {
    for (const auto& [height, width, kernel, stride, padding] : {std::tuple{6, 4, 2, 2, 0},
                                                                 {7, 5, 2, 2, 0},
                                                                 {8, 9, 3, 2, 1},
                                                                 {5, 1, 1, 2, 0},
                                                                 {9, 9, 3, 1, 1},
                                                                 {6, 7, 2, 3, 1},
                                                                 {3, 3, 3, 3, 0}}) {
      const PoolGeometry g{.channels = channels,
                           .height = height,
                           .width = width,
                           .kernel_h = kernel,
                           .kernel_w = std::min(kernel, width),
                           .stride_h = stride,
                           .stride_w = stride,
                           .padding_h = padding,
                           .padding_w = width > 1 ? padding : 0};
      const int samples = 3;
      std::vector<float> in(static_cast<size_t>(samples * height * width * channels)),
          dout(static_cast<size_t>(samples * g.out_height() * g.out_width() * channels));
      for (float& value : in) value = static_cast<float>(rng.below(4));  // many that are equal
      for (float& value : dout) value = static_cast<float>(rng.below(100));
      const Pooled wanted = max_pool(g, samples, in, dout);
      std::vector<float> out(dout.size(), -1), din(in.size(), -1);
      at_each_level([&, height = height, width = width, kernel = kernel] {
        max_pool_forward(g, samples, in.data(), out.data());
        max_pool_backward(g, samples, in.data(), out.data(), dout.data(), din.data());
        EXPECT_EQ(out, wanted.out) << channels << " channels, " << height << " x " << width << ", kernel " << kernel;
        EXPECT_EQ(din, wanted.din) << channels << " channels, " << height << " x " << width << ", kernel " << kernel;
      });
    }
  }
}

TEST(MaxPool, DoesNotHideNan) {
  const PoolGeometry g{.channels = 9, .height = 2, .width = 2};
  std::vector<float> in(36, 1), out(9);
  in[3 * 9 + 8] = in[3 * 9 + 2] = std::numeric_limits<float>::quiet_NaN();
  at_each_level([&] {
    max_pool_forward(g, 1, in.data(), out.data());
    for (size_t c = 0; c < 9; ++c) EXPECT_EQ(std::isnan(out[c]), c == 8 || c == 2) << c;
  });
}

}  // namespace
}  // namespace saddle
