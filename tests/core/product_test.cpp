#include "core/product.h"

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
                                                 // The gradient of a narrow W is computed by way of its transpose.
                                                 {31, 2, 128},
                                                 {5, 1, 33},
                                                 {9, 4, 20},
                                                 {9, 3, 7},
                                                 // As many rows as the tallest tile has, and one more or less.
                                                 {14, 20, 33},
                                                 {15, 20, 48},
                                                 {29, 20, 65}}) {
    for (const int packed_parts : {1, 4}) {
      at_each_level([&, samples = samples, inputs = inputs, outputs = outputs] {
        expect_products<double>(samples, inputs, outputs, packed_parts, 1e-11);
        expect_products<float>(samples, inputs, outputs, packed_parts, 1e-3);
      });
    }
  }
}

TEST(Product, TreatsARowTheSameWhateverItsNeighbours) {
  Rng rng(3);
  std::vector<float> x(11 * 40), weight(19 * 40), together(11 * 19), alone(19);
  for (auto* values : {&x, &weight}) {
    for (float& value : *values) value = static_cast<float>(rng.normal());
  }
  at_each_level([&] {
    Product<float> product(40, 19);
    product.pack(weight.data());
    product.forward(11, x.data(), nullptr, Epilogue::none, together.data());
    for (int n = 0; n < 11; ++n) {
      product.forward(1, x.data() + n * 40, nullptr, Epilogue::none, alone.data());
      EXPECT_TRUE(std::equal(alone.begin(), alone.end(), together.begin() + n * 19));
    }
  });
}

}  // namespace
}  // namespace saddle
