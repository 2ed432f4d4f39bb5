#include "core/product.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

#include "core/at_levels.h"
#include "core/rng.h"

namespace saddle {
namespace {

template <class Real>
void expect_products(int samples, int inputs, int outputs, int packed_parts, double tolerance) {
  using Matrix = MatrixOf<Real>;
  Rng rng(7);
  const auto random = [&](int rows, int columns) {
    return Matrix(Matrix::NullaryExpr(rows, columns, [&] { return static_cast<Real>(rng.uniform(-1, 1)); }));
  };
  const Matrix x = random(samples, inputs), weight = random(outputs, inputs), bias = random(1, outputs),
               dy = random(samples, outputs);
  Product<Real> product(inputs, outputs);
  // As after a step: all at once when it was made, then other weights in parts.
  const Matrix before = random(outputs, inputs);
  product.pack(before.data());
  for (int part = 0; part < packed_parts; ++part) product.pack(weight.data(), true, part, packed_parts);
  Matrix y(samples, outputs), dx(samples, inputs), dweight(outputs, inputs), dbias(1, outputs);
  product.forward(samples, x.data(), bias.data(), Epilogue::none, y.data());
  product.backward_input(samples, dy.data(), dx.data());
  for (int part = 0; part < 3; ++part) product.backward_weights(samples, x.data(), dy.data(), part, 3, dweight.data());
  product.backward_bias(samples, dy.data(), dbias.data());
  const auto wide = [](const Matrix& m) { return m.template cast<double>().eval(); };
  EXPECT_LT((wide(y) - ((wide(x) * wide(weight).transpose()).rowwise() + wide(bias).row(0))).cwiseAbs().maxCoeff(),
            tolerance);
  EXPECT_LT((wide(dx) - wide(dy) * wide(weight)).cwiseAbs().maxCoeff(), tolerance);
  EXPECT_LT((wide(dweight) - wide(dy).transpose() * wide(x)).cwiseAbs().maxCoeff(), tolerance);
  EXPECT_LT((wide(dbias) - wide(dy).colwise().sum()).cwiseAbs().maxCoeff(), tolerance);
}

TEST(Product, AgreesWithEigenAtManySizes) {
  for (const auto& [samples, inputs, outputs] : {std::tuple{100, 784, 50},
                                                 {7, 13, 5},
                                                 {1, 1, 1},
                                                 {6, 16, 16},
                                                 {13, 33, 100},
                                                 // Columns of W that lie on the same lines of the cache are copied.
                                                 {9, 128, 100},
                                                 {128, 100, 10},
                                                 {100, 128, 10},
                                                 {3, 1024, 5},
                                                 // The gradient of a narrow W is computed by way of its transpose.
                                                 {31, 2, 128},
                                                 {5, 1, 33},
                                                 {9, 4, 20},
                                                 {9, 3, 7},
                                                 // As many rows as the tallest tile has, and one more or less.
                                                 {14, 20, 33},
                                                 {15, 20, 48},
                                                 {29, 20, 65},
                                                 // One to four outputs beyond whole registers, and inputs beyond.
                                                 {7, 300, 33},
                                                 {5, 259, 34},
                                                 {9, 301, 35},
                                                 {4, 260, 100}}) {
    for (const int packed_parts : {1, 4}) {
      at_each_level([&, samples = samples, inputs = inputs, outputs = outputs] {
        expect_products<double>(samples, inputs, outputs, packed_parts, 1e-11);
        expect_products<float>(samples, inputs, outputs, packed_parts, 1e-3);
      });
    }
  }
}

TEST(Product, TreatsARowTheSameWhateverItsNeighbours) {
  for (const auto& [inputs, outputs] : {std::pair{40, 19}, {301, 35}}) {
    Rng rng(3);
    const auto random = [&](int count) {
      std::vector<float> values(static_cast<size_t>(count));
      for (float& value : values) value = static_cast<float>(rng.normal());
      return values;
    };
    const std::vector<float> x = random(11 * inputs), weight = random(outputs * inputs);
    std::vector<float> together(static_cast<size_t>(11 * outputs)), alone(static_cast<size_t>(outputs));
    at_each_level([&, inputs = inputs, outputs = outputs] {
      Product<float> product(inputs, outputs);
      product.pack(weight.data());
      product.forward(11, x.data(), nullptr, Epilogue::none, together.data());
      for (int n = 0; n < 11; ++n) {
        product.forward(1, x.data() + n * inputs, nullptr, Epilogue::none, alone.data());
        EXPECT_TRUE(std::equal(alone.begin(), alone.end(), together.begin() + n * outputs));
      }
    });
  }
}

TEST(Product, AppliesReluToEveryOutput) {
  Rng rng(5);
  std::vector<float> x(6 * 300), weight(33 * 300), plain(6 * 33), bounded(6 * 33);
  for (auto* values : {&x, &weight}) {
    for (float& value : *values) value = static_cast<float>(rng.normal());
  }
  x[5 * 300] = std::numeric_limits<float>::quiet_NaN();
  at_each_level([&] {
    Product<float> product(300, 33);
    product.pack(weight.data());
    product.forward(6, x.data(), nullptr, Epilogue::none, plain.data());
    product.forward(6, x.data(), nullptr, Epilogue::relu, bounded.data());
    for (size_t i = 0; i < 5 * 33; ++i) EXPECT_EQ(bounded[i], std::max(plain[i], 0.0f));
    for (size_t i = 5 * 33; i < 6 * 33; ++i) EXPECT_TRUE(std::isnan(bounded[i]));  // no number stays none
  });
}

}  // namespace
}  // namespace saddle
