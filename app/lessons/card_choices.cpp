#include <cmath>

#include <fmt/format.h>

#include "lessons/card.h"
#include "plot/text.h"
#include "ui/widgets.h"

// The choices of a question, and what there is to say to the one that was made.
namespace saddle::app {
namespace {

// A choice over the whole width, its words in lines.
bool draw_choice(ui::Ui& ui, const std::string& name, const std::string& words, std::string_view sign, ImU32 ink,
                 bool chosen, bool enabled) {
  const float width = ImGui::GetContentRegionAvail().x, padding = ui.px(10), column = ui.px(22);
  const auto lines = plot::wrapped(words, width - 2 * padding - column, 6, {.font = ui.fonts.body});
  const float size = plot::font_size(ui.fonts.body), line = std::floor(size * 1.35f),
              height = line * static_cast<float>(lines.size()) + ui.px(13);
  const ImVec2 corner = ImGui::GetCursorScreenPos(), end{corner.x + width, corner.y + height};
  ImGui::BeginDisabled(!enabled);
  const bool pressed = ImGui::InvisibleButton(name.c_str(), {width, height});
  const bool hovered = ImGui::IsItemHovered();
  ImGui::EndDisabled();
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.AddRectFilled(corner, end, hovered ? ui.theme.field_hovered : ui.theme.field, ui.px(6));
  if (chosen) list.AddRect(corner, end, ink, ui.px(6), 0, ui.px(1.5f));
  const float top = corner.y + ui.px(6);
  list.AddText(ui.fonts.strong, plot::font_size(ui.fonts.strong), {corner.x + padding, top}, ink, sign.data(),
               sign.data() + sign.size());
  for (size_t i = 0; i < lines.size(); ++i)
    list.AddText(ui.fonts.body, size, {corner.x + padding + column, top + line * static_cast<float>(i)},
                 enabled || chosen ? ui.theme.text : ui.theme.muted, lines[i].c_str());
  ui.mark(name, words, enabled);
  return pressed;
}

}  // namespace

CardEvent LessonCard::draw_choices(ui::Ui& ui, const LessonPlayer& player, bool busy) const {
  CardEvent event;
  const std::string& language = ui.language.code();
  const auto& choices = player.step()->choices;
  for (size_t i = 0; i < choices.size(); ++i) {
    const int choice = static_cast<int>(i);
    const bool chosen = player.chosen() == choice, known = player.revealed() && (chosen || player.is_right(choice)),
               told = known && (player.step()->kind == LessonStep::Kind::predict || chosen);
    const bool right = told && player.is_right(choice);
    const ImU32 ink = right ? ui.theme.good : told ? ui.theme.error : chosen ? ui.theme.accent : ui.theme.muted;
    const std::string_view sign = right ? "✓" : told ? "✗" : chosen ? "●" : "○";
    if (draw_choice(ui, fmt::format("lesson.choice{}", i), choices[i].text.in(language), sign, ink, chosen,
                    player.can_choose()))
      event = {CardEvent::Kind::choose, choice};
  }
  const LessonChoice* answered = player.answered();
  if (!answered && player.can_choose() && !player.chosen() &&
      ui::button(ui, "lesson.ask", ui.tr("Ask the class"),
                 {.look = ui::Look::quiet,
                  .tooltip = ui.tr("Asks the class to predict what will come of it: a show of hands, twice")}))
    event = {CardEvent::Kind::ask};
  if (!answered) return event;
  const bool right = player.is_right(*player.chosen());
  ImGui::Dummy({0, ui.px(2)});
  ImGui::PushTextWrapPos(0);
  ui::text(ui,
           right                                              ? ui.tr("Right.")
           : player.step()->kind == LessonStep::Kind::predict ? ui.tr("It came out otherwise.")
                                                              : ui.tr("Not that."),
           right ? ui.theme.good : ui.theme.error, ui.fonts.strong);
  ui.mark("lesson.verdict", right ? "right" : "wrong");
  if (!answered->because.empty()) {
    ui::text(ui, answered->because.in(language), ui.theme.text, ui.fonts.body);
    ui.mark("lesson.because", answered->because.in(language));
  }
  ImGui::PopTextWrapPos();
  if (!answered->show.empty() &&
      ui::button(ui, "lesson.show", ui.tr("See it happen"),
                 {.enabled = !busy, .tooltip = busy ? ui.tr("It is under way.") : ui.tr("Sets it up and runs it.")}))
    event = {CardEvent::Kind::show};
  return event;
}

}  // namespace saddle::app
