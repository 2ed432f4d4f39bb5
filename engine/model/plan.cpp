#include "saddle/plan.h"

#include <algorithm>
#include <optional>

#include "model/layer_type.h"
#include "model/receptive_field.h"
#include "model/type_named.h"
#include "saddle/limits.h"

namespace saddle {
namespace {

std::string place(NodeIndex node) { return "network[" + std::to_string(static_cast<int>(node)) + "]"; }

// Puts a place of ours before the one that an error names itself ("kernel" -> "network[3].kernel").
Issue placed(NodeIndex node, Issue issue) {
  issue.where = issue.where.empty() ? place(node) : place(node) + "." + issue.where;
  return issue;
}

const LayerType* type_of(const Node& node) { return find_type(layers::all(), node.type); }

class Planner {
 public:
  Planner(const std::vector<Node>& network, const Shape& sample)
      : network_(network), sample_(sample), shapes_(network.size()) {
    for (std::string& name : names_of(network)) names_.push_back(std::move(name));
  }

  Plan run() {
    if (network_.empty()) plan_.issues.push_back(make_issue("network", "there is no layer yet; add one"));
    for (const NodeIndex node : names_.indices()) check_node(node);
    for (const NodeIndex node : names_.indices()) inputs_.push_back(inputs_of(node));
    order();
    check_reached();
    return std::move(plan_);
  }

 private:
  using Inputs = std::vector<std::optional<NodeIndex>>;  // as Plan::Step::inputs

  void complain(NodeIndex node, Issue issue) { plan_.issues.push_back(placed(node, std::move(issue))); }

  void check_node(NodeIndex node) {
    const std::string& name = names_[node];
    if (name == "input") complain(node, make_issue("name", "\"input\" stands for the data; choose another name"));
    if (name.size() > longest_layer_name)
      complain(node, make_issue("name", "has {} bytes; give it a name of at most {}", name.size(), longest_layer_name));
    if (std::any_of(name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }))
      complain(node, make_issue("name", "\"{}\" has a control character; choose another name", name));
    if (name.find('/') != std::string::npos)
      complain(node, make_issue("name", "\"{}\" has a /; files use it to divide names", name));
    for (const NodeIndex other : IndexRange(NodeIndex(), node)) {
      if (names_[other] == name) {
        complain(node, make_issue("name", "\"{}\" is the name of network[{}] too; names must differ", name,
                                  static_cast<int>(other)));
      }
    }
    const LayerType* type = type_of(at(node));
    if (!type) {
      try {
        catalog::get(catalog::layers(), at(node).type, "type");
      } catch (const Error& error) {
        complain(node, error.issue());
      }
      return;
    }
    for (Issue& issue : check(at(node).properties, type->entry.properties, place(node)))
      plan_.issues.push_back(std::move(issue));
  }

  const Node& at(NodeIndex node) const { return network_[static_cast<size_t>(node)]; }

  // What feeds this node; nullopt where one of them does not exist.
  std::optional<Inputs> inputs_of(NodeIndex node) {
    if (at(node).inputs.empty()) return Inputs{node_before(node)};
    Inputs inputs;
    for (size_t i = 0; i < at(node).inputs.size(); ++i) {
      const std::string& wanted = at(node).inputs[i];
      const auto found = std::find(names_.begin(), names_.end(), wanted);
      if (wanted.empty()) {
        complain(node, make_issue("inputs[" + std::to_string(i) + "]", "nothing comes in here; connect an output"));
        return std::nullopt;
      }
      if (wanted == "input") {
        inputs.push_back(std::nullopt);
      } else if (found == names_.end()) {
        complain(node, make_issue("inputs[" + std::to_string(i) + "]", "there is no layer named \"{}\"", wanted));
        return std::nullopt;
      } else {
        inputs.push_back(NodeIndex(found - names_.begin()));
      }
    }
    return inputs;
  }

  // nullopt: the data come before the first.
  static std::optional<NodeIndex> node_before(NodeIndex node) {
    if (node == NodeIndex()) return std::nullopt;
    return node - 1;
  }

  // Kahn's algorithm, always the first node that can run: a plain stack keeps its order.
  void order() {
    IndexedVector<NodeIndex, bool> done(network_.size(), false);
    const auto ready = [&](NodeIndex node) {
      const auto& inputs = inputs_[node];
      return !done[node] && (!inputs || std::all_of(inputs->begin(), inputs->end(),
                                                    [&](std::optional<NodeIndex> i) { return !i || done[*i]; }));
    };
    for (size_t count = 0; count < network_.size(); ++count) {
      NodeIndex next;
      while (next != done.end_index() && !ready(next)) ++next;
      if (next == done.end_index()) break;
      done[next] = true;
      infer(next);
    }
    for (const NodeIndex node : done.indices()) {
      if (!done[node]) {
        complain(node, make_issue("inputs", "\"{}\" waits for its own output; break the circle", names_[node]));
        break;
      }
    }
  }

  void infer(NodeIndex node) {
    const LayerType* type = type_of(at(node));
    const auto& inputs = inputs_[node];
    if (!type || !inputs || !check(at(node).properties, type->entry.properties, {}).empty()) return;
    const int count = static_cast<int>(inputs->size());
    if (count < type->min_inputs || count > type->max_inputs) {
      complain(node, type->max_inputs > 1
                         ? make_issue("inputs", "{} takes at least {} inputs, got {}", type->entry.name,
                                      type->min_inputs, count)
                         : make_issue("inputs", "{} takes one input, got {}", type->entry.name, count));
      return;
    }
    std::vector<Shape> shapes;
    std::vector<std::optional<ReceptiveField>> fields;
    for (const std::optional<NodeIndex> input : *inputs) {
      const LayerType* from = input ? type_of(at(*input)) : nullptr;
      if (from && from->is_auxiliary()) {
        complain(node, make_issue("inputs", "\"{}\" is an output of its own; name the layer before it as the input",
                                  names_[*input]));
        return;
      }
      const std::optional<Shape> shape = input ? shapes_[*input] : sample_;
      if (!shape) return;  // the fault that keeps it unknown has been named
      shapes.push_back(*shape);
      fields.push_back(input ? plan_.step_of(*input)->field : ReceptiveField{});
    }
    try {
      const Signature signature = type->infer(at(node).properties, shapes);
      if (signature.output.size() > 100'000'000) {
        throw Error("", "one sample would come out as {} numbers; make the layer or the picture smaller",
                    signature.output.size());
      }
      Plan::Step step{.node = node, .inputs = *inputs, .shape = signature.output, .macs = signature.macs};
      step.field = receptive_field(fields, shapes, signature, sample_);
      for (const ParamSpec& param : signature.params) {
        if (param.role != Role::statistic) step.parameters += param.shape.size();
      }
      if (step.parameters > 2'000'000'000) {
        throw Error("", "{} parameters are more than memory holds; make the layer smaller", step.parameters);
      }
      shapes_[node] = signature.output;
      plan_.steps.push_back(std::move(step));
    } catch (const Error& error) {
      complain(node, error.issue());
    }
  }

  // Every node must have a way to the last one, which is the output, or to an auxiliary output.
  void check_reached() {
    IndexedVector<NodeIndex, bool> reached(network_.size(), false);
    std::vector<NodeIndex> open;
    for (const NodeIndex node : reached.indices()) {
      const LayerType* type = type_of(at(node));
      const bool auxiliary = type && type->is_auxiliary(), last = node_before(reached.end_index()) == node;
      if (last || auxiliary) open.push_back(node);
      if (last && auxiliary)
        complain(node,
                 make_issue("", "{} is an output beside the last layer; put the last layer after it", at(node).type));
    }
    while (!open.empty()) {
      const NodeIndex node = open.back();
      open.pop_back();
      if (reached[node]) continue;
      reached[node] = true;
      const auto& inputs = inputs_[node];
      if (!inputs) return;
      for (const std::optional<NodeIndex> input : *inputs) {
        if (input) open.push_back(*input);
      }
    }
    for (const NodeIndex node : reached.indices()) {
      if (!reached[node]) {
        complain(node, make_issue("", "nothing uses the output of \"{}\"; connect it or remove it", names_[node]));
      }
    }
  }

  const std::vector<Node>& network_;
  const Shape sample_;
  IndexedVector<NodeIndex, std::string> names_;
  IndexedVector<NodeIndex, std::optional<Shape>> shapes_;
  IndexedVector<NodeIndex, std::optional<Inputs>> inputs_;
  Plan plan_;
};

}  // namespace

Plan plan(const std::vector<Node>& network, const Shape& sample) {
  if (network.size() > most_layers) {
    return {.steps = {},
            .issues = {make_issue("network", "has too many layers ({}; at most {}); make blocks of fewer",
                                  network.size(), most_layers)}};
  }
  return Planner(network, sample).run();
}

int64_t Plan::parameters() const {
  int64_t sum = 0;
  for (const Step& step : steps) sum += step.parameters;
  return sum;
}

const Plan::Step* Plan::step_of(NodeIndex node) const {
  const auto found = std::find_if(steps.begin(), steps.end(), [&](const Step& step) { return step.node == node; });
  return found == steps.end() ? nullptr : &*found;
}

bool concerns(const Issue& issue, NodeIndex node) { return issue.where.starts_with(place(node)); }

std::vector<std::string> names_of(const std::vector<Node>& network) {
  std::vector<std::string> names;
  std::map<std::string, int> count;
  for (const Node& node : network) {
    const int number = ++count[node.type];
    names.push_back(node.name.empty() ? node.type + "_" + std::to_string(number) : node.name);
  }
  return names;
}

}  // namespace saddle
