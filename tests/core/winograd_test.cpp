#include "core/winograd.h"

#include <gtest/gtest.h>

#include "core/at_levels.h"
#include "core/reference.h"

namespace saddle {
namespace {

using reference::numbers;

// The largest difference, as a share of the largest number.
template <class Real>
double error(const std::vector<Real>& found, const std::vector<double>& wanted) {
  double largest = 0, difference = 0;
  for (size_t i = 0; i < wanted.size(); ++i) {
    largest = std::max(largest, std::abs(wanted[i]));
    difference = std::max(difference, std::abs(static_cast<double>(found[i]) - wanted[i]));
  }
  return difference / largest;
}

ConvGeometry three_by_three(int channels, int height, int width, int filters, int padding) {
  return {.channels = channels,
          .height = height,
          .width = width,
          .filters = filters,
          .kernel_h = 3,
          .kernel_w = 3,
          .padding_h = padding,
          .padding_w = padding};
}

// Sizes that whole blocks fill and that they do not, images smaller than a block, and channels that leave the last
// register of every level half empty, or nearly.
const std::vector<ConvGeometry> sizes = {
    three_by_three(16, 8, 8, 16, 1), three_by_three(24, 7, 10, 40, 1), three_by_three(32, 5, 6, 24, 0),
    three_by_three(16, 9, 5, 32, 2), three_by_three(40, 1, 2, 16, 1),  three_by_three(16, 3, 3, 16, 0),
    three_by_three(48, 6, 5, 48, 2), three_by_three(17, 6, 7, 30, 1),  three_by_three(33, 4, 9, 19, 1)};

// Tolerances are shares of the largest number.
template <class Real>
void expect_sums(int m, double tolerance) {
  for (const ConvGeometry& g : sizes) {
    SCOPED_TRACE(std::to_string(g.channels) + " -> " + std::to_string(g.filters) + ", " + std::to_string(g.height));
    const int samples = 3;
    const int64_t in_size = int64_t{g.height} * g.width * g.channels,
                  out_size = int64_t{g.out_height()} * g.out_width() * g.filters;
    const auto in = numbers(samples * in_size, 1), dout = numbers(samples * out_size, 2),
               weight = numbers(int64_t{9} * g.filters * g.channels, 3), bias = numbers(g.filters, 4);
    const auto wanted = reference::convolve(g, samples, in, weight, bias, dout);
    at_each_level([&] {
      const std::vector<Real> r_in(in.begin(), in.end()), r_dout(dout.begin(), dout.end()),
          r_bias(bias.begin(), bias.end());
      Winograd<Real> winograd(m, g.channels, g.height, g.width, g.filters, g.padding_h);
      const std::vector<Real> r_weight(weight.begin(), weight.end());
      const auto filters = [&](auto* data) {
        return typename Winograd<Real>::template Filters<std::remove_pointer_t<decltype(data)>>{
            .data = data, .channel_step = 9, .filter_step = int64_t{9} * g.channels};
      };
      // Others first, and then what is wanted in portions.
      const std::vector<Real> others(weight.size(), 7);
      winograd.pack(filters(others.data()));
      for (int part = 0; part < 3; ++part) winograd.pack(filters(r_weight.data()), false, {part, 3});

      std::vector<Real> out(dout.size(), 7), alone(static_cast<size_t>(out_size));
      winograd.run(samples, r_in.data(), r_bias.data(), Epilogue::none, out.data());
      EXPECT_LT(error(out, wanted.out), tolerance);
      for (int n = 0; n < samples; ++n) {
        winograd.run(1, r_in.data() + n * in_size, r_bias.data(), Epilogue::none, alone.data());
        EXPECT_TRUE(std::equal(alone.begin(), alone.end(), out.begin() + n * out_size)) << "sample " << n;
      }

      std::vector<Real> sums(static_cast<size_t>(winograd.weight_sums()), 7), dweight(weight.size(), 7);
      winograd.sum_weights(1, r_in.data(), r_dout.data(), false, sums.data());
      winograd.sum_weights(samples - 1, r_in.data() + in_size, r_dout.data() + out_size, true, sums.data());
      for (int part = 0; part < 3; ++part) winograd.unpack_weights(sums.data(), filters(dweight.data()), {part, 3});
      EXPECT_LT(error(dweight, wanted.dweight), tolerance);
    });
  }
}

TEST(Winograd, OfTwoByTwoOutputsIsTheSum) {
  expect_sums<double>(2, 1e-14);
  expect_sums<float>(2, 3e-6);
}

TEST(Winograd, OfFourByFourOutputsIsTheSum) {
  expect_sums<double>(4, 1e-13);
  expect_sums<float>(4, 2e-5);
}

TEST(Winograd, TakesTheFewestMultiplications) {
  at_each_level([] {
    EXPECT_EQ(Winograd<float>::best(3, 32, 32, 16, 1), 0);  // registers would stay empty
    EXPECT_EQ(Winograd<float>::best(32, 2, 2, 32, 1), 2);   // one block of 4 x 4 has 36 places, one of 2 x 2 has 16
    const bool wide = simd_level() == SimdLevel::avx2 || simd_level() == SimdLevel::avx512;
    EXPECT_EQ(Winograd<float>::best(32, 16, 16, 32, 1), wide ? 4 : 2);
    EXPECT_EQ(Winograd<float>::best(30, 16, 16, 50, 1), wide ? 4 : 0);  // the last register need not be full
    EXPECT_EQ(Winograd<float>::best(10, 16, 16, 10, 1), simd_level() == SimdLevel::avx2 ? 4 : 0);
    EXPECT_EQ(Winograd<float>::best_for_weights(512, 16, 16, 512, 1),
              0);  // 36 sums for each weight would fill the cache
  });
}

}  // namespace
}  // namespace saddle
