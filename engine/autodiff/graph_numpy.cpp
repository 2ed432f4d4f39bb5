#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "autodiff/graph_operations.h"

namespace saddle {
namespace {

using Operation = GraphOperation;

std::string replaced(std::string_view pattern, const std::string& a, const std::string& b, const std::string& y) {
  std::string text;
  for (size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] != '{') {
      text += pattern[i];
      continue;
    }
    const char which = pattern[i + 1];
    text += which == 'a' ? a : which == 'b' ? b : y;
    i += 2;
  }
  return text;
}

constexpr std::array reserved_words{"False",   "None",     "True",     "and",    "as",  "assert", "async", "await",
                                    "break",   "class",    "continue", "def",    "del", "elif",   "else",  "except",
                                    "finally", "for",      "from",     "global", "if",  "import", "in",    "is",
                                    "lambda",  "nonlocal", "not",      "np",     "or",  "pass",   "raise", "return",
                                    "try",     "while",    "with",     "yield"};

// Which variables the script has: nodes keep their names, where Python has no other use for them; others are y1, y2, …
// Their gradients have a d before the name.
class NumpyNames {
 public:
  explicit NumpyNames(const ComputationGraph& graph) : taken_(reserved_words.begin(), reserved_words.end()) {
    for (const GraphNode& node : graph.nodes) {
      const bool named = node.operation != Operation::constant && !node.name.empty();
      values_.push_back(named ? unique(node.name) : "");
    }
    for (size_t i = 0; i < graph.nodes.size(); ++i) {
      const GraphNode& node = graph.nodes[i];
      if (node.operation == Operation::constant) {
        values_[i] = constant(node.constant);
      } else if (values_[i].empty()) {
        values_[i] = unique(fmt::format("y{}", i));
      }
    }
    for (size_t i = 0; i < graph.nodes.size(); ++i) {
      const bool constant = graph.nodes[i].operation == Operation::constant;
      gradients_.push_back(constant ? "" : unique("d" + values_[i]));
      softmaxes_.push_back(constant ? "" : unique("p_" + values_[i]));
    }
  }

  const std::vector<std::string>& values() const { return values_; }
  const std::vector<std::string>& gradients() const { return gradients_; }
  const std::string& value(int node) const { return values_[static_cast<size_t>(node)]; }
  const std::string& gradient(int node) const { return gradients_[static_cast<size_t>(node)]; }
  const std::string& softmax(int node) const { return softmaxes_[static_cast<size_t>(node)]; }

 private:
  static std::string constant(double value) {
    if (!std::isfinite(value)) return "np.inf";
    return value < 0 ? fmt::format("({})", value) : fmt::format("{}", value);
  }
  std::string unique(std::string name) {
    while (!taken_.insert(name).second) name += "_";
    return name;
  }

  std::set<std::string> taken_;
  std::vector<std::string> values_, gradients_, softmaxes_;
};

// What backward has to add up, after forward copied: the inverse of a broadcast.
std::string summed(const std::string& product, const Shape& from, const Shape& to) {
  if (from == to) return product;
  if (to.rank() == 0) return fmt::format("np.sum({})", product);
  if (to.rank() == 1 && from.rank() == 2)
    return to[0] == 1 && from[1] != 1 ? fmt::format("np.sum({}).reshape(1)", product)
                                      : fmt::format("np.sum({}, axis=0)", product);
  if (to.rank() == 1) return fmt::format("np.sum({}).reshape(1)", product);
  std::string text = product;
  if (to[0] == 1 && from[0] != 1) text = fmt::format("np.sum({}, axis=0, keepdims=True)", text);
  if (to[1] == 1 && from[1] != 1) text = fmt::format("np.sum({}, axis=1, keepdims=True)", text);
  return text;
}

std::string numpy_numbers(const GraphNumbers& numbers) {
  return numbers.shape.rank() == 0 ? text_of(numbers) : fmt::format("np.array({}, dtype=float)", text_of(numbers));
}

class NumpyWriter {
 public:
  NumpyWriter(const ComputationGraph& graph, const GraphInputs& inputs)
      : graph_(graph), pass_(run_graph(graph, inputs, "")), names_(graph) {}

  GraphScript run() {
    code_ = "# inputs\n";
    const auto count = static_cast<int>(graph_.nodes.size());
    for (int i = 0; i < count; ++i) {
      if (node(i).operation == Operation::input) line(names_.value(i), numpy_numbers(value(i)));
    }
    code_ += "\n# forward\n";
    for (int i = 0; i < count; ++i) {
      if (!node(i).operands.empty()) forward(i);
    }
    code_ += "\n# backward\n";
    const Shape& shape = value(count - 1).shape;
    line(names_.gradient(count - 1),
         shape.rank() == 0 ? "1.0" : fmt::format("np.ones_like({})", names_.value(count - 1)));
    std::vector<char> begun(graph_.nodes.size(), 0);
    for (const GraphEdge& edge : pass_.edges) {
      if (node(edge.from).operation == Operation::constant) continue;
      const std::string& name = names_.gradient(edge.from);
      char& more = begun[static_cast<size_t>(edge.from)];
      line(name, more ? fmt::format("{} + {}", name, back(edge)) : back(edge));
      more = 1;
    }
    return {std::move(code_), names_.values(), names_.gradients()};
  }

 private:
  const GraphNode& node(int i) const { return graph_.nodes[static_cast<size_t>(i)]; }
  const GraphNumbers& value(int i) const { return pass_.values[static_cast<size_t>(i)]; }
  const std::string& operand(const GraphNode& node, size_t which) const {
    return names_.value(node.operands[std::min(which, node.operands.size() - 1)]);
  }
  void line(const std::string& name, const std::string& what) { code_ += fmt::format("{} = {}\n", name, what); }

  void forward(int i) {
    const GraphNode& one = node(i);
    const std::string &a = operand(one, 0), &b = operand(one, 1);
    if (one.operation != Operation::softmax_loss)
      return line(names_.value(i), replaced(graph::row_of(one.operation).numpy, a, b, names_.value(i)));
    const std::string& p = names_.softmax(i);
    line(p, fmt::format("np.exp({0} - np.max({0}, axis=-1, keepdims=True))", a));
    line(p, fmt::format("{0} / np.sum({0}, axis=-1, keepdims=True)", p));
    line(names_.value(i),
         fmt::format("-np.sum({} * np.log({})) / {}", b, p, graph::rows_of(value(one.operands[0]).shape)));
  }

  // What comes back along a wire.
  std::string back(const GraphEdge& edge) const {
    const GraphNode& one = node(edge.to);
    const std::string &a = operand(one, 0), &b = operand(one, 1), &above = names_.gradient(edge.to);
    const Shape& own = value(edge.from).shape;
    switch (one.operation) {
      case Operation::matmul:
        return matmul_back(edge, a, b, above);
      case Operation::sum:
      case Operation::row_sum:
        return fmt::format("{} * np.ones_like({})", above, a);
      case Operation::mean:
        return fmt::format("{} * np.ones_like({}) / {}", above, a, own.size());
      case Operation::softmax_loss: {
        const std::string& p = names_.softmax(edge.to);
        const int64_t rows = graph::rows_of(own);
        if (edge.operand == 1) return fmt::format("{} * -np.log({}) / {}", above, p, rows);
        return fmt::format("{} * ({} * np.sum({}, axis=-1, keepdims=True) - {}) / {}", above, p, b, b, rows);
      }
      default: {
        const std::string slope =
            replaced(graph::row_of(one.operation).numpy_slopes[edge.operand], a, b, names_.value(edge.to));
        return summed(slope == "1" ? above : fmt::format("{} * {}", above, slope), value(edge.to).shape, own);
      }
    }
  }

  std::string matmul_back(const GraphEdge& edge, const std::string& a, const std::string& b,
                          const std::string& above) const {
    const bool left = edge.operand == 0;
    const int own = value(edge.from).shape.rank();
    const int other = value(node(edge.to).operands[left ? 1 : 0]).shape.rank();
    if (own == 1 && other == 1) return fmt::format("{} * {}", above, left ? b : a);
    if (own == 2 && other == 1)
      return left ? fmt::format("np.outer({}, {})", above, b) : fmt::format("np.outer({}, {})", a, above);
    if (own == 1) return left ? fmt::format("{} @ {}", b, above) : fmt::format("{}.T @ {}", a, above);
    return left ? fmt::format("{} @ {}.T", above, b) : fmt::format("{}.T @ {}", a, above);
  }

  const ComputationGraph& graph_;
  const GraphPass pass_;
  const NumpyNames names_;
  std::string code_;
};

}  // namespace

GraphScript numpy_script(const ComputationGraph& graph, const GraphInputs& inputs) {
  return NumpyWriter(graph, inputs).run();
}

}  // namespace saddle
