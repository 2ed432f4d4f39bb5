#include <cmath>

#include <fmt/format.h>

#include "labs/concepts/graph/scene.h"

namespace saddle::app {
namespace {

bool is_scalar(const GraphNumbers& numbers) { return numbers.shape.rank() == 0; }

// What students take for the gradient at a node.
std::vector<Slip> slips_at(const GraphScene& scene, int node, const std::vector<const GraphEdge*>& wires) {
  std::vector<Slip> slips;
  const double right = scene.pass.gradients[static_cast<size_t>(node)].values[0];
  const auto add = [&](double value, std::string_view reason) {
    if (std::isfinite(value) && std::abs(value - right) > 1e-9 * std::max(1.0, std::abs(right)))
      slips.push_back({value, reason});
  };
  double locals = 0, aboves = 0, swapped = 0;
  bool scalars = true;
  for (const GraphEdge* wire : wires) {
    const auto to = static_cast<size_t>(wire->to);
    scalars = scalars && is_scalar(scene.pass.values[to]) && is_scalar(wire->local);
    const double above = scene.pass.gradients[to].values[0];
    locals += wire->local.values[0];
    aboves += above;
    swapped += above * scene.pass.values[static_cast<size_t>(node)].values[0];
  }
  if (!scalars) return slips;
  const bool multiplies =
      wires.size() == 1 && scene.graph.nodes[static_cast<size_t>(wires[0]->to)].operation == GraphOperation::multiply;
  if (wires.size() > 1)
    add(wires[0]->back.values[0], to_tr("at a branch, what comes back along both wires is added up"));
  if (multiplies) add(swapped, to_tr("a product swaps its factors: the local derivative is the other one"));
  add(locals, to_tr("that is the local derivative; it is multiplied by what comes from above"));
  add(aboves, to_tr("that is what comes from above; it is multiplied by the local derivative"));
  return slips;
}

std::string product_text(const GraphScene& scene, const std::vector<const GraphEdge*>& wires) {
  std::string formula;
  for (const GraphEdge* wire : wires) {
    const GraphNumbers& above = scene.pass.gradients[static_cast<size_t>(wire->to)];
    if (!is_scalar(above) || !is_scalar(wire->local)) return {};
    formula += formula.empty() ? shown_number(above.values[0]) : " " + shown_term(above.values[0]);
    formula += "·" + shown_factor(wire->local.values[0]);
  }
  return formula;
}

}  // namespace

PageNumbers graph_numbers(const GraphScene& scene) {
  PageNumbers numbers;
  if (!scene.runs()) return numbers;
  const int result = static_cast<int>(scene.graph.nodes.size()) - 1;
  if (is_scalar(scene.pass.values.back())) numbers.push_back({"y", "y", scene.pass.values.back().values[0]});
  for (int node = 0; node < result; ++node) {
    const auto at = static_cast<size_t>(node);
    if (scene.graph.nodes[at].operation == GraphOperation::constant || !is_scalar(scene.pass.values[at])) continue;
    const std::vector<const GraphEdge*> wires = scene.pass.edges_into(node);
    std::string words = scene.words(node);
    if (scene.graph.nodes[at].name.empty()) words = "(" + words + ")";
    numbers.push_back({"d_" + scene.key(node), "∂y/∂" + words, scene.pass.gradients[at].values[0],
                       product_text(scene, wires), slips_at(scene, node, wires)});
  }
  return numbers;
}

NumberCode graph_code(const GraphScene& scene) {
  NumberCode code;
  if (!scene.runs()) return code.line("# the formula, or one of its inputs, has a fault"), code;
  GraphInputs inputs;
  for (size_t i = 0; i < scene.graph.nodes.size(); ++i) {
    if (scene.graph.nodes[i].operation == GraphOperation::input)
      inputs[scene.graph.nodes[i].name] = scene.pass.values[i];
  }
  GraphScript script = numpy_script(scene.graph, inputs);
  while (script.text.ends_with('\n')) script.text.pop_back();
  code.line(script.text);
  code.print(script.values.back(), scene.pass.values.back().values);
  for (size_t i = 0; i < scene.graph.nodes.size(); ++i) {
    if (scene.graph.nodes[i].operation == GraphOperation::input)
      code.print(script.gradients[i], scene.pass.gradients[i].values, 1e-11);
  }
  return code;
}

}  // namespace saddle::app
