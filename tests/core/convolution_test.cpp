#include "core/convolution.h"

#include <gtest/gtest.h>

#include "core/at_levels.h"
#include "core/reference.h"

namespace saddle {
namespace {

using reference::numbers;

template <class Real>
std::vector<Real> as(const std::vector<double>& values) {
  return {values.begin(), values.end()};
}

// As a share of the largest number that is wanted, or of 1.
template <class Real>
double largest_difference(const std::vector<Real>& a, const std::vector<double>& b) {
  double largest = 1, difference = 0;
  for (size_t i = 0; i < b.size(); ++i) {
    largest = std::max(largest, std::abs(b[i]));
    difference = std::max(difference, std::abs(static_cast<double>(a[i]) - b[i]));
  }
  return difference / largest;
}

const std::vector<ConvGeometry> geometries = {
    {.channels = 1, .height = 28, .width = 28, .filters = 30, .kernel_h = 5, .kernel_w = 5},
    {.channels = 3,
     .height = 11,
     .width = 9,
     .filters = 16,
     .kernel_h = 3,
     .kernel_w = 3,
     .padding_h = 1,
     .padding_w = 1},
    {.channels = 16,
     .height = 8,
     .width = 8,
     .filters = 32,
     .kernel_h = 3,
     .kernel_w = 3,
     .stride_h = 2,
     .stride_w = 2,
     .padding_h = 1,
     .padding_w = 1},
    {.channels = 16,
     .height = 8,
     .width = 8,
     .filters = 32,
     .kernel_h = 1,
     .kernel_w = 1,
     .stride_h = 2,
     .stride_w = 2},
    {.channels = 32,
     .height = 7,
     .width = 7,
     .filters = 17,
     .kernel_h = 3,
     .kernel_w = 3,
     .padding_h = 2,
     .padding_w = 2},
    {.channels = 2,
     .height = 9,
     .width = 12,
     .filters = 5,
     .kernel_h = 3,
     .kernel_w = 5,
     .stride_h = 1,
     .stride_w = 3,
     .padding_h = 0,
     .padding_w = 2},
    {.channels = 7, .height = 4, .width = 4, .filters = 1, .kernel_h = 4, .kernel_w = 4},
    {.channels = 64,
     .height = 8,
     .width = 8,
     .filters = 50,
     .kernel_h = 3,
     .kernel_w = 3,
     .padding_h = 1,
     .padding_w = 1},
    {.channels = 32,
     .height = 7,
     .width = 5,
     .filters = 40,
     .kernel_h = 3,
     .kernel_w = 3,
     .padding_h = 1,
     .padding_w = 1},
    {.channels = 40,
     .height = 6,
     .width = 6,
     .filters = 32,
     .kernel_h = 3,
     .kernel_w = 3,
     .padding_h = 2,
     .padding_w = 2},
    {.channels = 32,
     .height = 3,
     .width = 3,
     .filters = 32,
     .kernel_h = 3,
     .kernel_w = 3,
     .padding_h = 0,
     .padding_w = 0},
    // Channels that do not fill the registers of every level.
    {.channels = 24,
     .height = 7,
     .width = 6,
     .filters = 40,
     .kernel_h = 3,
     .kernel_w = 3,
     .padding_h = 1,
     .padding_w = 1},
    {.channels = 32,
     .height = 1,
     .width = 8,
     .filters = 48,
     .kernel_h = 3,
     .kernel_w = 3,
     .padding_h = 1,
     .padding_w = 1},
    {.channels = 5,
     .height = 9,
     .width = 1,
     .filters = 3,
     .kernel_h = 3,
     .kernel_w = 1,
     .stride_h = 2,
     .stride_w = 2,
     .padding_h = 2},
    {.channels = 17,
     .height = 6,
     .width = 11,
     .filters = 24,
     .kernel_h = 2,
     .kernel_w = 3,
     .stride_h = 3,
     .stride_w = 2,
     .padding_h = 1,
     .padding_w = 0},
    {.channels = 1,
     .height = 3,
     .width = 2,
     .filters = 100,
     .kernel_h = 3,
     .kernel_w = 2,
     .stride_h = 5,
     .stride_w = 4,
     .padding_h = 2,
     .padding_w = 1},
};

template <class Real>
void expect_reference(double tolerance) {
  for (const ConvGeometry& g : geometries) {
    const int samples = 3;
    const auto in = numbers(samples * g.height * g.width * g.channels, 1),
               weight = numbers(g.filters * g.channels * g.kernel_h * g.kernel_w, 2);
    const auto bias = numbers(g.filters, 3), dout = numbers(samples * g.out_height() * g.out_width() * g.filters, 4);
    const auto wanted = reference::convolve(g, samples, in, weight, bias, dout);
    Convolution<Real> convolution(g);
    const auto r_in = as<Real>(in), r_bias = as<Real>(bias), r_dout = as<Real>(dout);
    const auto r_weight = as<Real>(weight);
    convolution.pack(std::vector<Real>(weight.size(), 7).data());
    const int portions = convolution.pack_portions();
    for (int part = 0; part < portions; ++part) convolution.pack(r_weight.data(), true, {part, portions});
    std::vector<Real> out(dout.size(), 7), din(in.size(), 7), dweight(weight.size(), 7), dbias(bias.size(), 7);
    convolution.forward(samples, r_in.data(), r_bias.data(), Epilogue::none, out.data());
    convolution.backward_input(samples, r_dout.data(), din.data());
    std::vector<Real> sums(static_cast<size_t>(convolution.weight_sums()), 7);
    convolution.backward_weights(samples, r_in.data(), r_dout.data(), false, sums.data(), dbias.data());
    for (int part = 0; part < convolution.unpack_portions(); ++part)
      convolution.unpack(sums.data(), dweight.data(), {part, convolution.unpack_portions()});
    // One sample, then the others added to it.
    const auto image = static_cast<int64_t>(in.size()) / samples, map = static_cast<int64_t>(dout.size()) / samples;
    std::vector<Real> dweight_added(weight.size(), 7), dbias_added(bias.size(), 7);
    convolution.backward_weights(1, r_in.data(), r_dout.data(), false, sums.data(), dbias_added.data());
    convolution.backward_weights(samples - 1, r_in.data() + image, r_dout.data() + map, true, sums.data(),
                                 dbias_added.data());
    convolution.unpack(sums.data(), dweight_added.data());
    EXPECT_LT(largest_difference(dweight_added, wanted.dweight), tolerance) << g.channels << " -> " << g.filters;
    EXPECT_LT(largest_difference(dbias_added, wanted.dbias), tolerance) << g.channels << " -> " << g.filters;
    EXPECT_LT(largest_difference(out, wanted.out), tolerance) << g.channels << " -> " << g.filters;
    EXPECT_LT(largest_difference(din, wanted.din), tolerance) << g.channels << " -> " << g.filters;
    EXPECT_LT(largest_difference(dweight, wanted.dweight), tolerance) << g.channels << " -> " << g.filters;
    EXPECT_LT(largest_difference(dbias, wanted.dbias), tolerance) << g.channels << " -> " << g.filters;
    convolution.forward(samples, r_in.data(), nullptr, Epilogue::relu, out.data());
    std::vector<double> positive = wanted.out;
    for (size_t i = 0; i < out.size(); ++i) positive[i] = std::max(0.0, wanted.out[i] - bias[i % bias.size()]);
    EXPECT_LT(largest_difference(out, positive), tolerance) << g.channels << " -> " << g.filters;
  }
}

TEST(Convolution, AgreesWithTheFormulaInDouble) {
  at_each_level([] { expect_reference<double>(1e-12); });
}
TEST(Convolution, AgreesWithTheFormulaInFloat) {
  // Winograd's algorithm with 4 x 4 outputs rounds the most (core/winograd.h).
  at_each_level([] { expect_reference<float>(1e-5); });
}

TEST(Convolution, GivesTheBooksExample) {
  // Figure 7-3 and 7-4: a 4 x 4 input, a 3 x 3 filter, bias 3.
  Convolution<float> convolution({.channels = 1, .height = 4, .width = 4, .filters = 1, .kernel_h = 3, .kernel_w = 3});
  const float in[] = {1, 2, 3, 0, 0, 1, 2, 3, 3, 0, 1, 2, 2, 3, 0, 1}, weight[] = {2, 0, 1, 0, 1, 2, 1, 0, 2},
              bias[] = {3};
  convolution.pack(weight);
  float out[4];
  convolution.forward(1, in, bias, Epilogue::none, out);
  EXPECT_EQ(out[0], 18);
  EXPECT_EQ(out[1], 19);
  EXPECT_EQ(out[2], 9);
  EXPECT_EQ(out[3], 18);
}

TEST(Convolution, TreatsASampleTheSameWhateverItsNeighbours) {
  const ConvGeometry g = geometries[1];
  const int samples = 5;
  const auto in = as<float>(numbers(samples * g.height * g.width * g.channels, 1));
  at_each_level([&] {
    Convolution<float> convolution(g);
    convolution.pack(as<float>(numbers(g.filters * g.channels * 9, 2)).data());
    const int64_t in_size = g.height * g.width * g.channels, out_size = g.out_height() * g.out_width() * g.filters;
    std::vector<float> together(static_cast<size_t>(samples * out_size)), alone(static_cast<size_t>(out_size));
    convolution.forward(samples, in.data(), nullptr, Epilogue::none, together.data());
    for (int n = 0; n < samples; ++n) {
      convolution.forward(1, in.data() + n * in_size, nullptr, Epilogue::none, alone.data());
      EXPECT_TRUE(std::equal(alone.begin(), alone.end(), together.begin() + n * out_size));
    }
  });
}

}  // namespace
}  // namespace saddle
