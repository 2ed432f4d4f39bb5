#include "panels/vote/vote_choice.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "plot/class_color.h"
#include "ui/widgets.h"

namespace saddle::app {
namespace {

using Stage = Vote::Stage;

// A field that is typed into at once, with buttons beside it; Tab goes to the next.
void draw_hands(ui::Ui& ui, Vote& vote, size_t round, size_t choice, float width) {
  const std::string mark = fmt::format("vote.hands{}.{}", round + 1, choice + 1);
  int hands = vote.hands(round, choice);
  ImGui::SetNextItemWidth(width);
  ImGui::PushFont(ui.fonts.numeral);
  const bool changed = ImGui::InputInt(ui::labeled("", mark).c_str(), &hands, 1, 5);
  ImGui::PopFont();
  if (changed) vote.set(choice, hands);
  ui.mark(mark, std::to_string(vote.hands(round, choice)));
}

// The hands as a bar with its number: the first vote above, in outline, the second below, filled.
void draw_tally(ui::Ui& ui, const Vote& vote, size_t round, size_t choice, ImVec2 corner, ImVec2 size) {
  const int all = std::max(vote.total(round), 1), hands = vote.hands(round, choice);
  const float share = static_cast<float>(hands) / static_cast<float>(all), number = ui.px(190);
  const ImVec2 end{corner.x + std::max(ui.px(2), (size.x - number) * share), corner.y + size.y};
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImU32 color = choice_color(ui, vote, choice);
  if (round == 0) {
    list.AddRect(corner, end, color, ui.px(3), 0, ui.px(2));
  } else {
    list.AddRectFilled(corner, end, color, ui.px(3));
  }
  const std::string count = fmt::format("{} · {:.0f} %", hands, 100 * share);
  const bool both = vote.shown(0) && vote.shown(1);
  const std::string words = !both ? count : fmt::format("{}: {}", round == 0 ? ui.tr("before") : ui.tr("after"), count);
  ImFont* const font = ui.fonts.title;
  list.AddText(font, font->FontSize, {end.x + ui.px(8), corner.y + (size.y - font->FontSize) / 2}, ui.theme.text,
               words.c_str());
  ui.marks.insert_or_assign(
      fmt::format("vote.tally{}.{}", round + 1, choice + 1),
      ui::Mark{.left = corner.x, .top = corner.y, .right = end.x, .bottom = end.y, .text = count});
}

// Beside the words of a choice its hands, or below them where they would be as narrow as a word.
struct ChoiceRoom {
  float names;  // as wide as the words may be, with the room around them
  bool below;
};
ChoiceRoom choice_room(const ui::Ui& ui, float width) {
  if (width < ui.px(460)) return {width, true};
  return {std::floor(width * 0.46f), false};
}

// Of the field, or of one bar or two, in a choice of that height.
float hands_height(const ui::Ui& ui, const Vote& vote, float height) {
  if (taking_hands(vote)) return ui.fonts.numeral->FontSize + 2 * ImGui::GetStyle().FramePadding.y;
  if (!vote.shown(0) || !vote.shown(1)) return ui.px(30);
  return std::clamp(height - ui.px(16), ui.px(44), ui.px(66));
}

}  // namespace

ImU32 choice_color(const ui::Ui& ui, const Vote& vote, size_t choice) {
  return vote.question().colored ? plot::class_color(ui.theme.plot, static_cast<int>(choice)) : ui.theme.accent;
}

bool taking_hands(const Vote& vote) { return vote.stage() == Stage::first || vote.stage() == Stage::second; }

void draw_choice(ui::Ui& ui, Vote& vote, size_t choice, float height) {
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x, pad = ui.px(14), indent = pad + ui.px(6);
  const auto [names, below] = choice_room(ui, width);
  const bool right = vote.stage() == Stage::revealed && vote.is_right(choice);
  ImFont *const font = ui.fonts.numeral, *const strong = ui.fonts.strong;
  const std::string words = fmt::format("{}.  {}", choice + 1, vote.question().choices[choice]);
  const float room = names - indent - pad;
  const ImVec2 taken = font->CalcTextSizeA(font->FontSize, FLT_MAX, room, words.c_str());
  const float verdict = right ? strong->FontSize : 0, hands = hands_height(ui, vote, height);
  const float least = below ? taken.y + verdict + hands + ui.px(18) : std::max(taken.y + verdict, hands) + ui.px(8);
  height = std::max(height, least);
  const ImVec2 end{corner.x + width, corner.y + height};
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.AddRectFilled(corner, end, ui.theme.panel, ui.px(8));
  if (right) list.AddRect(corner, end, ui.theme.good, ui.px(8), 0, ui.px(3));
  list.AddRectFilled(corner, {corner.x + ui.px(8), end.y}, choice_color(ui, vote, choice), ui.px(8));
  const float words_y = corner.y + (below ? ui.px(6) : (height - taken.y - verdict) / 2);
  list.AddText(font, font->FontSize, {corner.x + indent, words_y}, ui.theme.text, words.c_str(), nullptr, room);
  if (right) {
    const std::string yes(ui.tr("This is it"));
    list.AddText(strong, strong->FontSize, {corner.x + indent, words_y + taken.y}, ui.theme.good, yes.c_str());
  }
  ui.marks.insert_or_assign(fmt::format("vote.choice{}", choice + 1),
                            ui::Mark{.left = corner.x,
                                     .top = corner.y,
                                     .right = end.x,
                                     .bottom = end.y,
                                     .text = vote.question().choices[choice] + (right ? " · right" : "")});
  const float left = below ? corner.x + indent : corner.x + names, across = end.x - pad - left;
  const float top = below ? end.y - hands - ui.px(6) : corner.y + (height - hands) / 2;
  if (taking_hands(vote)) {
    ImGui::SetCursorScreenPos({left, top});
    draw_hands(ui, vote, vote.stage() == Stage::first ? 0 : 1, choice, std::min(ui.px(240), across));
  } else {
    const bool both = vote.shown(0) && vote.shown(1);
    const float bar = hands / (both ? 2.2f : 1.0f);
    float y = top;
    for (size_t round = 0; round < 2; ++round) {
      if (!vote.shown(round)) continue;
      draw_tally(ui, vote, round, choice, {left, y}, {across, bar});
      y += 1.2f * bar;
    }
  }
  ImGui::SetCursorScreenPos(corner);
  ImGui::Dummy({width, height});
}

}  // namespace saddle::app
