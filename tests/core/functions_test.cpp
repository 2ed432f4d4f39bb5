#include <cmath>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

#include "core/at_levels.h"
#include "core/each_number.h"

namespace saddle {
namespace {

// Spread over what the functions are asked for, with 0 and the ends of the range.
std::vector<float> arguments() {
  std::vector<float> values = {0, -0.0f, 88, -87, 200, -200, 1e-6f, -1e-6f};
  for (int i = -4000; i <= 4000; ++i) values.push_back(static_cast<float>(i) * 0.0211f);
  return values;
}

double sigmoid(double x) { return 1 / (1 + std::exp(-x)); }

void expect_near(const std::vector<float>& x, const std::vector<float>& found, double (*wanted)(double), double ulps,
                 double least) {
  for (size_t i = 0; i < x.size(); ++i) {
    const double right = wanted(static_cast<double>(x[i]));
    if (right > static_cast<double>(std::numeric_limits<float>::max())) {
      EXPECT_TRUE(std::isinf(found[i])) << x[i];
    } else {
      EXPECT_NEAR(static_cast<double>(found[i]), right, ulps * 6e-8 * std::abs(right) + least) << x[i];
    }
  }
}

TEST(Functions, AgreeWithTheCLibraryAtEveryLevel) {
  const std::vector<float> x = arguments();
  const auto count = static_cast<int64_t>(x.size());
  at_each_level([&] {
    std::vector<float> y(x.size());
    kernels<float>().exp(count, x.data(), y.data());
    expect_near(
        x, y, [](double v) { return std::exp(v); }, 4, 1e-37);
    kernels<float>().tanh(count, x.data(), y.data());
    expect_near(
        x, y, [](double v) { return std::tanh(v); }, 8, 1e-12);
    kernels<float>().sigmoid(count, x.data(), y.data());
    expect_near(x, y, sigmoid, 4, 3e-7);
    const std::vector<double> wide(x.begin(), x.end());
    std::vector<double> z(x.size());
    kernels<double>().tanh(count, wide.data(), z.data());
    for (size_t i = 0; i < z.size(); ++i) EXPECT_NEAR(z[i], std::tanh(wide[i]), 1e-15);
  });
}

TEST(Functions, GiveANumberTheSameResultWhereverItLies) {
  const std::vector<float> x = arguments();
  at_each_level([&] {
    std::vector<float> together(x.size());
    kernels<float>().exp(static_cast<int64_t>(x.size()), x.data(), together.data());
    for (size_t i = 0; i < x.size(); i += 7) {
      float alone = 0;
      kernels<float>().exp(1, &x[i], &alone);
      EXPECT_EQ(alone, together[i]) << x[i];
    }
  });
}

TEST(Functions, DoNotHideWhatIsNotANumber) {
  constexpr float nan = std::numeric_limits<float>::quiet_NaN(), infinity = std::numeric_limits<float>::infinity();
  at_each_level([&] {
    for (const auto function : {kernels<float>().exp, kernels<float>().tanh, kernels<float>().sigmoid}) {
      float y = 0;
      function(1, &nan, &y);
      EXPECT_TRUE(std::isnan(y));
    }
    float y = 0;
    kernels<float>().exp(1, &infinity, &y);
    EXPECT_EQ(y, infinity);
    const float down = -infinity;
    kernels<float>().exp(1, &down, &y);
    EXPECT_LT(y, 1e-37f);
    kernels<float>().tanh(1, &infinity, &y);
    EXPECT_EQ(y, 1);
    kernels<float>().tanh(1, &down, &y);
    EXPECT_EQ(y, -1);
  });
}

TEST(EachNumber, IsCalledOnceForEach) {
  at_each_level([] {
    for (const int64_t count : {0, 1, 7, 16, 33, 1000}) {
      std::vector<float> from(static_cast<size_t>(count)), to(from.size() + 1, -1);
      for (size_t i = 0; i < from.size(); ++i) from[i] = static_cast<float>(i);
      each_number(count, [x = from.data(), y = to.data()](int64_t i) { y[i] = 2 * x[i] + 1; });
      for (size_t i = 0; i < from.size(); ++i) EXPECT_EQ(to[i], 2 * from[i] + 1);
      EXPECT_EQ(to.back(), -1);
    }
  });
}

TEST(AnyNumber, FindsOneAnywhere) {
  at_each_level([] {
    for (const int64_t count : {1, 7, 16, 33, 1000}) {
      for (int64_t place = 0; place < count; place += 5) {
        EXPECT_TRUE(any_number(count, [place](int64_t i) { return i == place; }));
      }
      EXPECT_FALSE(any_number(count, [count](int64_t i) { return i == count; }));
    }
    EXPECT_FALSE(any_number(0, [](int64_t) { return true; }));
  });
}

}  // namespace
}  // namespace saddle
