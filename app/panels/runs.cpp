#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_map>

#include <fmt/format.h>

#include "model/panel.h"
#include "model/runs/run_shelf.h"
#include "model/studies/runs_study.h"
#include "panels/runs/comparison_buttons.h"
#include "panels/runs/run_words.h"
#include "plot/stroke.h"
#include "plot/text.h"
#include "ui/flow.h"
#include "ui/keys.h"
#include "ui/widgets.h"

// The runs that were kept: shown or hidden, named, begun again with one thing changed.
namespace saddle::panels {
namespace {

using namespace app;

class RunsPanel final : public Panel {
 public:
  void draw(Frame& frame) override;

 private:
  void draw_live(Frame& frame);
  void draw_all(Frame& frame);
  void race_shown(Frame& frame);
  void draw_run(Frame& frame, const KeptRun& run, const std::string& mark);
  bool is_out_of_sight(const KeptRun& run) const;
  void draw_name(Frame& frame, const KeptRun& run, const std::string& mark);
  void draw_commands(Frame& frame, const KeptRun& run, const std::string& mark);
  const Experiment& chosen(const Frame& frame) const;

  std::string selected_;  // id; empty: what is trained now
  std::string renaming_, name_;
  ComparisonButtons comparisons_;
  std::string deleting_;                            // asked for once; a second time does it
  bool unraced_ = false;                            // those that were to race cannot
  std::unordered_map<std::string, float> heights_;  // in the list, by id, as last drawn
};

// The editor names it as the preset it began as, where it is one.
Draft draft_of(const Experiment& experiment, const std::vector<Preset>& presets) {
  const Preset* origin = origin_of(experiment, presets);
  return {origin ? origin->name : experiment.name, experiment};
}

// Begins a run of this experiment, which becomes the draft.
void begin(Frame& frame, const Experiment& experiment) {
  frame.draft = draft_of(experiment, frame.presets);
  frame.training.send(command::Start{.experiment = experiment, .data_directory = frame.data_directory, .run = true});
}

void swatch(ui::Ui& ui, int color, ImVec2 corner, float height) {
  const plot::Style& style = ui.plots.style;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float y = std::round(corner.y + height / 2) + 0.5f, width = ui.px(24);
  plot::stroke(list, std::array{ImVec2{corner.x, y}, ImVec2{corner.x + width, y}},
               {style.series(color), ui.px(2), plot::Dash::solid});
  plot::draw_marker(list, plot::series_marker(color), {corner.x + width / 2, y}, ui.px(4), style.series(color),
                    ui.theme.panel);
}

const Experiment& RunsPanel::chosen(const Frame& frame) const {
  const auto run = std::ranges::find(frame.runs.runs(), selected_, &KeptRun::id);
  return run == frame.runs.runs().end() ? frame.draft.experiment : run->experiment;
}

void RunsPanel::draw(Frame& frame) {
  ui::Ui& ui = frame.ui;
  const auto& runs = frame.runs.runs();
  if (std::ranges::find(runs, selected_, &KeptRun::id) == runs.end()) selected_.clear();
  if (const Experiment* changed = comparisons_.draw(frame, chosen(frame))) begin(frame, *changed);
  ImGui::Dummy({0, ui.px(2)});
  ImGui::BeginChild("###list", {0, std::max(ImGui::GetContentRegionAvail().y, ui.px(110))}, false);
  draw_live(frame);
  draw_all(frame);
  const bool none = runs.empty();
  for (size_t i = 0; i < runs.size(); ++i) {
    if (frame.runs.is_live(runs[i]) || is_out_of_sight(runs[i])) continue;
    const KeptRun run = runs[i];  // what is pressed may change it
    const float top = ImGui::GetCursorScreenPos().y;
    draw_run(frame, run, "run" + std::to_string(i));
    heights_[run.id] = ImGui::GetCursorScreenPos().y - top;
  }
  if (none) {
    ImGui::PushTextWrapPos(0);
    ui::caption(ui, ui.tr("A run that ends or is stopped stays here when the next one begins, and its curves beside "
                          "those of the next."));
    ImGui::PopTextWrapPos();
  }
  ImGui::EndChild();
}

// Takes the room of a run above or below what is scrolled into view, once it has been drawn: there may be thousands.
bool RunsPanel::is_out_of_sight(const KeptRun& run) const {
  const auto known = heights_.find(run.id);
  const float height = known != heights_.end() ? known->second : 2 * ImGui::GetFrameHeightWithSpacing();
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  const float spacing = ImGui::GetStyle().ItemSpacing.y;
  if (height <= spacing || run.id == renaming_ || ImGui::IsRectVisible(corner, {corner.x + 1, corner.y + height}))
    return false;
  ImGui::Dummy({0, height - spacing});
  return true;
}

// What concerns all kept runs.
void RunsPanel::draw_all(Frame& frame) {
  ui::Ui& ui = frame.ui;
  std::vector<std::string> kept;  // by id
  size_t hidden = 0;
  for (const KeptRun& run : frame.runs.runs()) {
    if (frame.runs.is_live(run)) continue;
    kept.push_back(run.id);
    hidden += run.shown ? 0 : 1;
  }
  if (kept.size() < 2) return;
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {ui.px(8), ui.px(3)});
  ui::Flow flow(ui, ui.px(6));
  const bool one = !selected_.empty();
  if (flow.button("runs.hide", one ? ui.tr("Hide the others") : ui.tr("Hide all"), {.enabled = hidden < kept.size()})) {
    for (const std::string& id : kept) frame.runs.show(id, id == selected_);
  }
  if (flow.button("runs.show", ui.tr("Show all"), {.enabled = hidden > 0})) {
    for (const std::string& id : kept) frame.runs.show(id, true);
  }
  if (flow.button(
          "runs.race", ui.tr("Race these"),
          {.tooltip = ui.tr("Those that are shown, again over several seeds, side by side: in the lab Compare")}))
    race_shown(frame);
  constexpr const char* all = "all";
  const bool sure = deleting_ == all;
  const std::string really = fmt::format(fmt::runtime(ui.tr("Really delete {} runs?")), kept.size());
  if (flow.button("runs.delete", sure ? std::string_view(really) : ui.tr("Delete all"),
                  {.look = sure ? ui::Look::danger : ui::Look::plain})) {
    if (sure) {
      for (const std::string& id : kept) frame.runs.remove(id);
    }
    deleting_ = sure ? std::string() : all;
  }
  ImGui::PopStyleVar();
  if (unraced_ &&
      ui::notice(ui, "runs.unraced", ui::Tone::note,
                 ui.tr("What is shown does not differ, or differs in its data or layers, which cannot race. Show "
                       "two runs at least of the same layers."),
                 ui.tr("OK")))
    unraced_ = false;
}

void RunsPanel::race_shown(Frame& frame) {
  std::vector<Experiment> shown;
  for (const KeptRun& run : frame.runs.runs()) {
    if (run.shown) shown.push_back(run.experiment);
  }
  std::ranges::reverse(shown);  // the oldest first
  frame.focus.wanted_study = study_of_runs(shown);
  frame.focus.wanted_lab = frame.focus.wanted_study ? "compare" : "";
  unraced_ = !frame.focus.wanted_study;
}

void RunsPanel::draw_live(Frame& frame) {
  ui::Ui& ui = frame.ui;
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  const float height = ui.px(28), indent = ui.px(28);
  // What is trained, not what is being prepared.
  const auto& trained = frame.training.now.experiment;
  const std::string title = fmt::format("{} · {}", ui.tr("this run"),
                                        title_of(ui, trained ? *trained : frame.draft.experiment, frame.presets));
  swatch(ui, 0, {corner.x + indent, corner.y}, height);
  ImGui::SetCursorScreenPos({corner.x + indent + ui.px(34), corner.y});
  ImGui::PushStyleVar(ImGuiStyleVar_SelectableTextAlign, {0, 0.5f});
  const std::string fitted = plot::shortened(title, ImGui::GetContentRegionAvail().x);
  if (ImGui::Selectable(ui::labeled(fitted, "live").c_str(), selected_.empty(), 0, {0, height})) selected_.clear();
  ImGui::PopStyleVar();
  ui.mark("run.live", title);
  if (fitted != title) ui::tooltip(ui, {}, title);
}

void RunsPanel::draw_run(Frame& frame, const KeptRun& run, const std::string& mark) {
  ui::Ui& ui = frame.ui;
  ImGui::PushID(run.id.c_str());
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  const float height = ui.px(24), indent = ui.px(28);
  bool shown = run.shown;
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {ui.px(2), ui.px(2)});
  if (ui::checkbox(ui, mark + ".show", shown)) frame.runs.show(run.id, shown);
  ImGui::PopStyleVar();
  ui::tooltip(ui, {}, ui.tr("Shown in the figures, or hidden"));
  swatch(ui, run.color, {corner.x + indent, corner.y}, height);
  ImGui::SetCursorScreenPos({corner.x + indent + ui.px(34), corner.y});
  // What is said of a run stands closer to its name than to the next.
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {ImGui::GetStyle().ItemSpacing.x, ui.px(2)});
  ImGui::BeginGroup();
  draw_name(frame, run, mark);
  ImGui::PushTextWrapPos(0);
  const std::string summary = summary_of(ui, run, frame.presets);
  ui::caption(ui, summary);
  ui.mark(mark + ".summary", summary);
  ImGui::PopTextWrapPos();
  if (selected_ == run.id) draw_commands(frame, run, mark);
  ImGui::EndGroup();
  ImGui::PopStyleVar();
  ImGui::Dummy({0, ui.px(4)});
  ImGui::PopID();
}

void RunsPanel::draw_name(Frame& frame, const KeptRun& run, const std::string& mark) {
  ui::Ui& ui = frame.ui;
  const std::string title = title_of(ui, run, frame.presets);
  if (renaming_ != run.id) {
    ImGui::PushStyleVar(ImGuiStyleVar_SelectableTextAlign, {0, 0.5f});
    const std::string fitted = plot::shortened(title, ImGui::GetContentRegionAvail().x);
    const bool pressed = ImGui::Selectable(ui::labeled(fitted, "name").c_str(), selected_ == run.id,
                                           ImGuiSelectableFlags_AllowDoubleClick, {0, ui.px(22)});
    ImGui::PopStyleVar();
    if (pressed) {
      selected_ = run.id;
      deleting_.clear();
      if (ImGui::IsMouseDoubleClicked(0)) {
        renaming_ = run.id;
        name_ = title;
      }
    }
    ui.mark(mark, title);
    if (fitted != title) ui::tooltip(ui, {}, title);
    return;
  }
  if (!ImGui::IsAnyItemActive()) ImGui::SetKeyboardFocusHere();
  ui::text_field(ui, mark + ".field", name_);
  if (!ImGui::IsItemDeactivated()) return;
  const bool given_up = ui::key_pressed(ImGuiKey_Escape);
  if (!given_up)
    frame.runs.rename(run.id, name_ == title_of(ui, run.experiment, frame.presets) ? std::string() : name_);
  renaming_.clear();
}

void RunsPanel::draw_commands(Frame& frame, const KeptRun& run, const std::string& mark) {
  ui::Ui& ui = frame.ui;
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {ui.px(8), ui.px(3)});
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {ImGui::GetStyle().ItemSpacing.x, ui.px(5)});
  ui::Flow flow(ui, ui.px(6));
  if (flow.button(
          mark + ".restore", ui.tr("Restore"),
          {.tooltip = ui.tr("Puts this run's experiment into the editor on the left. Ctrl+Z takes it back.")})) {
    frame.draft = draft_of(run.experiment, frame.presets);
  }
  if (flow.button(mark + ".again", ui.tr("Run again"), {})) begin(frame, run.experiment);
  if (flow.button(mark + ".rename", ui.tr("Rename"), {})) {
    renaming_ = run.id;
    name_ = title_of(ui, run, frame.presets);
  }
  const bool sure = deleting_ == run.id;
  if (flow.button(mark + ".delete", sure ? ui.tr("Really delete?") : ui.tr("Delete"),
                  {.look = sure ? ui::Look::danger : ui::Look::plain})) {
    if (sure) frame.runs.remove(run.id);
    deleting_ = sure ? std::string() : run.id;
  }
  ImGui::PopStyleVar(2);
}

}  // namespace

PanelType runs() {
  return {"runs", "Runs", "Runs that were kept: compared, named, begun again with one thing changed.", 2,
          [] { return std::make_unique<RunsPanel>(); }};
}

}  // namespace saddle::panels
