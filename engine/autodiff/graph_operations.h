#pragma once

#include <string>
#include <string_view>

#include "saddle/graph.h"

// What each operation of a computational graph is called, what it computes and what its local derivatives are.
namespace saddle::graph {

// Of elementwise operations `value` and the slopes are given; `b` is ignored where there is one operand.
struct Row {
  GraphOperation operation;
  std::string_view function;  // as typed: "exp"; empty of those with a sign of their own
  std::string_view sign;      // as drawn
  int operands;
  std::string_view rules[2];  // the local derivatives
  double (*value)(double a, double b) = nullptr;
  double (*slope_a)(double a, double b, double y) = nullptr;
  double (*slope_b)(double a, double b, double y) = nullptr;
  std::string_view numpy = {};            // of a and b: "np.exp({a})"
  std::string_view numpy_slopes[2] = {};  // of a, b and y

  bool elementwise() const { return value != nullptr; }
};
const Row& row_of(GraphOperation operation);
const Row* row_named(std::string_view function);

// The shape of both together, as NumPy broadcasts; empty where they do not fit.
std::optional<Shape> broadcast(const Shape& a, const Shape& b);
// Adds up what broadcasting had copied.
GraphNumbers summed_to(const Shape& shape, const GraphNumbers& numbers);
// Element i of `whole`, in numbers that are broadcast to it.
size_t source_of(const Shape& numbers, const Shape& whole, int64_t i);

// Vectors and matrices as rows and columns.
int64_t rows_of(const Shape& shape);
int64_t columns_of(const Shape& shape);

// The value of a node; the operands' shapes fit.
GraphNumbers value_of(const GraphNode& node, const GraphNumbers& a, const GraphNumbers& b);
// The shape of the value; empty where those of the operands do not fit.
std::optional<Shape> shape_of(const GraphNode& node, const Shape& a, const Shape& b);
// One wire on the way back: fills local, product, rule, summed and back.
void differentiate(GraphEdge& edge, const GraphNode& node, const GraphNumbers& a, const GraphNumbers& b,
                   const GraphNumbers& y, const GraphNumbers& above);

// What the result, one of the nodes, does not need is dropped, and the result becomes the last.
ComputationGraph without_unused(ComputationGraph graph, int result);

}  // namespace saddle::graph
