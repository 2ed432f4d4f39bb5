#include "autodiff/graph_operations.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace saddle::graph {
namespace {

using Operation = GraphOperation;

GraphNumbers zeros(const Shape& shape) { return {shape, std::vector<double>(static_cast<size_t>(shape.size()), 0.0)}; }
GraphNumbers filled(const Shape& shape, double value) {
  return {shape, std::vector<double>(static_cast<size_t>(shape.size()), value)};
}

// (rows, inner) @ (inner, columns), each as it lies in memory.
std::vector<double> product(const std::vector<double>& a, const std::vector<double>& b, int64_t rows, int64_t inner,
                            int64_t columns) {
  std::vector<double> out(static_cast<size_t>(rows * columns), 0.0);
  for (int64_t i = 0; i < rows; ++i) {
    for (int64_t k = 0; k < inner; ++k) {
      for (int64_t j = 0; j < columns; ++j)
        out[static_cast<size_t>(i * columns + j)] +=
            a[static_cast<size_t>(i * inner + k)] * b[static_cast<size_t>(k * columns + j)];
    }
  }
  return out;
}

// A matrix with its axes exchanged; a vector keeps its shape.
GraphNumbers turned(const GraphNumbers& numbers, int64_t rows, int64_t columns) {
  GraphNumbers out = numbers;
  if (numbers.shape.rank() == 2) out.shape = {columns, rows};
  for (int64_t i = 0; i < rows; ++i) {
    for (int64_t j = 0; j < columns; ++j)
      out.values[static_cast<size_t>(j * rows + i)] = numbers.values[static_cast<size_t>(i * columns + j)];
  }
  return out;
}

// How many rows and columns the operands of "@" have: a vector is a row on the left and a column on the right.
struct Extents {
  int64_t rows, inner, columns;
};
Extents extents_of(const Shape& a, const Shape& b) {
  return {a.rank() == 2 ? a[0] : 1, a[a.rank() - 1], b.rank() == 2 ? b[1] : 1};
}

// The softmax of each row, shifted by its maximum, and its logarithm.
struct Softmax {
  GraphNumbers y, log_y;
};
Softmax softmax_of(const GraphNumbers& scores) {
  Softmax out{scores, scores};
  const int64_t columns = columns_of(scores.shape);
  for (int64_t row = 0; row < rows_of(scores.shape); ++row) {
    const auto begin = scores.values.begin() + row * columns;
    const double most = *std::max_element(begin, begin + columns);
    double sum = 0;
    for (int64_t k = 0; k < columns; ++k) sum += std::exp(begin[k] - most);
    for (int64_t k = 0; k < columns; ++k) {
      const auto at = static_cast<size_t>(row * columns + k);
      out.log_y.values[at] = begin[k] - most - std::log(sum);
      out.y.values[at] = std::exp(out.log_y.values[at]);
    }
  }
  return out;
}

double softmax_loss(const GraphNumbers& scores, const GraphNumbers& targets) {
  const Softmax softmax = softmax_of(scores);
  double sum = 0;
  for (size_t i = 0; i < scores.values.size(); ++i) {
    if (targets.values[i] != 0) sum -= targets.values[i] * softmax.log_y.values[i];  // 0 ln 0 = 0
  }
  return sum / static_cast<double>(rows_of(scores.shape));
}

// The local derivative, except of a matrix product: in the shape of the node's value or, where that is a single number
// made of many, of the operand.
GraphNumbers local_of(const GraphNode& node, size_t operand, const GraphNumbers& a, const GraphNumbers& b,
                      const GraphNumbers& y) {
  switch (node.operation) {
    case Operation::sum:
    case Operation::row_sum:
      return filled(a.shape, 1);
    case Operation::mean:
      return filled(a.shape, 1 / static_cast<double>(a.shape.size()));
    case Operation::softmax_loss: {
      const Softmax softmax = softmax_of(a);
      const int64_t columns = columns_of(a.shape);
      const auto samples = static_cast<double>(rows_of(a.shape));
      GraphNumbers local = a;
      for (int64_t row = 0; row < rows_of(a.shape); ++row) {
        const auto first = static_cast<size_t>(row * columns);
        // One of targets that are probabilities.
        const double total =
            std::accumulate(b.values.begin() + row * columns, b.values.begin() + (row + 1) * columns, 0.0);
        for (size_t i = first; i < first + static_cast<size_t>(columns); ++i)
          local.values[i] =
              (operand == 0 ? softmax.y.values[i] * total - b.values[i] : -softmax.log_y.values[i]) / samples;
      }
      return local;
    }
    default:
      break;
  }
  const Row& row = row_of(node.operation);
  const auto slope = operand == 0 ? row.slope_a : row.slope_b;
  GraphNumbers local = zeros(y.shape);
  for (int64_t i = 0; i < y.shape.size(); ++i)
    local.values[static_cast<size_t>(i)] =
        slope(a.values[source_of(a.shape, y.shape, i)], b.values[source_of(b.shape, y.shape, i)],
              y.values[static_cast<size_t>(i)]);
  return local;
}

}  // namespace

int64_t rows_of(const Shape& shape) { return shape.rank() == 2 ? shape[0] : 1; }
int64_t columns_of(const Shape& shape) { return shape.rank() == 0 ? 1 : shape[shape.rank() - 1]; }

std::optional<Shape> broadcast(const Shape& a, const Shape& b) {
  const auto extent = [](const Shape& shape, int from_last) {
    return from_last < shape.rank() ? shape[shape.rank() - 1 - from_last] : 1;
  };
  const auto both = [&](int from_last) {
    const int64_t one = extent(a, from_last), other = extent(b, from_last);
    return one == other || other == 1 ? one : one == 1 ? other : -1;
  };
  if (both(0) < 0 || both(1) < 0) return {};
  const int rank = std::max(a.rank(), b.rank());
  return rank == 0 ? Shape{} : rank == 1 ? Shape{both(0)} : Shape{both(1), both(0)};
}

size_t source_of(const Shape& numbers, const Shape& whole, int64_t i) {
  const int64_t columns = columns_of(whole), row = i / columns, column = i % columns;
  const int64_t own_row = rows_of(numbers) == 1 ? 0 : row, own_column = columns_of(numbers) == 1 ? 0 : column;
  return static_cast<size_t>(own_row * columns_of(numbers) + own_column);
}

GraphNumbers summed_to(const Shape& shape, const GraphNumbers& numbers) {
  if (shape == numbers.shape) return numbers;
  GraphNumbers out = zeros(shape);
  for (int64_t i = 0; i < numbers.shape.size(); ++i)
    out.values[source_of(shape, numbers.shape, i)] += numbers.values[static_cast<size_t>(i)];
  return out;
}

std::optional<Shape> shape_of(const GraphNode& node, const Shape& a, const Shape& b) {
  switch (node.operation) {
    case Operation::sum:
    case Operation::mean:
      return Shape{};
    case Operation::row_sum:
      if (a.rank() == 0) return {};
      return a.rank() == 1 ? Shape{1} : Shape{a[0], 1};
    case Operation::softmax_loss:
      if (a.rank() == 0 || a != b) return {};
      return Shape{};
    case Operation::matmul:
      if (a.rank() == 0 || b.rank() == 0 || a[a.rank() - 1] != b[0]) return {};
      if (a.rank() == 2) return b.rank() == 2 ? Shape{a[0], b[1]} : Shape{a[0]};
      return b.rank() == 2 ? Shape{b[1]} : Shape{};
    default:
      return row_of(node.operation).operands == 2 ? broadcast(a, b) : a;
  }
}

GraphNumbers value_of(const GraphNode& node, const GraphNumbers& a, const GraphNumbers& b) {
  const Shape shape = *shape_of(node, a.shape, b.shape);
  switch (node.operation) {
    case Operation::sum:
      return {shape, {std::accumulate(a.values.begin(), a.values.end(), 0.0)}};
    case Operation::mean:
      return {shape, {std::accumulate(a.values.begin(), a.values.end(), 0.0) / static_cast<double>(a.shape.size())}};
    case Operation::row_sum:
      return summed_to(shape, a);
    case Operation::softmax_loss:
      return {shape, {softmax_loss(a, b)}};
    case Operation::matmul: {
      const Extents of = extents_of(a.shape, b.shape);
      return {shape, product(a.values, b.values, of.rows, of.inner, of.columns)};
    }
    default:
      break;
  }
  const Row& row = row_of(node.operation);
  GraphNumbers out = zeros(shape);
  for (int64_t i = 0; i < shape.size(); ++i)
    out.values[static_cast<size_t>(i)] =
        row.value(a.values[source_of(a.shape, shape, i)], b.values[source_of(b.shape, shape, i)]);
  return out;
}

void differentiate(GraphEdge& edge, const GraphNode& node, const GraphNumbers& a, const GraphNumbers& b,
                   const GraphNumbers& y, const GraphNumbers& above) {
  edge.rule = row_of(node.operation).rules[edge.operand];
  const GraphNumbers& own = edge.operand == 0 ? a : b;
  if (node.operation == Operation::matmul) {
    const Extents of = extents_of(a.shape, b.shape);
    if (edge.operand == 0) {
      edge.product = GraphEdge::Product::above_at_local;
      edge.local = turned(b, of.inner, of.columns);
      edge.back = {own.shape, product(above.values, edge.local.values, of.rows, of.columns, of.inner)};
    } else {
      edge.product = GraphEdge::Product::local_at_above;
      edge.local = turned(a, of.rows, of.inner);
      edge.back = {own.shape, product(edge.local.values, above.values, of.inner, of.rows, of.columns)};
    }
    return;
  }
  edge.local = local_of(node, edge.operand, a, b, y);
  GraphNumbers product = edge.local;
  for (int64_t i = 0; i < product.shape.size(); ++i)
    product.values[static_cast<size_t>(i)] *= above.values[source_of(above.shape, product.shape, i)];
  edge.summed = product.shape != own.shape && product.shape.size() != own.shape.size();
  edge.back = summed_to(own.shape, product);
}

}  // namespace saddle::graph
