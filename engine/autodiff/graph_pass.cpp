#include <algorithm>
#include <cmath>

#include "autodiff/graph_operations.h"
#include "saddle/formula_error.h"

namespace saddle {
namespace {

using Operation = GraphOperation;
constexpr int64_t most_numbers = 256;  // of one node: more cannot be read

bool finite(const GraphNumbers& numbers) {
  return std::ranges::all_of(numbers.values, [](double value) { return std::isfinite(value); });
}

std::string shape_text(const Shape& shape) { return shape.rank() == 0 ? "()" : shape.text(); }

// Why shapes do not fit.
Issue shape_issue(const GraphNode& node, const Shape& a, const Shape& b, const std::string& where) {
  if (node.operation == Operation::softmax_loss) {
    return make_issue(
        where,
        "softmax_loss wants scores and targets of one shape, each row of targets summing to 1; they have {} and {}",
        shape_text(a), shape_text(b));
  }
  if (node.operation == Operation::row_sum)
    return make_issue(where, "row_sum and softmax want a vector or a matrix, not a single number");
  if (node.operation == Operation::matmul) {
    return make_issue(where, "@ wants as many columns on its left as rows on its right; there are {} and {}",
                      shape_text(a), shape_text(b));
  }
  return make_issue(where, "\"{}\" wants shapes that fit as in NumPy; there are {} and {}", node.sign(), shape_text(a),
                    shape_text(b));
}

// Why a value that is not finite begins at a node with finite operands.
Issue value_issue(const GraphNode& node, const GraphNumbers& a, const GraphNumbers& b, const GraphNumbers& y) {
  const auto some = [](const GraphNumbers& numbers, auto holds) { return std::ranges::any_of(numbers.values, holds); };
  const bool nan = some(y, [](double value) { return std::isnan(value); });
  switch (node.operation) {
    case Operation::input:
    case Operation::constant:
      return make_issue("", "this number is not finite");
    case Operation::divide:
      if (some(b, [](double value) { return value == 0; }))
        return nan ? make_issue("", "0 divided by 0 is not a number") : make_issue("", "a division by 0");
      break;
    case Operation::log:
      return nan ? make_issue("", "a negative number has no logarithm") : make_issue("", "the logarithm of 0 is -inf");
    case Operation::sqrt:
      return make_issue("", "a negative number has no square root");
    case Operation::power:
      if (nan) return make_issue("", "a negative number to the power of a fraction is not a number");
      if (some(a, [](double value) { return value == 0; })) return make_issue("", "a division by 0");
      break;
    default:
      break;
  }
  return make_issue("", "the result is too large for a double, whose largest number is about 1.8e308");
}

// The numbers of a node's operands; b is a again where there is but one.
struct Operands {
  const GraphNumbers &a, &b;
};
Operands operands_of(const GraphNode& node, const std::vector<GraphNumbers>& values) {
  const auto at = [&](size_t operand) -> const GraphNumbers& {
    return values[static_cast<size_t>(node.operands[operand])];
  };
  return {at(0), at(node.operands.size() - 1)};
}

GraphNumbers computed(const GraphNode& node, const std::vector<GraphNumbers>& values) {
  const auto [a, b] = operands_of(node, values);
  return graph::value_of(node, a, b);
}

void run_forward(const ComputationGraph& graph, const GraphInputs& inputs, const std::string& where, GraphPass& pass) {
  for (const GraphNode& node : graph.nodes) {
    std::optional<Issue> issue;
    if (node.operation == Operation::constant) {
      pass.values.push_back({{}, {node.constant}});
    } else if (node.operation == Operation::input) {
      const auto found = inputs.find(node.name);
      if (found == inputs.end())
        throw FormulaError(make_issue(where, "\"{}\" has no value yet", node.name), node.from, node.length);
      pass.values.push_back(found->second);
    } else {
      const auto [a, b] = operands_of(node, pass.values);
      const std::optional<Shape> shape = graph::shape_of(node, a.shape, b.shape);
      if (!shape) throw FormulaError(shape_issue(node, a.shape, b.shape, where), node.from, node.length);
      if (shape->size() > most_numbers) {
        throw FormulaError(make_issue(where, "here are {} numbers; up to {} can be shown", shape->size(), most_numbers),
                           node.from, node.length);
      }
      GraphNumbers value = graph::value_of(node, a, b);
      if (!finite(value) && finite(a) && finite(b)) issue = value_issue(node, a, b, value);
      pass.values.push_back(std::move(value));
    }
    if (node.operands.empty() && !finite(pass.values.back()))
      issue = value_issue(node, pass.values.back(), pass.values.back(), pass.values.back());
    pass.value_issues.push_back(std::move(issue));
  }
}

void run_backward(const ComputationGraph& graph, GraphPass& pass) {
  pass.gradient_issues.resize(graph.nodes.size());
  for (const GraphNumbers& value : pass.values)
    pass.gradients.push_back({value.shape, std::vector<double>(value.values.size(), 0.0)});
  std::ranges::fill(pass.gradients.back().values, 1.0);
  for (size_t i = graph.nodes.size(); i-- > 0;) {
    const GraphNode& node = graph.nodes[i];
    for (size_t operand = 0; operand < node.operands.size(); ++operand) {
      const auto [a, b] = operands_of(node, pass.values);
      GraphEdge edge;
      edge.from = node.operands[operand];
      edge.to = static_cast<int>(i);
      edge.operand = operand;
      const GraphNumbers& above = pass.gradients[i];
      graph::differentiate(edge, node, a, b, pass.values[i], above);
      const auto from = static_cast<size_t>(edge.from);
      for (size_t k = 0; k < edge.back.values.size(); ++k) pass.gradients[from].values[k] += edge.back.values[k];
      if (!finite(edge.back) && finite(pass.values[from]) && finite(above) && !pass.gradient_issues[from]) {
        pass.gradient_issues[from] = finite(edge.local)
                                         ? make_issue("", "the product is too large for a double")
                                         : make_issue("", "the local derivative {} is not finite here", edge.rule);
      }
      pass.edges.push_back(std::move(edge));
    }
  }
}

// The sum of the result with node `changed` at `value`.
double result_with(const ComputationGraph& graph, std::vector<GraphNumbers>& values, size_t changed) {
  for (size_t i = changed + 1; i < graph.nodes.size(); ++i) {
    if (!graph.nodes[i].operands.empty()) values[i] = computed(graph.nodes[i], values);
  }
  double sum = 0;
  for (const double value : values.back().values) sum += value;
  return sum;
}

// One number of a node, moved by h to both sides.
struct Quotient {
  double slope = 0, difference = 0;  // from the gradient
  GraphCheck::Verdict verdict = GraphCheck::Verdict::differs;
};
Quotient quotient_of(double exact, double ahead, double here, double behind, double h) {
  using Verdict = GraphCheck::Verdict;
  Quotient found{.slope = (ahead - behind) / (2 * h)};
  found.difference = std::abs(found.slope - exact);
  if (!std::isfinite(found.slope) || !std::isfinite(exact)) {
    found.verdict = Verdict::not_finite;
    return found;
  }
  // What rounding alone makes of a quotient of differences of such numbers.
  const double rounding = 8 * 2.2e-16 * std::max({std::abs(here), std::abs(ahead), std::abs(behind)}) / h;
  const double allowed = 1e-6 * std::max(std::abs(exact), std::abs(found.slope)) + rounding + 1e-9;
  const auto [least, most] = std::minmax({(ahead - here) / h, (here - behind) / h});
  if (found.difference <= allowed) {
    found.verdict = Verdict::agrees;
  } else if (exact >= least - allowed && exact <= most + allowed && most - least > 1e-3 * std::abs(most + least)) {
    found.verdict = Verdict::kink;
  }
  return found;
}

GraphCheck::Row check_node(const ComputationGraph& graph, const GraphPass& pass, size_t node, double result) {
  const GraphNumbers& gradient = pass.gradients[node];
  GraphCheck::Row row{.verdict = GraphCheck::Verdict::agrees, .numerical = gradient};
  std::vector<GraphNumbers> values = pass.values;
  for (size_t k = 0; k < gradient.values.size(); ++k) {
    const double at = pass.values[node].values[k];
    const auto moved = [&](double to) {
      values[node].values[k] = to;
      return result_with(graph, values, node);
    };
    const auto quotient = [&](double h) {
      return quotient_of(gradient.values[k], moved(at + h), result, moved(at - h), h);
    };
    constexpr double relative_step = 1e-5;
    Quotient found = quotient(relative_step * std::max(1.0, std::abs(at)));
    // Beside a small number the function may be bent within such a step.
    if (found.verdict != GraphCheck::Verdict::agrees && at != 0 && std::abs(at) < 1) {
      if (const Quotient narrow = quotient(relative_step * std::abs(at)); !(narrow.difference > found.difference))
        found = narrow;
    }
    values[node].values[k] = at;
    row.numerical.values[k] = found.slope;
    if (std::isfinite(found.difference)) row.largest_difference = std::max(row.largest_difference, found.difference);
    row.verdict = std::max(row.verdict, found.verdict);
  }
  return row;
}

}  // namespace

GraphPass run_graph(const ComputationGraph& graph, const GraphInputs& inputs, const std::string& where) {
  GraphPass pass;
  run_forward(graph, inputs, where, pass);
  run_backward(graph, pass);
  return pass;
}

std::vector<const GraphEdge*> GraphPass::edges_into(int node) const {
  std::vector<const GraphEdge*> found;
  for (const GraphEdge& edge : edges) {
    if (edge.from == node) found.push_back(&edge);
  }
  return found;
}

GraphCheck check_graph(const ComputationGraph& graph, const GraphPass& pass) {
  constexpr double affordable = 1e7;  // numbers to compute: a fraction of a second
  double left = affordable, all = 0;
  for (const GraphNumbers& value : pass.values) all += static_cast<double>(value.values.size());
  double result = 0;
  for (const double value : pass.values.back().values) result += value;
  GraphCheck check;
  check.rows.resize(graph.nodes.size());
  for (size_t i = 0; i < graph.nodes.size(); ++i) {  // the inputs are the first to be checked, each before its users
    left -= 2 * all * static_cast<double>(pass.values[i].values.size());
    if (left < 0) break;
    check.rows[i] = check_node(graph, pass, i, result);
  }
  return check;
}

GraphInputs example_inputs(const ComputationGraph& graph) {
  GraphInputs inputs;
  for (const GraphNode& node : graph.nodes) {
    if (node.operation == Operation::input) inputs.try_emplace(node.name, GraphNumbers{{}, {1}});
    if (node.operation != Operation::matmul && node.operation != Operation::softmax_loss) continue;
    for (size_t operand = 0; operand < node.operands.size(); ++operand) {
      const GraphNode& from = graph.nodes[static_cast<size_t>(node.operands[operand])];
      if (from.operation != Operation::input) continue;
      const bool targets = node.operation == Operation::softmax_loss && operand == 1;
      inputs[from.name] = targets ? GraphNumbers{{2, 2}, {1, 0, 0, 1}} : GraphNumbers{{2, 2}, {1, 2, 3, 4}};
    }
  }
  return inputs;
}

}  // namespace saddle
