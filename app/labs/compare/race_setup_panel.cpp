#include "labs/compare/race_setup_panel.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "labs/compare/axis_choices.h"
#include "labs/compare/fault_of.h"
#include "saddle/issue_of.h"
#include "ui/flow.h"
#include "ui/property_editor.h"
#include "ui/widgets.h"

namespace saddle::app {
namespace {

constexpr int most_seeds = 1000, most_axes = 4;
constexpr float number_width = 110;  // pixels at a scale of 1

// numpy.logspace(0, -4, num=16)
std::string sixteen_deviations() {
  std::string values;
  for (int i = 0; i < 16; ++i) values += (i ? ", " : "") + fmt::format("{:.6g}", std::pow(10, -4 * i / 15.0));
  return values;
}

// The values of the field, as they are written there.
std::vector<std::string> written_values(const AxisText& axis) {
  std::vector<std::string> values;
  try {
    for (const Value& value : axis_of(axis).values) values.push_back(to_text(value));
  } catch (const Error&) {  // while it is being typed
    values.clear();
  }
  return values;
}

}  // namespace

RaceSetupPanel::RaceSetupPanel(bool threads, std::function<void()> wake) : job_(threads, check_all, std::move(wake)) {}

// Of a large network, or of data from a file, that takes more than a frame.
void RaceSetupPanel::check_all(const Order& order, Job::Progress& progress) {
  Faults faults;
  for (const AxisText& axis : order.axes) {
    if (progress.canceled()) return;
    faults.axes.push_back(fault_of([&] { check_axis(axis, order.base); }));
  }
  const bool sound = std::ranges::none_of(faults.axes, [](const auto& fault) { return fault.has_value(); });
  if (order.study && sound)
    faults.study = fault_of([&] { check(*order.study, order.data_directory, &progress.flag()); });
  if (progress.canceled()) return;
  progress.publish(std::move(faults));
}

// What no experiment is needed for. Of an axis that stands as it did, what was found before is said until more is
// known.
void RaceSetupPanel::read_fields(const StudySetup& setup, const Experiment& base) {
  study_.reset();
  fault_ = fault_of([&] { study_ = study_of(setup, base); });
  std::vector<std::optional<Issue>> faults;
  for (size_t i = 0; i < setup.axes.size(); ++i) {
    faults.push_back(fault_of([&] { axis_of(setup.axes[i]); }));
    const bool same = i < axis_faults_.size() && i < seen_.axes.size() && seen_.axes[i] == setup.axes[i];
    if (same && !faults.back()) faults.back() = axis_faults_[i];
  }
  axis_faults_ = std::move(faults);
}

void RaceSetupPanel::follow(const StudySetup& setup, const Experiment& base, const std::string& data_directory) {
  if (!followed_ || setup != seen_ || base != base_) {
    followed_ = true;
    checked_ = false;
    read_fields(setup, base);
    seen_ = setup;
    base_ = base;
    ordered_ = job_.send({setup.axes, base, study_, data_directory});
  }
  const auto result = job_.latest();
  if (checked_ || result->order != ordered_) return;
  checked_ = result->complete;
  if (!result->complete) return;
  if (result->failure) {
    fault_ = result->failure;
    return;
  }
  axis_faults_ = result->product.axes;
  const auto axis = std::ranges::find_if(axis_faults_, [](const auto& fault) { return fault.has_value(); });
  if (axis != axis_faults_.end()) {
    fault_ = *axis;
    study_.reset();
  } else if (study_) {
    fault_ = result->product.study;
  }
}

void RaceSetupPanel::draw(Frame& frame, CompareState& state) {
  ui::Ui& ui = frame.ui;
  draw_experiment(frame);
  ImGui::Dummy({0, ui.px(4)});
  ui::heading(ui, ui.tr("What varies"));
  std::optional<size_t> removed;
  for (size_t i = 0; i < state.setup.axes.size(); ++i) {
    ImGui::PushID(static_cast<int>(i));
    if (draw_axis(frame, state, i)) removed = i;
    ImGui::PopID();
  }
  if (removed) state.setup.axes.erase(state.setup.axes.begin() + static_cast<std::ptrdiff_t>(*removed));
  if (std::ssize(state.setup.axes) < most_axes) {
    std::vector<ui::Option> options = axis_options(ui, frame.draft.experiment);
    std::erase_if(options, [&](const ui::Option& option) {
      return std::ranges::find(state.setup.axes, option.value, &AxisText::path) != state.setup.axes.end();
    });
    std::string chosen(ui.tr("+ Add what varies"));
    if (ui::combo(ui, "race.add", chosen, options))
      state.setup.axes.push_back({chosen, usual_values(frame.draft.experiment, chosen)});
  }
  draw_numbers(frame, state);
  draw_files(frame);
  draw_ready_made(frame, state);
}

void RaceSetupPanel::draw_experiment(Frame& frame) {
  ui::Ui& ui = frame.ui;
  ui::heading(ui, ui.tr("The experiment as it stands"));
  presets_.draw(frame);
  ui::paragraph(ui, "compare.about",
                ui.tr("It is edited in the network lab; what is named below takes the place of what it says there."));
}

// Races of the book at a click.
void RaceSetupPanel::draw_ready_made(Frame& frame, CompareState& state) {
  ui::Ui& ui = frame.ui;
  ImGui::Dummy({0, ui.px(4)});
  ui::heading(ui, ui.tr("From the book"));
  const auto begin = [&](const char* preset, StudySetup setup) {
    const auto found = std::ranges::find(frame.presets, preset, &Preset::name);
    if (found == frame.presets.end()) return;
    frame.draft = {found->name, found->experiment};
    state.setup = std::move(setup);
  };
  ui::Flow flow(ui, ui.px(6));
  if (flow.button("race.book.optimizers", ui.tr("Four optimizers"),
                  {.tooltip = ui.tr("The five-layer net of the book, learned by SGD, Momentum, AdaGrad and Adam")}))
    begin("multi-layer-net", {.steps = 2000});
  if (flow.button("race.book.sixteen", ui.tr("The sixteen of batch norm"),
                  {.tooltip = ui.tr("The book's wall: sixteen standard deviations of the first weights, from 1 down to "
                                    "0.0001, each with and without batch norm")})) {
    begin("without-batch-norm", {.axes = {{"network.*.init", sixteen_deviations()}, {"network.batch_norm", "off, on"}},
                                 .seeds = 1,
                                 .steps = 0,
                                 .metric = "train_accuracy"});
    state.page = "wall";
  }
}

// Returns true where it is to be removed.
bool RaceSetupPanel::draw_axis(Frame& frame, CompareState& state, size_t index) {
  ui::Ui& ui = frame.ui;
  AxisText& axis = state.setup.axes[index];
  const std::string name = "race.axis" + std::to_string(index);
  const float remove = ui.px(28), gap = ui.px(4);
  std::string path = axis.path;
  if (ui::combo(ui, name, path, axis_options(ui, frame.draft.experiment),
                ImGui::GetContentRegionAvail().x - remove - gap))
    axis = {path, usual_values(frame.draft.experiment, path)};
  ImGui::SameLine(0, gap);
  const bool removed = ui::button(ui, name + ".remove", "✕", {.look = ui::Look::quiet, .size = {remove, 0}});
  draw_values(frame, axis, name);
  const std::optional<Issue> fault = index < axis_faults_.size() ? axis_faults_[index] : std::nullopt;
  if (fault) {
    Issue issue = *fault;
    issue.where.clear();  // it stands below the field
    const std::string words = ui.language(issue);
    ImGui::PushTextWrapPos(0);
    ui::text(ui, words, ui.theme.error, ui.fonts.caption);
    ImGui::PopTextWrapPos();
    ui.mark(name + ".fault", words);
  } else if (const std::string range = axis_range(ui, frame.draft.experiment, axis.path); !range.empty()) {
    ui::paragraph(ui, name + ".range", range);
  }
  draw_rates(frame, axis);
  ImGui::Dummy({0, ui.px(2)});
  return removed;
}

// What can be clicked, and below it the field in which all of it can be typed.
void RaceSetupPanel::draw_values(Frame& frame, AxisText& axis, const std::string& name) {
  ui::Ui& ui = frame.ui;
  const std::vector<ui::Option> choices = axis_values(ui, frame.draft.experiment, axis.path);
  std::vector<std::string> values = written_values(axis);
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {ui.px(8), ui.px(3)});
  ui::Flow flow(ui, ui.px(4));
  for (const ui::Option& choice : choices) {
    const auto found = std::ranges::find(values, choice.value);
    const bool on = found != values.end();
    if (!flow.button(name + "." + choice.value, choice.label,
                     {.look = on ? ui::Look::plain : ui::Look::quiet, .tooltip = choice.tooltip}))
      continue;
    if (on)
      values.erase(found);
    else
      values.push_back(choice.value);
    axis.values.clear();
    for (const std::string& value : values) axis.values += (axis.values.empty() ? "" : ", ") + value;
    break;
  }
  ImGui::PopStyleVar();
  ui::text_field(ui, name + ".values", axis.values);
}

// Rates of different optimizers differ in scale, so it is said which they have.
void RaceSetupPanel::draw_rates(Frame& frame, const AxisText& axis) {
  ui::Ui& ui = frame.ui;
  if (axis.path != "optimizer.type") return;
  Properties& properties = frame.draft.experiment.optimizer.properties;
  const auto rate = properties.find("learning_rate");
  if (rate == properties.end()) return ui::paragraph(ui, "race.rates", ui.tr("Each with its usual learning rate."));
  const std::string words =
      fmt::format(fmt::runtime(ui.tr("All with the learning rate {} of the experiment.")), to_text(rate->second));
  ui::paragraph(ui, "race.rates", words);
  if (ui::button(ui, "race.usual_rates", ui.tr("Each with its usual one"),
                 {.tooltip = ui.tr(
                      "Takes the learning rate out of the experiment, so that each optimizer begins with its own.")}))
    properties.erase(rate);
}

void RaceSetupPanel::draw_numbers(Frame& frame, CompareState& state) {
  ui::Ui& ui = frame.ui;
  StudySetup& setup = state.setup;
  const float width = std::min(ui.px(number_width), ImGui::GetContentRegionAvail().x);
  ImGui::Dummy({0, ui.px(4)});
  ui::row(ui, ui.tr("Seeds"), ui.tr("Runs of each combination, each from other first weights and other batches."), {},
          width);
  ui::number(ui, "race.seeds", setup.seeds, {.min = 1, .max = most_seeds, .logarithmic = true, .width = width});
  ui::row(ui, ui.tr("Paired"),
          ui.tr("The runs of a seed share their batches and, wherever shapes agree, their first weights: what differs "
                "between them is what varies. Otherwise every run has a seed of its own, as in the book."));
  ui::checkbox(ui, "race.paired", setup.paired);
  ui::row(ui, ui.tr("Steps"), ui.tr("Of each run."), {}, width);
  const std::string all(ui.tr("all epochs"));
  ui::number(ui, "race.steps", setup.steps, {.min = 0, .max = 2e9, .logarithmic = true, .zero = all, .width = width});
  if (study_)
    ui::paragraph(ui, "race.size",
                  fmt::format(fmt::runtime(study_->seeds == 1 ? ui.tr("{} combinations × {} seed = {} runs")
                                                              : ui.tr("{} combinations × {} seeds = {} runs")),
                              combinations(*study_), study_->seeds, runs(*study_)));
  const bool of_axis = std::ranges::any_of(axis_faults_, [](const auto& fault) { return fault.has_value(); });
  if (fault_ && !of_axis) ui::notice(ui, "race.fault", ui::Tone::error, ui.language(*fault_));
}

void RaceSetupPanel::draw_files(Frame& frame) {
  ui::Ui& ui = frame.ui;
  ImGui::Dummy({0, ui.px(4)});
  ui::Flow flow(ui, ui.px(6));
  if (flow.button(
          "race.copy", ui.tr("Copy as command"),
          {.enabled = study_.has_value(),
           .tooltip = with_keys(ui.tr("The line for a terminal that makes the same numbers"), Action::copy_command)}))
    frame.focus.wanted_action = Action::copy_command;
  if (flow.button("race.save", ui.tr("Save as a study"),
                  {.enabled = study_.has_value(),
                   .tooltip = with_keys(ui.tr("A file that saddle sweep takes, and this window opens"),
                                        Action::save_experiment)}))
    frame.focus.wanted_action = Action::save_experiment;
}

}  // namespace saddle::app
