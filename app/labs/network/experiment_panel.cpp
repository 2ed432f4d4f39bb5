#include "labs/network/experiment_panel.h"

#include <algorithm>

#include "model/initialization.h"
#include "model/variations.h"
#include "panels/network/fault_notice.h"
#include "panels/runs/run_words.h"
#include "saddle/catalog.h"
#include "saddle/mend.h"
#include "ui/property_editor.h"
#include "ui/widgets.h"

namespace saddle::app {
namespace {

std::vector<ui::Option> options_of(ui::Ui& ui, const std::vector<Entry>& entries) {
  std::vector<ui::Option> options;
  for (const Entry& entry : entries) {
    std::string help(ui.tr(entry.help));
    if (!entry.formula.empty()) help += "\n" + std::string(entry.formula);
    options.push_back({std::string(entry.name), std::string(ui.tr(entry.title)), help});
  }
  return options;
}

void section(ui::Ui& ui, std::string_view title) {
  ImGui::Dummy({0, ui.px(4)});
  ui::heading(ui, title);
}

}  // namespace

void ExperimentPanel::draw(Frame& frame) {
  draw_preset(frame);
  draw_data(frame);
  section(frame.ui, frame.ui.tr("Network"));
  stack_.draw(frame);
  draw_initialization(frame);
  draw_loss(frame);
  draw_optimizer(frame);
  draw_training(frame);
}

void ExperimentPanel::draw_preset(Frame& frame) {
  ui::Ui& ui = frame.ui;
  ui::heading(ui, ui.tr("Experiment"));
  presets_.draw(frame);
  draw_about(frame);
}

// What there is to see in the preset or, once it was changed, that it was: in the same place, as high as either, so
// that nothing below moves when something is changed there.
void ExperimentPanel::draw_about(Frame& frame) {
  ui::Ui& ui = frame.ui;
  const Experiment& experiment = frame.draft.experiment;
  const auto preset = std::ranges::find(frame.presets, frame.draft.preset, &Preset::name);
  const std::string_view about = ui.tr(preset == frame.presets.end() ? experiment.about : preset->experiment.about),
                         changed = ui.tr("Changed since training began. Train anew or Reset to use it.");
  const float top = ImGui::GetCursorPosY(),
              height = std::max(ui::paragraph_height(ui, about), ui::paragraph_height(ui, changed));
  if (frame.outdated && frame.training.now.steps > 0) {
    // Both buttons wait until it can be built.
    const bool faulty = !frame.analyses.of(experiment).faults.empty();
    ui::paragraph(ui, "outdated", faulty ? ui.tr("Changed since training began.") : changed);
  } else if (!experiment.about.empty() && as_described(experiment, frame.presets)) {
    ui::paragraph(ui, "about", ui.tr(experiment.about));
  }
  ImGui::SetCursorPosY(top);
  ImGui::Dummy({0, height});
}

void ExperimentPanel::draw_data(Frame& frame) {
  ui::Ui& ui = frame.ui;
  Experiment& experiment = frame.draft.experiment;
  section(ui, ui.tr("Data"));
  const auto sets = options_of(ui, catalog::datasets());
  ui::row(ui, ui.tr("Set"), {}, {}, ui::combo_width(sets));
  std::string set = experiment.data.type;
  if (ui::combo(ui, "data.set", set, sets)) retype(experiment.data, set, catalog::datasets());
  ui::edit(ui, "data", experiment.data.properties,
           catalog::get(catalog::datasets(), experiment.data.type, "data.set").properties);
  const auto& issue = frame.training.now.issue;
  const bool missing = issue && issue->where == "data.set" && experiment.data.type != "procedural_digits";
  if (missing &&
      ui::notice(ui, "data.missing", ui::Tone::warning,
                 ui.tr("The files of this data set were not found. Saddle can draw digits by itself instead."),
                 ui.tr("Use procedural digits"))) {
    experiment.data = {"procedural_digits"};
  }
  draw_notes(frame);
  for (const Fault& fault : frame.analyses.of(experiment).faults) {
    const bool of_data = fault.issue.where.starts_with("data") || about_data_file(experiment, fault.issue);
    if (of_data && fault_notice(frame, "data.issue", fault)) break;
  }
  if (ImGui::TreeNodeEx(ui::labeled(ui.tr("Augmentation"), "augmentation").c_str(),
                        ImGuiTreeNodeFlags_NoTreePushOnOpen)) {
    ui.mark("augmentation", "open");
    ui::edit(ui, "data.augment", experiment.augmentation, augmentation_table());
  } else {
    ui.mark("augmentation", "closed");
  }
}

// What was guessed of the user's files, in a tooltip, and what to change where a guess asks for it.
void ExperimentPanel::draw_notes(Frame& frame) {
  ui::Ui& ui = frame.ui;
  const RunSnapshot& now = frame.training.now;
  if (now.notes.empty() || !now.experiment || now.experiment->data != frame.draft.experiment.data) return;
  const auto words = [&](const Issue& note) { return Issue::fill(std::string(ui.tr(note.message)), note.arguments); };
  std::string all;
  for (const Issue& note : now.notes) all += (all.empty() ? "" : "\n") + words(note);
  ui::caption(ui, ui.tr("How the files were read"));
  ui.mark("notes", all);
  ui::tooltip(ui, ui.tr("How the files were read"), all);
  for (const Issue& note : now.notes) {
    if (note.where != "data.normalize" && note.where != "data.transposed") continue;
    const std::vector<Mend>& ways = frame.analyses.mends_of(frame.draft.experiment, note);
    if (ways.empty()) continue;
    if (ui::notice(ui, "note." + note.where, ui::Tone::note, words(note), words(ways.front().label)))
      ways.front().apply(frame.draft.experiment);
  }
}

// One control for all layers: flip it and train again with the same seed.
void ExperimentPanel::draw_initialization(Frame& frame) {
  ui::Ui& ui = frame.ui;
  section(ui, ui.tr("Initialization of all layers"));
  std::vector<ui::Option> options = options_of(ui, catalog::initializers());
  for (const char* sigma : {"0.01", "1"})
    options.push_back(
        {sigma, "N(0, " + std::string(sigma) + ")", std::string(ui.tr("Normal numbers of this standard deviation"))});
  std::string common = common_init(frame.draft.experiment).value_or(std::string(ui.tr("mixed")));
  if (common == by_hand) common = ui.tr("set by hand");
  ui::row(ui, ui.tr("Weights"), ui.tr("Sets how the weights of every layer begin; single layers can differ."), {},
          ui::combo_width(options));
  if (ui::combo(ui, "init", common, options)) set_init(frame.draft.experiment, common);
}

void ExperimentPanel::draw_loss(Frame& frame) {
  ui::Ui& ui = frame.ui;
  Choice& loss = frame.draft.experiment.loss;
  section(ui, ui.tr("Loss"));
  const Entry* entry = catalog::find(catalog::losses(), loss.type);
  const auto losses = options_of(ui, catalog::losses());
  ui::row(ui, ui.tr("Function"), entry ? ui.tr(entry->help) : std::string_view(),
          entry ? entry->formula : std::string_view(), ui::combo_width(losses));
  std::string type = loss.type;
  if (ui::combo(ui, "loss.type", type, losses)) retype(loss, type, catalog::losses());
  if (entry) ui::edit(ui, "loss", loss.properties, catalog::get(catalog::losses(), loss.type, "loss").properties);
}

void ExperimentPanel::draw_optimizer(Frame& frame) {
  ui::Ui& ui = frame.ui;
  Choice& optimizer = frame.draft.experiment.optimizer;
  section(ui, ui.tr("Optimizer"));
  const Entry& entry = catalog::get(catalog::optimizers(), optimizer.type, "optimizer");
  const auto optimizers = options_of(ui, catalog::optimizers());
  ui::row(ui, ui.tr("Method"), ui.tr(entry.help), entry.formula, ui::combo_width(optimizers));
  std::string type = optimizer.type;
  if (ui::combo(ui, "optimizer.type", type, optimizers)) {
    frame.draft.experiment = with_optimizer(frame.draft.experiment, type);
  }
  ui::edit(ui, "optimizer", optimizer.properties,
           catalog::get(catalog::optimizers(), optimizer.type, "optimizer").properties);
}

void ExperimentPanel::draw_training(Frame& frame) {
  section(frame.ui, frame.ui.tr("Training"));
  ui::edit(frame.ui, "training", frame.draft.experiment.training, training_table());
}

}  // namespace saddle::app
