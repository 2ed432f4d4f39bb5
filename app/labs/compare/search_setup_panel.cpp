#include "labs/compare/search_setup_panel.h"

#include <algorithm>

#include <fmt/format.h>

#include "labs/compare/axis_choices.h"
#include "labs/compare/fault_of.h"
#include "ui/flow.h"
#include "ui/property_editor.h"
#include "ui/widgets.h"

namespace saddle::app {
namespace {

constexpr int most_trials = 100'000;
constexpr size_t most_ranges = 6;
constexpr float field_width = 110;  // pixels at a scale of 1

// About the values of races: where to look for the first time.
std::string usual_range(const Experiment& base, const std::string& path) {
  if (path == "optimizer.learning_rate") return "1e-6..1e-2:log";
  if (path == "optimizer.weight_decay") return "1e-8..1e-4:log";
  return usual_values(base, path);
}

}  // namespace

SearchSetupPanel::SearchSetupPanel(bool threads, std::function<void()> wake)
    : job_(
          threads,
          [](const Order& order, Job::Progress& progress) {
            progress.publish(fault_of([&] { check(order.search, order.data_directory); }));
          },
          std::move(wake)) {}

void SearchSetupPanel::follow(const SearchSetup& setup, const Experiment& base, const std::string& data_directory) {
  if (!followed_ || setup != seen_ || base != base_) {
    followed_ = true;
    seen_ = setup;
    base_ = base;
    checked_ = false;
    search_.reset();
    range_faults_.clear();
    for (const RangeText& range : setup.ranges) range_faults_.push_back(fault_of([&] { range_of(range); }));
    fault_ = fault_of([&] { search_ = search_of(setup, base); });
    ordered_ = search_ ? job_.send({*search_, data_directory}) : 0;
  }
  const auto result = job_.latest();
  if (ordered_ == 0 || checked_ || result->order != ordered_) return;
  checked_ = true;
  fault_ = result->failure ? result->failure : result->product;
}

void SearchSetupPanel::draw(Frame& frame, SearchState& state) {
  ui::Ui& ui = frame.ui;
  ui::heading(ui, ui.tr("The experiment as it stands"));
  presets_.draw(frame);
  ImGui::Dummy({0, ui.px(4)});
  ui::heading(ui, ui.tr("Where to look"));
  std::optional<size_t> removed;
  for (size_t i = 0; i < state.setup.ranges.size(); ++i) {
    ImGui::PushID(static_cast<int>(i));
    if (draw_range(frame, state, i)) removed = i;
    ImGui::PopID();
  }
  if (removed) state.setup.ranges.erase(state.setup.ranges.begin() + static_cast<std::ptrdiff_t>(*removed));
  if (state.setup.ranges.size() < most_ranges) {
    std::vector<ui::Option> options = axis_options(ui, frame.draft.experiment);
    std::erase_if(options, [&](const ui::Option& option) {
      return std::ranges::find(state.setup.ranges, option.value, &RangeText::path) != state.setup.ranges.end();
    });
    std::string chosen(ui.tr("+ Add a range"));
    if (ui::combo(ui, "search.add", chosen, options))
      state.setup.ranges.push_back({chosen, usual_range(frame.draft.experiment, chosen)});
  }
  ui::paragraph(ui, "search.help",
                ui.tr("1e-6..1e-2:log draws each power of ten alike, 10..200 all alike; a, b, c is a list."));
  draw_numbers(frame, state);
  draw_journal(frame, state);
}

// Returns true where it is to be removed.
bool SearchSetupPanel::draw_range(Frame& frame, SearchState& state, size_t index) {
  ui::Ui& ui = frame.ui;
  RangeText& range = state.setup.ranges[index];
  const std::string name = "search.range" + std::to_string(index);
  const float remove = ui.px(28), gap = ui.px(4);
  std::string path = range.path;
  if (ui::combo(ui, name, path, axis_options(ui, frame.draft.experiment),
                ImGui::GetContentRegionAvail().x - remove - gap))
    range = {path, usual_range(frame.draft.experiment, path)};
  ImGui::SameLine(0, gap);
  const bool removed = ui::button(ui, name + ".remove", "✕", {.look = ui::Look::quiet, .size = {remove, 0}});
  ui::text_field(ui, name + ".values", range.values);
  if (index < range_faults_.size() && range_faults_[index]) {
    Issue issue = *range_faults_[index];
    issue.where.clear();  // it stands below the field
    const std::string words = ui.language(issue);
    ImGui::PushTextWrapPos(0);
    ui::text(ui, words, ui.theme.error, ui.fonts.caption);
    ImGui::PopTextWrapPos();
    ui.mark(name + ".fault", words);
  }
  ImGui::Dummy({0, ui.px(2)});
  return removed;
}

void SearchSetupPanel::draw_numbers(Frame& frame, SearchState& state) {
  ui::Ui& ui = frame.ui;
  SearchSetup& setup = state.setup;
  const float width = std::min(ui.px(field_width), ImGui::GetContentRegionAvail().x);
  ImGui::Dummy({0, ui.px(4)});
  ui::row(ui, ui.tr("Trials"), ui.tr("How many settings are drawn. More of them go on where fewer ended."), {}, width);
  ui::number(ui, "search.trials", setup.trials, {.min = 1, .max = most_trials, .logarithmic = true, .width = width});
  ui::row(ui, ui.tr("Seed"), ui.tr("Of the numbers that are drawn: a trial depends on it and on its place alone."), {},
          width);
  ui::number(ui, "search.seed", setup.seed, {.min = 0, .max = 2'000'000'000, .width = width});
  ui::row(ui, ui.tr("Steps"), ui.tr("Of each trial."), {}, width);
  const std::string all(ui.tr("all epochs"));
  ui::number(ui, "search.steps", setup.steps, {.min = 0, .max = 2e9, .logarithmic = true, .zero = all, .width = width});
  ui::row(ui, ui.tr("Stop early"),
          ui.tr("Successive halving: a third of the trials goes on after 1/27, 1/9 and 1/3 of the steps."));
  ui::checkbox(ui, "search.early_stop", setup.early_stop);
  const bool of_range = std::ranges::any_of(range_faults_, [](const auto& fault) { return fault.has_value(); });
  if (fault_ && !of_range) ui::notice(ui, "search.fault", ui::Tone::error, ui.language(*fault_));
}

void SearchSetupPanel::draw_journal(Frame& frame, SearchState& state) {
  ui::Ui& ui = frame.ui;
  ImGui::Dummy({0, ui.px(4)});
  ui::heading(ui, ui.tr("Journal"));
  ui::text_field(ui, "search.journal", state.setup.journal);
  ui::tooltip(
      ui, {},
      ui.tr("A file to which each trial is written, so that the search can go on after anything; empty: none."));
  ui::paragraph(
      ui, "search.journal.help",
      ui.tr("The file this search writes, and goes on from. Open that of saddle search to watch it here as it grows."));
  if (ui::button(ui, "search.open", ui.tr("Open a journal"), {.tooltip = keys_of(Action::open)})) {
    frame.focus.wanted_action = Action::open;
    frame.focus.suggested_file = state.setup.journal;
  }
  if (state.following)
    ui::paragraph(ui, "search.followed", fmt::format(fmt::runtime(ui.tr("Following {}")), state.journal));
}

}  // namespace saddle::app
