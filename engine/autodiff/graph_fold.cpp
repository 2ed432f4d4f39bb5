#include <algorithm>

#include "autodiff/graph_operations.h"

namespace saddle {
namespace {

using Operation = GraphOperation;

// Copies a graph node by node, some of them as others.
class Copy {
 public:
  explicit Copy(const ComputationGraph& graph) : from_(graph), moved_(graph.nodes.size(), -1) {}

  int at(int node) const { return moved_[static_cast<size_t>(node)]; }
  void as(int node, int copied) { moved_[static_cast<size_t>(node)] = copied; }
  // A node in the place of `like`, which gets its name if it is the last of several.
  int add(const GraphNode& like, Operation operation, std::vector<int> operands, double constant = 0) {
    to_.nodes.push_back({.operation = operation,
                         .constant = constant,
                         .operands = std::move(operands),
                         .from = like.from,
                         .length = like.length});
    return static_cast<int>(to_.nodes.size()) - 1;
  }
  void keep(int node) {
    GraphNode copied = from_.nodes[static_cast<size_t>(node)];
    for (int& operand : copied.operands) operand = at(operand);
    to_.nodes.push_back(std::move(copied));
    as(node, static_cast<int>(to_.nodes.size()) - 1);
  }
  void name(int copied, const std::string& name) { to_.nodes[static_cast<size_t>(copied)].name = name; }
  ComputationGraph finish() {
    const int result = moved_.back();
    return graph::without_unused(std::move(to_), result);
  }

 private:
  const ComputationGraph& from_;
  ComputationGraph to_;
  std::vector<int> moved_;
};

// Looks at a graph for what can be told by its operations.
class Pattern {
 public:
  explicit Pattern(const ComputationGraph& graph) : nodes_(graph.nodes), uses_(graph.nodes.size(), 0) {
    for (const GraphNode& node : nodes_) {
      for (const int operand : node.operands) ++uses_[static_cast<size_t>(operand)];
    }
  }

  // The operand of a node with that operation, which nothing else uses; -1: it is another.
  int only(int node, Operation operation, size_t operand = 0, int uses = 1) const {
    if (node < 0) return -1;
    const GraphNode& one = nodes_[static_cast<size_t>(node)];
    return one.operation == operation && uses_[static_cast<size_t>(node)] <= uses ? one.operands[operand] : -1;
  }
  bool is_one(int node) const {
    return node >= 0 && nodes_[static_cast<size_t>(node)].operation == Operation::constant &&
           nodes_[static_cast<size_t>(node)].constant == 1;
  }

  // x of 1/(1 + exp(-x)), or -1.
  int sigmoid(int node) const {
    const GraphNode& one = nodes_[static_cast<size_t>(node)];
    if (one.operation != Operation::divide || !is_one(one.operands[0])) return -1;
    for (const size_t side : {0U, 1U}) {
      const int power = only(one.operands[1], Operation::add, side);
      if (power < 0 || !is_one(only(one.operands[1], Operation::add, 1 - side))) continue;
      const int x = only(only(power, Operation::exp), Operation::negate);
      if (x >= 0) return x;
    }
    return -1;
  }

  // (a, t) of -mean(row_sum(t * log(e / row_sum(e)))) with e = exp(a), or (-1, -1).
  std::pair<int, int> softmax_loss(int node) const {
    const GraphNode& one = nodes_[static_cast<size_t>(node)];
    if (one.operation != Operation::negate) return {-1, -1};
    const int product = only(only(one.operands[0], Operation::mean), Operation::row_sum);
    const int targets = only(product, Operation::multiply, 0);
    const int quotient = only(only(product, Operation::multiply, 1), Operation::log);
    const int powers = only(quotient, Operation::divide, 0);
    if (targets < 0 || powers < 0 || only(only(quotient, Operation::divide, 1), Operation::row_sum) != powers)
      return {-1, -1};
    const int scores = only(powers, Operation::exp, 0, 2);
    return scores < 0 ? std::pair{-1, -1} : std::pair{scores, targets};
  }

 private:
  const std::vector<GraphNode>& nodes_;
  std::vector<int> uses_;
};

}  // namespace

namespace graph {

ComputationGraph without_unused(ComputationGraph graph, int result) {
  std::vector<char> needed(graph.nodes.size(), 0);
  needed[static_cast<size_t>(result)] = 1;
  for (size_t i = graph.nodes.size(); i-- > 0;) {
    if (!needed[i]) continue;
    for (const int operand : graph.nodes[i].operands) needed[static_cast<size_t>(operand)] = 1;
  }
  std::vector<int> moved(graph.nodes.size(), -1);
  ComputationGraph kept;
  for (size_t i = 0; i <= static_cast<size_t>(result); ++i) {
    if (!needed[i]) continue;
    for (int& operand : graph.nodes[i].operands) operand = moved[static_cast<size_t>(operand)];
    moved[i] = static_cast<int>(kept.nodes.size());
    kept.nodes.push_back(std::move(graph.nodes[i]));
  }
  return kept;
}

}  // namespace graph

std::vector<std::string> ComputationGraph::inputs() const {
  std::vector<std::string> names;
  for (const GraphNode& node : nodes) {
    if (node.operation == Operation::input) names.push_back(node.name);
  }
  return names;
}

ComputationGraph folded(const ComputationGraph& graph) {
  const Pattern pattern(graph);
  Copy copy(graph);
  for (int i = 0; i < std::ssize(graph.nodes); ++i) {
    const GraphNode& node = graph.nodes[static_cast<size_t>(i)];
    if (const int x = pattern.sigmoid(i); x >= 0) {
      copy.as(i, copy.add(node, Operation::sigmoid, {copy.at(x)}));
    } else if (const auto [scores, targets] = pattern.softmax_loss(i); scores >= 0) {
      copy.as(i, copy.add(node, Operation::softmax_loss, {copy.at(scores), copy.at(targets)}));
    } else {
      copy.keep(i);
    }
    copy.name(copy.at(i), node.name);
  }
  return copy.finish();
}

ComputationGraph unfolded(const ComputationGraph& graph) {
  Copy copy(graph);
  for (int i = 0; i < std::ssize(graph.nodes); ++i) {
    const GraphNode& node = graph.nodes[static_cast<size_t>(i)];
    const auto add = [&](Operation operation, std::vector<int> operands, double constant = 0) {
      return copy.add(node, operation, std::move(operands), constant);
    };
    if (node.operation == Operation::sigmoid) {
      const int power = add(Operation::exp, {add(Operation::negate, {copy.at(node.operands[0])})});
      const int below = add(Operation::add, {add(Operation::constant, {}, 1), power});
      copy.as(i, add(Operation::divide, {add(Operation::constant, {}, 1), below}));
    } else if (node.operation == Operation::softmax_loss) {
      const int powers = add(Operation::exp, {copy.at(node.operands[0])});
      const int y = add(Operation::divide, {powers, add(Operation::row_sum, {powers})});
      const int product = add(Operation::multiply, {copy.at(node.operands[1]), add(Operation::log, {y})});
      copy.as(i, add(Operation::negate, {add(Operation::mean, {add(Operation::row_sum, {product})})}));
    } else {
      copy.keep(i);
    }
    copy.name(copy.at(i), node.name);
  }
  return copy.finish();
}

}  // namespace saddle
