#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "model/shortcuts.h"
#include "panels/curves/panel.h"
#include "plot/number.h"
#include "plot/text.h"
#include "ui/toolbar.h"
#include "ui/widgets.h"

// Back in time: the cursor on the curves, and the row that steps, replays and continues from there.
namespace saddle::app {
namespace {

using Form = ui::Toolbar::Form;

std::string number(int64_t n) { return plot::value_text(static_cast<double>(n), plot::Format::integer); }

// At which step the panels look.
std::string where(const ui::Ui& ui, const std::optional<int64_t>& step, int64_t steps) {
  if (!step) return std::string(ui.tr("now"));
  return fmt::format(fmt::runtime(ui.tr("step {} of {} – the past")), number(*step), number(steps));
}

struct TimeButton {
  const char* name;
  std::string_view label;
  int rank;
  bool enabled;
  std::string help;
  void (*press)(Frame&);
  ui::Look look = ui::Look::plain;
};

void add(Frame& frame, ui::Toolbar& row, const TimeButton& button, float width = 0) {
  row.add({.name = button.name,
           .width = width > 0 ? width : ui::button_width(button.label),
           .rank = button.rank,
           .draw =
               [&frame, button, width](Form) {
                 const bool pressed = ui::button(
                     frame.ui, button.name, button.label,
                     {.look = button.look, .size = {width, 0}, .enabled = button.enabled, .tooltip = button.help});
                 if (pressed) button.press(frame);
                 return pressed;
               },
           .gap = frame.ui.px(6)});
}

std::string memory_words(const ui::Ui& ui, double megabytes) {
  return fmt::format(fmt::runtime(ui.tr("memory: {} of")),
                     megabytes < 10 ? fmt::format("{:.1f}", megabytes) : fmt::format("{:.0f}", megabytes));
}

// How much memory the past may take, and takes.
void draw_memory(Frame& frame, const std::string& words, float field) {
  ui::Ui& ui = frame.ui;
  const Moments& moments = frame.training.now.moments;
  const size_t count = moments.steps ? moments.steps->size() : 0;
  ImGui::AlignTextToFramePadding();
  ui::caption(ui, words);
  ImGui::SameLine(0, ui.px(5));
  ui::number(ui, "time.memory", frame.workspace.moments,
             {.min = 0, .max = most_moments_mb, .zero = ui.tr("off"), .words = "{} MB", .width = field});
  ui::tooltip(ui, ui.tr("Memory for the past"),
              fmt::format(fmt::runtime(ui.tr("{} moments of this run are kept, in {} of {} MB. Where they do not fit, "
                                             "the middle of the run is thinned. Training pays at most 2 % for it.")),
                          count, fmt::format("{:.1f}", static_cast<double>(moments.bytes) / (1 << 20)),
                          frame.workspace.moments));
}

}  // namespace

void CurvesPanel::draw_time(Frame& frame) {
  ui::Ui& ui = frame.ui;
  if (ui.theme.on_paper) return;
  const RunSnapshot& now = frame.training.now;
  const TimeTravel& time = frame.focus.time;
  const bool can = can_look_back(frame), past = time.step.has_value();
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {ui.px(8), ui.px(3)});
  ui::Toolbar row("time.more");
  const std::string words = where(ui, time.step, now.steps);
  const int64_t most = std::max<int64_t>({now.total_steps, now.steps, 9'999});
  ImGui::PushFont(ui.fonts.strong);
  const float label =
      std::max(ImGui::CalcTextSize(words.c_str()).x, ImGui::CalcTextSize(where(ui, most, most).c_str()).x);
  ImGui::PopFont();
  const float play = std::max(ui::button_width(ui.tr("Replay")), ui::button_width(ui.tr("Stop")));
  add(frame, row,
      {"time.replay", time.plays ? ui.tr("Stop") : ui.tr("Replay"), 90, can,
       with_keys(ui.tr("How it learned, from the first step to now. Or drag the mark on the axis of the curves: every "
                       "panel goes back to that step."),
                 Action::replay),
       replay},
      play);
  add(frame, row,
      {"time.earlier", "<", 80, can, with_keys(ui.tr("One kept moment back in time"), Action::earlier),
       [](Frame& f) { look_by(f, -1); }});
  add(frame, row,
      {"time.later", ">", 80, can && past, with_keys(ui.tr("One kept moment forward"), Action::later),
       [](Frame& f) { look_by(f, 1); }});
  row.add({.name = "time.where",
           .width = label,
           .rank = 70,
           .draw =
               [&ui, words, past](Form) {
                 ImGui::AlignTextToFramePadding();
                 ui::text(ui, words, past ? ui.theme.warning : ui.theme.muted, past ? ui.fonts.strong : ui.fonts.body);
                 ui.mark("time.where", words);
                 return false;
               },
           .gap = ui.px(10),
           .left_out = true});
  if (past) {
    add(frame, row,
        {"time.now", ui.tr("Back to now"), 95, true,
         with_keys(ui.tr("To what the run is after its last step"), Action::now), look_now});
    if (!now.tape) add_branch(frame, row);
  } else {
    const float field = ui.px(76);
    const std::string memory = memory_words(ui, static_cast<double>(now.moments.bytes) / (1 << 20));
    const std::string widest = memory_words(ui, std::max(999, frame.workspace.moments));
    row.add({.name = "time.memory",
             .width = plot::text_size(widest, {.font = ui.fonts.caption}).x + ui.px(5) + field,
             .rank = 20,
             .draw =
                 [&frame, memory, field](Form) {
                   draw_memory(frame, memory, field);
                   return false;
                 },
             .at_end = true});
  }
  row.draw(ui);
  ImGui::PopStyleVar();
  branch_.draw(frame);
}

void CurvesPanel::add_branch(Frame& frame, ui::Toolbar& row) {
  row.add({.name = "time.branch",
           .width = ui::button_width(frame.ui.tr("Continue from here")),
           .rank = 85,
           .draw =
               [this, &frame](Form) {
                 const bool pressed =
                     ui::button(frame.ui, "time.branch", frame.ui.tr("Continue from here"),
                                {.look = ui::Look::primary,
                                 .tooltip = frame.ui.tr("With another optimizer, learning rate, or a layer that begins "
                                                        "anew; this run stays in Runs")});
                 if (pressed) branch_.open(frame);
                 return pressed;
               },
           .gap = frame.ui.px(6)});
}

// On the axis as it stands: at the moment that is looked at, or at the last step.
void CurvesPanel::add_cursor(Frame& frame, plot::Figure& figure, const RunLines& lines) {
  has_cursor_ = false;
  if (!can_look_back(frame) || frame.ui.theme.on_paper) return;
  const RunView run = live(frame);
  if (!lines.can_show(run)) return;
  const auto& step = frame.focus.time.step;
  const auto x = lines.x_of_step(run, static_cast<double>(step.value_or(frame.training.now.steps)));
  if (!x) return;
  cursor_ = {*x, std::numeric_limits<double>::quiet_NaN()};
  has_cursor_ = true;
  figure.cursor(cursor_, step.has_value(), step ? number(*step) : std::string(),
                step ? frame.ui.theme.warning : frame.ui.theme.plot.accent);
}

void CurvesPanel::take_cursor(Frame& frame, const plot::FigureReport& report, const RunLines& lines) {
  if (!has_cursor_) return;
  ui::Ui& ui = frame.ui;
  const plot::View& view = report.layout.view;
  if (view.area.width() > 0) {
    const float x = static_cast<float>(view.pixel_x(cursor_.x)), low = view.area.max.y;
    ui.marks.insert_or_assign("time.cursor", ui::Mark{x - ui.px(5), low - ui.px(10), x + ui.px(5), low,
                                                      frame.focus.time.step ? number(*frame.focus.time.step) : "now"});
  }
  if (report.moved < 0) return;
  frame.focus.time.plays = false;
  // Of all moments, and of now, the one that is drawn nearest to the mouse.
  const RunView run = live(frame);
  const RunSnapshot& now = frame.training.now;
  const auto distance = [&](int64_t step) {
    const auto x = lines.x_of_step(run, static_cast<double>(step));
    return x ? std::abs(view.pixel_x(*x) - view.pixel_x(cursor_.x)) : std::numeric_limits<double>::infinity();
  };
  int64_t nearest = now.steps;
  double least = distance(nearest);
  for (const int64_t step : *now.moments.steps) {
    if (const double away = distance(step); away < least) {
      nearest = step;
      least = away;
    }
  }
  nearest == now.steps ? look_now(frame) : look_back(frame, nearest);
}

}  // namespace saddle::app
