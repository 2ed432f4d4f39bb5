#include <algorithm>
#include <filesystem>
#include <map>
#include <span>

#include <fmt/format.h>

#include "panels/curves/panel.h"
#include "plot/number.h"
#include "plot/text.h"
#include "saddle/catalog.h"
#include "saddle/mend.h"
#include "shell/assets.h"
#include "ui/flow.h"
#include "ui/widgets.h"

// What the narrator says of the run: marks on the curve of the loss, the latest sentence, and a list of all.
namespace saddle::app {
namespace {

constexpr const char* events_popup = "###events";

std::string step_text(int64_t step) { return plot::value_text(static_cast<double>(step), plot::Format::integer); }

// Of a run with a fault to be found nothing is told.
std::span<const Event> events_of(const RunSnapshot& now) {
  if (!now.events || (now.experiment && !now.experiment->fault.empty())) return {};
  return *now.events;
}

ui::Tone tone_of(const Event& event) {
  return event.tone == Event::Tone::error     ? ui::Tone::error
         : event.tone == Event::Tone::warning ? ui::Tone::warning
                                              : ui::Tone::note;
}
ImU32 color_of(const ui::Theme& theme, const Event& event) {
  return event.tone == Event::Tone::error     ? theme.error
         : event.tone == Event::Tone::warning ? theme.warning
                                              : theme.plot.accent;
}

std::string dated(const ui::Ui& ui, const Event& event) {
  return fmt::format(fmt::runtime(ui.tr("Step {}: {}")), step_text(event.step), ui.language(event.sentence));
}

std::string title_of_panel(const ui::Ui& ui, const std::string& name) {
  const auto type = std::ranges::find(panels::all(), std::string_view(name), &PanelType::name);
  return type == panels::all().end() ? std::string() : std::string(ui.tr(type->title));
}

bool has_lesson(const std::string& name) {
  if (name.empty()) return false;
  static std::map<std::string, bool> known;  // the disk is asked once
  const auto found = known.find(name);
  if (found != known.end()) return found->second;
  std::error_code error;
  return known[name] = std::filesystem::exists(assets_directory() / "lessons" / (name + ".md"), error);
}

// What may help, and where to look. True when one was pressed.
bool draw_event_buttons(Frame& frame, const std::string& name, const Event& event, const std::optional<Mend>& mend) {
  ui::Ui& ui = frame.ui;
  ui::Flow row(ui, ui.px(6));
  if (mend) {
    std::string changes;
    for (const Event::Change& change : event.changes) changes += (changes.empty() ? "" : "\n") + to_text(change);
    if (row.button(name + ".mend", ui.language(mend->label), {.tooltip = changes})) {
      mend->apply(frame.draft.experiment);
      return true;
    }
  }
  if (has_lesson(event.lesson) && row.button(name + ".lesson", ui.tr("Lesson"), {.look = ui::Look::quiet})) {
    frame.focus.wanted_lesson = event.lesson;
    return true;
  }
  const std::string panel = event.panel == "curves" ? std::string() : title_of_panel(ui, event.panel);
  if (panel.empty()) return false;
  const std::string label = fmt::format(fmt::runtime(ui.tr("See {}")), panel);
  if (!row.button(name + ".panel", label, {.look = ui::Look::quiet})) return false;
  frame.focus.asked_panel = event.panel;
  return true;
}

}  // namespace

// Trying what is offered takes longer than a frame may, where the data have to be looked at.
void CurvesPanel::find_offers(Frame& frame) {
  const auto& events = frame.training.now.events;
  if (events == offered_ && frame.draft.experiment == offered_to_) return;
  offered_ = events;
  offered_to_ = frame.draft.experiment;
  offers_.clear();
  for (const Event& event : events_of(frame.training.now))
    offers_.push_back(mend_of(frame.draft.experiment, event, frame.data_directory));
}

const Event* CurvesPanel::latest_event(const Frame& frame) {
  const RunSnapshot& now = frame.training.now;
  const auto events = events_of(now);
  if (told_run_ != now.run || told_ > events.size()) told_ = 0;
  told_run_ = now.run;
  return told_ == events.size() || frame.ui.theme.on_paper ? nullptr : &events.back();
}

void CurvesPanel::draw_event(Frame& frame, const Event& event) {
  ui::Ui& ui = frame.ui;
  find_offers(frame);
  const std::optional<Mend> mend = offers_.back();
  std::vector<std::string> actions;
  if (mend) actions.push_back(ui.language(mend->label));
  actions.emplace_back(ui.tr("Dismiss"));
  const int pressed = ui::notice(ui, "run.event", tone_of(event), dated(ui, event), actions);
  if (pressed < 0) return;
  if (mend && pressed == 0) mend->apply(frame.draft.experiment);
  told_ = events_of(frame.training.now).size();
}

void CurvesPanel::draw_events_button(Frame& frame) {
  ui::Ui& ui = frame.ui;
  const auto events = events_of(frame.training.now);
  if (ui::button(ui, "curves.events", ui.tr("Remarks"),
                 {.look = ui::Look::quiet,
                  .enabled = !events.empty(),
                  .tooltip = events.empty() ? ui.tr("Nothing of this run calls for a remark yet")
                                            : ui.tr("What was worth saying of this run, step by step")}))
    ImGui::OpenPopup(events_popup);
  const ImVec2 screen = ImGui::GetIO().DisplaySize, from = ImGui::GetItemRectMin(), to = ImGui::GetItemRectMax();
  const float gap = ui.px(8), width = std::min(ui.px(430), screen.x - 2 * gap), top = to.y + ui.px(6);
  const bool below = top + ui.px(160) < screen.y;
  ImGui::SetNextWindowPos({std::min(from.x, screen.x - width - gap), below ? top : from.y - ui.px(6)}, ImGuiCond_Always,
                          {0, below ? 0.0f : 1.0f});
  ImGui::SetNextWindowSizeConstraints({width, 0}, {width, below ? screen.y - top - gap : from.y - 2 * gap});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ui.px(12), ui.px(10)});
  if (ImGui::BeginPopup(events_popup, ImGuiWindowFlags_NoMove)) {
    if (events.empty()) ImGui::CloseCurrentPopup();
    find_offers(frame);
    for (size_t i = 0; i < events.size(); ++i) {
      if (i > 0) ImGui::Separator();
      const std::string name = fmt::format("event{}", i + 1);
      const std::string head =
          fmt::format("{}  {}", i + 1, fmt::format(fmt::runtime(ui.tr("step {}")), step_text(events[i].step)));
      ui::text(ui, head, color_of(ui.theme, events[i]), ui.fonts.strong);
      ui::paragraph(ui, name, ui::capitalized(ui.language(events[i].sentence), events[i].sentence));
      // What was pressed may have made another run.
      if (draw_event_buttons(frame, name, events[i], std::optional(offers_[i]))) {
        ImGui::CloseCurrentPopup();
        break;
      }
    }
    ImGui::EndPopup();
  }
  ImGui::PopStyleVar();
}

void CurvesPanel::add_event_marks(Frame& frame, plot::Figure& figure, const RunLines& lines) {
  const RunView run = live(frame);
  if (!lines.can_show(run)) return;
  const auto events = events_of(frame.training.now);
  for (size_t i = 0; i < events.size(); ++i) {
    if (const auto x = lines.x_of_step(run, static_cast<double>(events[i].step)))
      figure.vertical_line(*x, std::to_string(i + 1),
                           {.color = color_of(frame.ui.theme, events[i]), .dash = plot::Dash::dotted});
  }
}

// The number above each line says what it stands for where the mouse rests on it.
void CurvesPanel::take_event_marks(Frame& frame, const plot::FigureReport& report, const RunLines& lines) {
  ui::Ui& ui = frame.ui;
  const plot::View& view = report.layout.view;
  const RunView run = live(frame);
  const auto events = events_of(frame.training.now);
  if (view.area.width() <= 0 || !lines.can_show(run)) return;
  for (size_t i = 0; i < events.size(); ++i) {
    const auto x = lines.x_of_step(run, static_cast<double>(events[i].step));
    if (!x || !view.x.range.contains(*x)) continue;
    const float at = static_cast<float>(view.pixel_x(*x)), top = view.area.min.y;
    const ImVec2 low{at - ui.px(4), top}, high{at + ui.px(16), top + ui.px(22)};
    ui.marks.insert_or_assign(fmt::format("curves.event{}", i + 1),
                              ui::Mark{low.x, low.y, high.x, high.y, dated(ui, events[i])});
    if (!report.hovered || !ImGui::IsMouseHoveringRect(low, high)) continue;
    ImGui::BeginTooltip();
    ImGui::PushTextWrapPos(ui.px(360));
    ui::text(ui, dated(ui, events[i]), ui.theme.text, ui.fonts.body);
    ImGui::PopTextWrapPos();
    ImGui::EndTooltip();
  }
}

}  // namespace saddle::app
