#include "lessons/card.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "lessons/lesson_text.h"
#include "plot/text.h"
#include "ui/widgets.h"

namespace saddle::app {
namespace {

using StepKind = LessonStep::Kind;
using Event = CardEvent::Kind;

// In pixels at a scale of 1.
constexpr float usual_card = 316, least_card = 236, folded_height = 44;

std::string_view kind_title(const ui::Ui& ui, StepKind kind, bool again) {
  if (again) return ui.tr("Once more");
  switch (kind) {
    case StepKind::look:
      return ui.tr("Look");
    case StepKind::act:
      return ui.tr("Do");
    case StepKind::predict:
      return ui.tr("Predict");
    case StepKind::explain:
      return ui.tr("Explain");
  }
  return {};
}

std::string step_count(const ui::Ui& ui, const LessonPlayer& player) {
  return fmt::format(fmt::runtime(ui.tr("Step {} of {}")), player.place() + 1, player.lesson().steps.size());
}

// What is to be pressed to go on.
std::string_view way_on(const ui::Ui& ui, const LessonPlayer& player) {
  if (player.at_end()) return ui.tr("Leave the lesson");
  return player.can_go_on() ? ui.tr("Next") : ui.tr("Skip");
}

CardEvent draw_way_on(ui::Ui& ui, const LessonPlayer& player, float width) {
  const bool ready = player.at_end() || player.can_go_on();
  if (!ui::button(ui, "lesson.next", way_on(ui, player),
                  {.look = ready ? ui::Look::primary : ui::Look::plain,
                   .size = {width, 0},
                   .tooltip = player.at_end() ? ui.tr("Everything is again as it was before it.")
                              : ready         ? ui.tr("The next step  (Space)")
                                              : ui.tr("Leaves this step undone; you can come back.")}))
    return {};
  return {player.at_end() ? Event::leave : Event::next};
}

// Wide enough for each of its words, so that nothing moves when it says another.
float width_of_way_on(const ui::Ui& ui) {
  float width = 0;
  ImGui::PushFont(ui.fonts.strong);
  for (const std::string_view word : {ui.tr("Next"), ui.tr("Skip"), ui.tr("Leave the lesson")})
    width = std::max(width, ImGui::CalcTextSize(word.data(), word.data() + word.size()).x);
  ImGui::PopFont();
  return width + 2 * ImGui::GetStyle().FramePadding.x;
}

}  // namespace

LessonCard::Areas LessonCard::areas(const ui::Ui& ui, ImVec2 corner, ImVec2 size) const {
  const float gap = ui.px(10);
  if (folded_) {
    const float height = ui.px(folded_height);
    return {{corner.x + gap, corner.y + gap},
            {size.x - 2 * gap, height},
            {corner.x, corner.y + gap + height},
            {size.x, std::max(1.0f, size.y - gap - height)}};
  }
  const float width = std::floor(std::clamp(size.x * 0.24f, ui.px(least_card), ui.px(usual_card)));
  return {{corner.x + size.x - gap - width, corner.y + gap},
          {width, std::max(1.0f, size.y - 2 * gap)},
          corner,
          {std::max(1.0f, size.x - gap - width), size.y}};
}

void LessonCard::learn(const ui::Ui& ui, const LessonPlayer& player) {
  const LessonStep* step = player.step();
  if (step != step_) frames_ = 0;
  ++frames_;
  if (step == step_ && dark_ == ui.theme.dark && !colors_.empty()) return;
  step_ = step;
  dark_ = ui.theme.dark;
  colors_.clear();
  if (!step) return;
  int next = 0;
  const auto name = [&](const std::string& mark) {
    if (!colors_.contains(mark)) colors_[mark] = readable(ui.theme.plot.series(next++), ui.theme.panel, ui.theme.text);
  };
  for (const std::string& mark : marks_in(step->text.english)) name(mark);
  for (const std::string& mark : step->points) name(mark);
}

CardEvent LessonCard::draw(ui::Ui& ui, const LessonPlayer& player, const Areas& areas, bool busy) {
  learn(ui, player);
  hot_.clear();
  ImGui::SetCursorScreenPos(areas.card_corner);
  ImGui::BeginChild(
      "###lesson.card", areas.card_size, false,
      ImGuiWindowFlags_AlwaysUseWindowPadding | ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
  CardEvent event;
  const auto take = [&](const CardEvent& pressed) {
    if (pressed.kind != Event::none) event = pressed;
  };
  if (folded_) {
    take(draw_strip(ui, player));
  } else {
    take(draw_head(ui, player));
    const float foot = ImGui::GetFrameHeight() + ui.px(10);
    ImGui::PushStyleColor(ImGuiCol_ChildBg, 0);
    ImGui::BeginChild("###lesson.body", {0, ImGui::GetContentRegionAvail().y - foot});
    ImGui::PopStyleColor();
    take(draw_step(ui, player, busy));
    ImGui::EndChild();
    ImGui::Dummy({0, ui.px(4)});
    take(draw_foot(ui, player));
  }
  ImGui::EndChild();
  ui.marks.insert_or_assign("lesson.card",
                            ui::Mark{areas.card_corner.x, areas.card_corner.y, areas.card_corner.x + areas.card_size.x,
                                     areas.card_corner.y + areas.card_size.y, player.lesson().name});
  return event;
}

CardEvent LessonCard::draw_strip(ui::Ui& ui, const LessonPlayer& player) {
  CardEvent event;
  const float button = width_of_way_on(ui), side = ImGui::GetFrameHeight();
  const std::string& language = ui.language.code();
  ImGui::SetCursorPosY(std::floor((ImGui::GetWindowHeight() - side) / 2));
  ImGui::AlignTextToFramePadding();
  std::string words = player.lesson().title.in(language) + " · " +
                      (player.at_end() ? std::string(ui.tr("finished"))
                                       : step_count(ui, player) + " · " + player.step()->title.in(language));
  if (player.has_goal()) words += player.reached() ? " ✓" : "";
  const float room = ImGui::GetContentRegionAvail().x - button - 2 * side - ui.px(40);
  ui::text(ui, plot::shortened(words, room, {.font = ui.fonts.body}), player.reached() ? ui.theme.good : ui.theme.text,
           ui.fonts.body);
  ui.mark("lesson.strip", words);
  ImGui::SameLine();
  ImGui::SetCursorPosX(ImGui::GetWindowWidth() - ImGui::GetStyle().WindowPadding.x - button - 2 * (side + ui.px(6)));
  if (const CardEvent pressed = draw_way_on(ui, player, button); pressed.kind != Event::none) event = pressed;
  ImGui::SameLine(0, ui.px(6));
  if (ui::button(ui, "lesson.fold", "▾",
                 {.look = ui::Look::quiet, .size = {side, 0}, .tooltip = ui.tr("Shows the card of the lesson")}))
    event = {Event::fold};
  ImGui::SameLine(0, ui.px(6));
  if (ui::button(ui, "lesson.leave", "✕",
                 {.look = ui::Look::quiet,
                  .size = {side, 0},
                  .tooltip = ui.tr("Leaves the lesson: everything is again as it was before it")}))
    event = {Event::leave};
  return event;
}

CardEvent LessonCard::draw_head(ui::Ui& ui, const LessonPlayer& player) const {
  CardEvent event;
  const float side = ui.px(26), room = ImGui::GetContentRegionAvail().x - 2 * side - ui.px(6);
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  const float right = corner.x + ImGui::GetContentRegionAvail().x;
  const std::string& title = player.lesson().title.in(ui.language.code());
  ImGui::PushTextWrapPos(ImGui::GetCursorPosX() + room);
  ui::text(ui, title, ui.theme.muted, ui.fonts.caption);
  ImGui::PopTextWrapPos();
  ui.mark("lesson.title", title);
  const ImVec2 below = ImGui::GetCursorScreenPos();
  ImGui::SetCursorScreenPos({right - 2 * side, corner.y - ui.px(5)});
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {0, 0});
  if (ui::button(
          ui, "lesson.fold", "▴",
          {.look = ui::Look::quiet, .size = {side, side}, .tooltip = ui.tr("Folds the card: the lab has the room")}))
    event = {Event::fold};
  ImGui::SameLine(0, 0);
  if (ui::button(ui, "lesson.leave", "✕",
                 {.look = ui::Look::quiet,
                  .size = {side, side},
                  .tooltip = ui.tr("Leaves the lesson: everything is again as it was before it")}))
    event = {Event::leave};
  ImGui::PopStyleVar();
  ImGui::SetCursorScreenPos({corner.x, std::max(below.y, corner.y + side - ui.px(2))});
  // How far one is: a dash a step.
  const size_t steps = player.lesson().steps.size();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float gap = ui.px(3), width = ImGui::GetContentRegionAvail().x,
              dash = (width - gap * static_cast<float>(steps - 1)) / static_cast<float>(steps);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  for (size_t i = 0; i < steps; ++i) {
    const float left = at.x + static_cast<float>(i) * (dash + gap);
    const bool past = player.at_end() || player.again() || i < player.place(), here = !past && i == player.place();
    list.AddRectFilled({left, at.y}, {left + dash, at.y + ui.px(4)},
                       here   ? ui.theme.accent
                       : past ? plot::mix(ui.theme.accent, ui.theme.panel, 0.5f)
                              : ui.theme.border,
                       ui.px(2));
  }
  ImGui::Dummy({width, ui.px(8)});
  return event;
}

CardEvent LessonCard::draw_step(ui::Ui& ui, const LessonPlayer& player, bool busy) {
  if (player.at_end()) {
    draw_end(ui, player);
    return {};
  }
  const LessonStep& step = *player.step();
  const std::string& language = ui.language.code();
  const std::string_view kind = kind_title(ui, step.kind, player.again());
  ui::caption(ui, player.again() ? std::string(kind) : fmt::format("{} · {}", step_count(ui, player), kind));
  ui.mark("lesson.step", fmt::format("{}", player.place() + 1));
  ImGui::PushTextWrapPos(0);
  ui::text(ui, step.title.in(language), ui.theme.text, ui.fonts.title);
  ImGui::PopTextWrapPos();
  ui.mark("lesson.step.title", step.title.in(language));
  ImGui::Dummy({0, ui.px(2)});
  const LessonTextEvent text = draw_lesson_text(ui, "lesson.text", step.text.in(language), colors_, over_);
  hot_ = text.hovered;
  if (text.clicked) asked_ = text.hovered;
  ImGui::Dummy({0, ui.px(4)});
  const CardEvent event = step.asks() ? draw_choices(ui, player, busy) : CardEvent{};
  draw_goal(ui, player);
  return event;
}

void LessonCard::draw_goal(ui::Ui& ui, const LessonPlayer& player) const {
  if (!player.has_goal()) return;
  const bool waits = player.waits_for_choice(), reached = player.reached();
  const std::string_view words = waits     ? ui.tr("Choose first: then it can run")
                                 : reached ? ui.tr("Goal reached")
                                           : ui.tr("Goal not reached yet");
  ImGui::Dummy({0, ui.px(4)});
  ui::text(ui, fmt::format("{} {}", reached ? "✓" : "○", words), reached ? ui.theme.good : ui.theme.muted,
           ui.fonts.body);
  ui.mark("lesson.goal", reached ? "reached" : "open");
  ui::tooltip(ui, ui.tr("The goal of this step"), ui.tr("However you get there counts."), player.step()->until->text());
}

void LessonCard::draw_end(ui::Ui& ui, const LessonPlayer& player) const {
  ImGui::PushTextWrapPos(0);
  ui::text(ui, ui.tr("The lesson is finished"), ui.theme.text, ui.fonts.title);
  ImGui::PopTextWrapPos();
  ui.mark("lesson.end", player.lesson().name);
  ImGui::PushTextWrapPos(0);
  ui::text(ui, player.lesson().about.in(ui.language.code()), ui.theme.text, ui.fonts.body);
  const std::string left =
      player.missed().empty()
          ? std::string(ui.tr("Every question was answered."))
          : fmt::format(fmt::runtime(ui.tr("Questions that were left open: {}")), player.missed().size());
  ui::text(ui, left, player.missed().empty() ? ui.theme.good : ui.theme.muted, ui.fonts.body);
  ImGui::PopTextWrapPos();
  ui.mark("lesson.missed", fmt::format("{}", player.missed().size()));
}

CardEvent LessonCard::draw_foot(ui::Ui& ui, const LessonPlayer& player) const {
  CardEvent event;
  const float width = ImGui::GetContentRegionAvail().x, on = std::min(width_of_way_on(ui), width * 0.68f);
  if (ui::button(ui, "lesson.back", ui.tr("Back|step"), {.look = ui::Look::quiet, .enabled = player.can_go_back()}))
    event = {Event::back};
  ImGui::SameLine();
  ImGui::SetCursorPosX(ImGui::GetWindowWidth() - ImGui::GetStyle().WindowPadding.x - on);
  if (const CardEvent pressed = draw_way_on(ui, player, on); pressed.kind != Event::none) event = pressed;
  return event;
}

}  // namespace saddle::app
