#include "panels/runs/comparison_buttons.h"

#include <optional>

#include <fmt/format.h>

#include "saddle/catalog.h"
#include "ui/flow.h"
#include "ui/widgets.h"

namespace saddle::app {
namespace {

// What else changes with the optimizer, in a sentence; empty where nothing does.
std::string beside(const ui::Ui& ui, const Experiment& base, const Experiment& changed) {
  if (base.optimizer.type == changed.optimizer.type) return {};
  const auto rate_of = [](const Experiment& experiment) {
    const Entry* entry = catalog::find(catalog::optimizers(), experiment.optimizer.type);
    const Property* rate = entry ? find(entry->properties, "learning_rate") : nullptr;
    return rate ? to_text(value_of(experiment.optimizer.properties, *rate)) : std::string();
  };
  if (rate_of(base) == rate_of(changed)) return {};
  return fmt::format(fmt::runtime(ui.tr("Learning rates of different optimizers differ in scale, so it begins with its "
                                        "usual one: {} instead of {}.")),
                     rate_of(changed), rate_of(base));
}

}  // namespace

// Checking every experiment takes too long to be done in each frame.
void ComparisonButtons::follow(const Experiment& base, const std::string& data_directory) {
  if (!comparisons_.empty() && base == base_) return;
  base_ = base;
  comparisons_ = comparisons(base, data_directory);
}

const Experiment* ComparisonButtons::draw(Frame& frame, const Experiment& base) {
  ui::Ui& ui = frame.ui;
  follow(base, frame.data_directory);
  ImGui::PushTextWrapPos(0);
  ui::caption(ui, ui.tr("The chosen run again, same seed, same batches, with"));
  ImGui::PopTextWrapPos();
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {ui.px(8), ui.px(3)});
  constexpr std::string_view again = "again.";
  const Experiment* pressed = nullptr;
  std::string_view kind;
  std::optional<ui::Flow> flow;  // a line, or more, for each kind
  for (const Comparison& comparison : comparisons_) {
    const std::string_view name = comparison.name, its_kind = name.substr(0, name.find('.', again.size()));
    if (its_kind != kind) flow.emplace(ui, ui.px(6));
    kind = its_kind;
    std::string help(ui.tr(comparison.help));
    if (const std::string also = beside(ui, base_, comparison.experiment); !also.empty()) help += "\n" + also;
    if (flow->button(comparison.name, ui.tr(comparison.title), {.enabled = comparison.possible, .tooltip = help}))
      pressed = &comparison.experiment;
  }
  ImGui::PopStyleVar();
  return pressed;
}

}  // namespace saddle::app
