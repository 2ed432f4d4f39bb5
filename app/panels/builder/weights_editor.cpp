#include "panels/builder/weights_editor.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "saddle/catalog.h"
#include "ui/property_editor.h"
#include "ui/widgets.h"

namespace saddle::app {
namespace {

// Of a text that the plan found nothing wrong with.
std::vector<double> numbers_in(const std::string& text) {
  std::vector<double> numbers;
  const char *at = text.data(), *end = at + text.size();
  while (at < end) {
    double number = 0;
    const auto [stop, failure] = std::from_chars(at, end, number);
    if (failure == std::errc()) numbers.push_back(number);
    at = failure == std::errc() ? stop : at + 1;
  }
  return numbers;
}

std::string text_of(const std::vector<double>& numbers) {
  std::string text;
  for (const double number : numbers) text += (text.empty() ? "" : " ") + fmt::format("{:.6g}", number);
  return text;
}

// w for a single one, w1 w2 for one output, w12 for output 1 and input 2.
std::string label_of(const std::string& name, const Array& array, size_t index) {
  const char* letter = name == "bias" ? "b" : "w";
  if (array.values.size() == 1) return letter;
  const bool matrix = array.shape.rank() == 2 && array.shape[0] > 1;
  if (!matrix) return letter + std::to_string(index + 1);
  const auto inputs = static_cast<size_t>(array.shape[1]);
  return fmt::format("{}{}{}{}", letter, index / inputs + 1, array.shape[0] > 9 || inputs > 9 ? "," : "",
                     index % inputs + 1);
}

}  // namespace

double WeightsEditor::reach_of(const std::string& node, double largest) {
  double& reach = reach_.try_emplace(node, 1.0).first->second;
  if (ImGui::IsAnyItemActive()) return reach;
  while (reach < largest) reach *= 2;
  return reach;
}

void WeightsEditor::draw(Frame& frame, NodeIndex index) {
  ui::Ui& ui = frame.ui;
  const DraftAnalysis& analysis = frame.analyses.of(frame.draft.experiment);
  Node& node = frame.draft.experiment.network[static_cast<size_t>(index)];
  const Plan::Step* step = analysis.plan.step_of(index);
  if (!step || step->parameters == 0 || step->parameters > most) return;
  const std::string name = analysis.names[static_cast<size_t>(index)];
  const auto* reading = content_of<ParametersReading>(frame.training.watch({.type = "parameters", .node = name}));
  if (reading) {
    last_ = *reading;
    last_node_ = name;
  } else if (last_node_ == name) {
    reading = &last_;
  }
  ui::heading(ui, ui.tr("Weights"));
  const RunSnapshot& now = frame.training.now;
  const bool first = now.steps == 0 && now.status != Status::running;
  // Of another layer, which went by this name before the draft changed.
  int64_t numbers = 0;
  if (reading) {
    for (const auto& [parameter, array] : reading->parameters)
      numbers += parameter == "weight" || parameter == "bias" ? std::ssize(array.values) : 0;
  }
  if (numbers != step->parameters) {
    ui::caption(ui, ui.tr("They appear when the network is built."));
    return;
  }
  ImGui::PushTextWrapPos(0);
  ui::caption(ui, first ? ui.tr("The first weights, set by hand: training begins here.")
                        : ui.tr("Of the running network: changed between two steps."));
  ImGui::PopTextWrapPos();
  const Entry& entry = catalog::get(catalog::layers(), node.type, "type");
  for (const auto& [parameter, array] : reading->parameters) {
    if (parameter != "weight" && parameter != "bias") continue;
    const Property* row = find(entry.properties, parameter == "bias" ? "biases" : "weights");
    std::vector<double> values(array.values.begin(), array.values.end());
    if (first && row) {
      const auto written = numbers_in(std::get<std::string>(value_of(node.properties, *row)));
      if (written.size() == values.size()) values = written;
    }
    double largest = 0;
    for (const double value : values) largest = std::max(largest, std::abs(value));
    const double reach = reach_of(name, largest);
    for (size_t i = 0; i < values.size(); ++i) {
      const std::string label = label_of(parameter, array, i);
      ui::row(ui, label);
      double value = values[i];
      if (!ui::slider(ui, "builder.weight." + label, value,
                      {.min = -reach, .max = reach, .enabled = !first || row != nullptr}))
        continue;
      if (!std::isfinite(value)) continue;
      if (first) {
        values[i] = value;
        set(node.properties, *row, text_of(values));
      } else {
        frame.training.send(command::SetWeight{name + "/" + parameter, static_cast<int64_t>(i), value});
      }
    }
  }
}

}  // namespace saddle::app
