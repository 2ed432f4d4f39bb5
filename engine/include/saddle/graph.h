#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "saddle/error.h"
#include "saddle/shape.h"

// Computational graphs of formulas that somebody typed, as the book's chapter 5 draws them: "(apple*n + orange*m)*tax",
// "1/(1+exp(-(w*x+b)))", "h = relu(X @ W + b); sum(h)". All in double.
namespace saddle {

// A scalar, a vector, or a matrix in rows: of rank 0, 1 or 2.
struct GraphNumbers {
  Shape shape = {};
  std::vector<double> values = {0};
  bool operator==(const GraphNumbers&) const = default;
};
// As in Python: "3", "[1, 2]", "[[1, 2], [3, 4]]". Throws Error.
GraphNumbers parse_numbers(std::string_view text, const std::string& where);
std::string text_of(const GraphNumbers& numbers);  // in as many digits as parse_numbers() needs for the same numbers

enum class GraphOperation {
  input,
  constant,
  add,
  subtract,
  multiply,
  divide,
  power,
  matmul,
  maximum,
  minimum,
  softmax_loss,  // of rows of scores and of targets: the mean cross entropy of their softmax
  negate,
  exp,
  log,
  sqrt,
  sin,
  cos,
  tanh,
  abs,
  relu,
  sigmoid,
  sum,
  mean,
  row_sum,  // np.sum(a, axis=-1, keepdims=True)
};

struct GraphNode {
  GraphOperation operation;
  std::string name = {};  // of an input, and of what the text gives a name
  double constant = 0;
  std::vector<int> operands = {};  // earlier nodes
  size_t from = 0, length = 0;     // its place in the text, in bytes

  std::string_view sign() const;  // "+", "exp", in up to two lines; empty of inputs and constants
};

// Every node stands behind its operands, so that the graph can be played from first to last; the last is the result.
struct ComputationGraph {
  std::vector<GraphNode> nodes;

  std::vector<std::string> inputs() const;  // each once, in the order of the text
};

// Elementwise operations broadcast as in NumPy. "*" is elementwise, "@" is the product of matrices; statements are
// parted by semicolons, and the last one is the result. Throws FormulaError.
ComputationGraph parse_graph(std::string_view text, const std::string& where);
// With 1/(1 + exp(-x)) as one node sigmoid, and softmax with its loss as one; or the other way round.
ComputationGraph folded(const ComputationGraph& graph);
ComputationGraph unfolded(const ComputationGraph& graph);

using GraphInputs = std::map<std::string, GraphNumbers, std::less<>>;
// Numbers to begin with: what the operators @ and softmax_loss work on are matrices, all others scalars.
GraphInputs example_inputs(const ComputationGraph& graph);

// What comes back along a wire: the gradient at its end times the local derivative there.
struct GraphEdge {
  enum class Product { elementwise, above_at_local, local_at_above };  // @: of matrices

  int from = 0, to = 0;   // of the nodes
  size_t operand = 0;     // of GraphNode::operands
  std::string_view rule;  // the local derivative, of operands a and b and output y: "y (1 - y)"
  GraphNumbers local;
  Product product = Product::elementwise;
  bool summed = false;  // forward copied it to several places; backward adds up what comes from them
  GraphNumbers back;    // in the shape of what went forward
};

struct GraphPass {
  std::vector<GraphNumbers> values;                // by node
  std::vector<GraphNumbers> gradients;             // by node, of the sum of the result's numbers
  std::vector<GraphEdge> edges;                    // as the way back goes through them
  std::vector<std::optional<Issue>> value_issues;  // by node: why numbers that are not finite begin here
  std::vector<std::optional<Issue>> gradient_issues;

  std::vector<const GraphEdge*> edges_into(int node) const;  // those that come back to it
};
// Throws FormulaError where an input is missing or shapes do not fit.
GraphPass run_graph(const ComputationGraph& graph, const GraphInputs& inputs, const std::string& where);

// Central differences of the sum of the result by every number of every node.
struct GraphCheck {
  enum class Verdict { not_checked, agrees, kink, differs, not_finite };  // of a node's numbers the last that applies
  struct Row {
    Verdict verdict = Verdict::not_checked;
    GraphNumbers numerical = {};
    double largest_difference = 0;  // from the gradient
  };
  std::vector<Row> rows;  // by node; what would take too long is not checked
};
GraphCheck check_graph(const ComputationGraph& graph, const GraphPass& pass);

// Where to draw the nodes: the result in the last column, every other node in the column before its first user.
struct GraphLayout {
  struct Place {
    double column = 0, row = 0;
  };
  std::vector<Place> nodes;
  std::vector<std::vector<std::vector<Place>>> bends;  // by node and operand: places that a wire goes through
  double columns = 0, rows = 0;                        // all places lie in [0, columns - 1] and [0, rows - 1]
};
GraphLayout lay_out(const ComputationGraph& graph);

// The same with NumPy (as np): the inputs, forward, and backward, a line each.
struct GraphScript {
  std::string text;
  std::vector<std::string> values, gradients;  // by node: the variables that hold them; constants have no gradient
};
GraphScript numpy_script(const ComputationGraph& graph, const GraphInputs& inputs);

}  // namespace saddle
