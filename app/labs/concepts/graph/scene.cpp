#include "labs/concepts/graph/scene.h"

#include <algorithm>

#include <fmt/format.h>

namespace saddle::app {
namespace {

std::string_view stripped(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

// What "name = text; …" says of a name.
std::optional<std::string> typed_input(std::string_view inputs, std::string_view name) {
  while (!inputs.empty()) {
    const std::string_view one = inputs.substr(0, inputs.find(';'));
    inputs.remove_prefix(std::min(inputs.size(), one.size() + 1));
    const size_t equals = one.find('=');
    if (equals != one.npos && stripped(one.substr(0, equals)) == name)
      return std::string(stripped(one.substr(equals + 1)));
  }
  return {};
}

}  // namespace

const std::vector<GraphExample>& graph_examples() {
  static const std::vector<GraphExample> examples = {
      {"apples", to_tr("Apples"), "apple * n * tax", "apple = 100; n = 2; tax = 1.1"},
      {"oranges", to_tr("Apples and oranges"), "(apple*n + orange*m) * tax",
       "apple = 100; n = 2; orange = 150; m = 3; tax = 1.1"},
      {"branch", to_tr("A branch"), "x*y + x", "x = 3; y = 2"},
      {"sigmoid", to_tr("Sigmoid|function"), "1/(1 + exp(-(w*x + b)))", "w = 0.5; x = 2; b = -0.3"},
      {"affine", to_tr("Affine"), "X @ W + b", "X = [[1, 2], [3, 4]]; W = [[1, -1, 2], [0, 1, 1]]; b = [1, 2, 3]"},
      {"softmax", to_tr("Softmax with loss"), "softmax_loss(X @ W + b, t)",
       "X = [[1, 2], [0.5, -1]]; W = [[0.2, -0.1], [0.4, 0.3]]; b = [0, 0.1]; t = [[1, 0], [0, 1]]"},
  };
  return examples;
}

std::string GraphScene::key(int node) const {
  const std::string& name = graph.nodes[static_cast<size_t>(node)].name;
  return name.empty() ? fmt::format("{}", node) : name;
}

std::string GraphScene::words(int node) const {
  const GraphNode& one = graph.nodes[static_cast<size_t>(node)];
  if (!one.name.empty()) return one.name;
  return formula.substr(one.from, one.length);
}

GraphScene graph_scene(const std::string& formula, const std::string& inputs, bool fold) {
  GraphScene scene{.formula = formula, .inputs = {}, .issue = {}, .graph = {}, .pass = {}};
  try {
    const ComputationGraph typed = parse_graph(formula, "");
    scene.graph = fold ? folded(typed) : unfolded(typed);
    GraphInputs values = example_inputs(typed);
    for (const std::string& name : scene.graph.inputs()) {
      GraphScene::Input input{.name = name, .typed = typed_input(inputs, name).value_or(text_of(values[name]))};
      try {
        values[name] = parse_numbers(input.typed, "");
      } catch (const Error& error) {
        input.issue = error.issue();
      }
      scene.inputs.push_back(std::move(input));
    }
    const bool understood =
        std::ranges::none_of(scene.inputs, [](const auto& input) { return input.issue.has_value(); });
    if (understood) scene.pass = run_graph(scene.graph, values, "");
  } catch (const Error& error) {
    scene.issue = error.issue();
  }
  return scene;
}

std::string with_input(const GraphScene& scene, std::string_view name, const std::string& typed) {
  std::string inputs;
  for (const GraphScene::Input& input : scene.inputs) {
    std::string text = input.name == name ? typed : input.typed;
    std::erase(text, ';');
    inputs += fmt::format("{}{} = {}", inputs.empty() ? "" : "; ", input.name, text);
  }
  return inputs;
}

std::string numbers_text(const GraphNumbers& numbers, int digits) {
  if (numbers.shape.rank() == 0) return shown_number(numbers.values[0], digits);
  const auto columns = static_cast<size_t>(numbers.shape[numbers.shape.rank() - 1]);
  std::string text;
  for (size_t i = 0; i < numbers.values.size(); ++i) {
    if (i % columns == 0) text += i > 0 ? "]\n[" : "[";
    text += (i % columns > 0 ? "  " : "") + shown_number(numbers.values[i], digits);
  }
  return text + "]";
}

GraphPlay::GraphPlay(const ComputationGraph& graph) : place_(graph.nodes.size(), 0) {
  for (size_t i = 0; i < graph.nodes.size(); ++i) {
    if (graph.nodes[i].operands.empty()) continue;
    operations_.push_back(static_cast<int>(i));
    place_[i] = static_cast<int>(operations_.size());
  }
}

std::optional<int> GraphPlay::node_at(int step) const {
  const int forward = static_cast<int>(operations_.size());
  if (step < 1 || step > 2 * forward) return {};
  return operations_[static_cast<size_t>(step <= forward ? step - 1 : 2 * forward - step)];
}

bool GraphPlay::has_value(int node, int step) const { return place_[static_cast<size_t>(node)] <= step; }

bool GraphPlay::has_sent_back(int node, int step) const {
  const int place = place_[static_cast<size_t>(node)];
  return place > 0 && step > steps() - place;
}

std::optional<GraphNumbers> gradient_by(const GraphScene& scene, const GraphPlay& play, int node, int step) {
  if (node == static_cast<int>(scene.graph.nodes.size()) - 1) {
    if (play.steps() > 0 && !play.backward(step)) return {};
    return scene.pass.gradients.back();
  }
  std::optional<GraphNumbers> sum;
  for (const GraphEdge* edge : scene.pass.edges_into(node)) {
    if (!play.has_sent_back(edge->to, step)) continue;
    if (!sum) {
      sum = edge->back;
    } else {
      for (size_t k = 0; k < sum->values.size(); ++k) sum->values[k] += edge->back.values[k];
    }
  }
  return sum;
}

}  // namespace saddle::app
