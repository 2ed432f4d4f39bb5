#include "panels/vote/vote_board.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "plot/class_color.h"
#include "ui/keys.h"
#include "ui/toolbar.h"
#include "ui/widgets.h"

namespace saddle::app {
namespace {

using Stage = Vote::Stage;

ImU32 choice_color(const ui::Ui& ui, const Vote& vote, size_t choice) {
  return vote.question().colored ? plot::class_color(ui.theme.plot, static_cast<int>(choice)) : ui.theme.accent;
}

// What the teacher is to do, in a sentence.
std::string_view advice_words(const ui::Ui& ui, const Vote& vote) {
  switch (vote.stage()) {
    case Stage::first:
      return ui.tr("First vote: everybody decides alone. Count the hands.");
    case Stage::second:
      return ui.tr("Second vote: count the hands again.");
    case Stage::counted:
      if (vote.question().elsewhere) return ui.tr("Choose on the lesson's card what most of you think.");
      return vote.question().runs ? ui.tr("Now let it run: the answer comes at its end.") : ui.tr("Now the answer.");
    case Stage::running:
      return ui.tr("It is running: the answer comes at its end.");
    case Stage::talk:
      switch (vote.advice(0)) {
        case Vote::Advice::explain:
          return ui.tr("Few are right: explain it once more, then vote again.");
        case Vote::Advice::talk:
          return ui.tr("Convince your neighbor, then vote again.");
        case Vote::Advice::go_on:
          return ui.tr("Most of you agree: go on.");
      }
      break;
    case Stage::revealed:
      break;
  }
  const size_t last = vote.taken(1) ? 1 : 0;
  if (!vote.share_right(last)) return ui.tr("It has no answer: nothing came to a number.");
  switch (vote.advice(last)) {
    case Vote::Advice::explain:
      return ui.tr("Few were right: explain it before you go on.");
    case Vote::Advice::talk:
      return ui.tr("Many were right: let one of them say why.");
    case Vote::Advice::go_on:
      break;
  }
  return ui.tr("Most were right: go on.");
}

std::string share_words(const ui::Ui& ui, const Vote& vote, size_t round) {
  const auto share = vote.share_right(round);
  if (!share) return {};
  const int all = vote.total(round), right = static_cast<int>(std::lround(*share * all));
  return fmt::format(fmt::runtime(round == 0 ? ui.tr("{} of {} were right at first ({:.0f} %)")
                                             : ui.tr("{} of {} after talking ({:.0f} %)")),
                     right, all, 100 * *share);
}

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

void draw_choice(ui::Ui& ui, Vote& vote, size_t choice, float height) {
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x, names = std::floor(width * 0.46f), pad = ui.px(14);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImVec2 end{corner.x + width, corner.y + height};
  const bool right = vote.stage() == Stage::revealed && vote.is_right(choice);
  list.AddRectFilled(corner, end, ui.theme.panel, ui.px(8));
  if (right) list.AddRect(corner, end, ui.theme.good, ui.px(8), 0, ui.px(3));
  list.AddRectFilled(corner, {corner.x + ui.px(8), end.y}, choice_color(ui, vote, choice), ui.px(8));
  ImFont* const font = ui.fonts.numeral;
  const std::string words = fmt::format("{}.  {}", choice + 1, vote.question().choices[choice]);
  const float room = names - 2 * pad;
  const ImVec2 taken = font->CalcTextSizeA(font->FontSize, FLT_MAX, room, words.c_str());
  const float words_y = corner.y + std::max(ui.px(4), (height - taken.y) / 2) - (right ? ui.px(8) : 0);
  list.PushClipRect(corner, end, true);
  list.AddText(font, font->FontSize, {corner.x + pad + ui.px(6), words_y}, ui.theme.text, words.c_str(), nullptr, room);
  if (right) {
    const std::string yes(ui.tr("This is it"));
    list.AddText(ui.fonts.strong, ui.fonts.strong->FontSize, {corner.x + pad + ui.px(6), words_y + taken.y},
                 ui.theme.good, yes.c_str());
  }
  list.PopClipRect();
  ui.marks.insert_or_assign(fmt::format("vote.choice{}", choice + 1),
                            ui::Mark{.left = corner.x,
                                     .top = corner.y,
                                     .right = end.x,
                                     .bottom = end.y,
                                     .text = vote.question().choices[choice] + (right ? " · right" : "")});
  const bool taking = vote.stage() == Stage::first || vote.stage() == Stage::second;
  const float left = corner.x + names;
  if (taking) {
    const float field = ui.fonts.numeral->FontSize + 2 * ImGui::GetStyle().FramePadding.y;
    ImGui::SetCursorScreenPos({left, corner.y + (height - field) / 2});
    draw_hands(ui, vote, vote.stage() == Stage::first ? 0 : 1, choice, std::min(ui.px(240), width - names - pad));
  } else {
    const bool both = vote.shown(0) && vote.shown(1);
    const float bar = std::min(ui.px(30), (height - ui.px(16)) / (both ? 2.2f : 1.0f));
    float y = corner.y + (height - (both ? 2.2f : 1.0f) * bar) / 2;
    for (size_t round = 0; round < 2; ++round) {
      if (!vote.shown(round)) continue;
      draw_tally(ui, vote, round, choice, {left, y}, {width - names - pad, bar});
      y += 1.2f * bar;
    }
  }
  ImGui::SetCursorScreenPos(corner);
  ImGui::Dummy({width, height});
}

// A hand for a choice by its digit, and Enter for the button that leads on.
bool obey_keys(Vote& vote) {
  if (ImGui::GetIO().WantTextInput) return false;
  const bool taking = vote.stage() == Stage::first || vote.stage() == Stage::second;
  const size_t round = vote.stage() == Stage::first ? 0 : 1;
  for (size_t choice = 0; taking && choice < std::min<size_t>(vote.question().choices.size(), 9); ++choice)
    if (ui::key_pressed(static_cast<char>('1' + choice)))
      vote.set(choice, vote.hands(round, choice) + (ImGui::GetIO().KeyShift ? -1 : 1));
  return ui::key_pressed(ImGuiKey_Enter);
}

VoteWish draw_buttons(ui::Ui& ui, Vote& vote, bool enter) {
  VoteWish wish = VoteWish::nothing;
  const auto leading = [&](const char* name, std::string_view label, bool enabled, std::string_view why) {
    return ui::button(ui, name, label, {.look = ui::Look::primary, .enabled = enabled, .tooltip = why}) ||
           (enter && enabled);
  };
  const std::string_view run = vote.question().elsewhere ? ui.tr("Back to the lesson")
                               : vote.question().runs    ? ui.tr("Let it run")
                                                         : ui.tr("Show the answer");
  switch (vote.stage()) {
    case Stage::first:
    case Stage::second: {
      const bool any = vote.taken(vote.stage() == Stage::first ? 0 : 1);
      if (leading("vote.close", ui.tr("Close the vote"), any, any ? "" : ui.tr("Nobody has voted yet"))) vote.close();
      break;
    }
    case Stage::talk: {
      const bool on = vote.advice(0) == Vote::Advice::go_on;
      const auto again = [&] {
        if (on ? ui::button(ui, "vote.again", ui.tr("Vote again"))
               : leading("vote.again", ui.tr("Vote again"), true, {}))
          vote.again();
      };
      const auto go = [&] {
        if (on ? leading("vote.run", run, true, {}) : ui::button(ui, "vote.run", run)) wish = VoteWish::run;
      };
      on ? go() : again();
      ImGui::SameLine();
      on ? again() : go();
      break;
    }
    case Stage::counted:
      if (leading("vote.run", run, true, {})) wish = VoteWish::run;
      break;
    case Stage::running:
    case Stage::revealed:
      if (leading("vote.done", ui.tr("Done"), true, {})) wish = VoteWish::leave;
      return wish;
  }
  ImGui::SameLine();
  if (ui::button(ui, "vote.leave", ui.tr("Leave"), {.look = ui::Look::quiet})) wish = VoteWish::leave;
  return wish;
}

}  // namespace

VoteWish draw_vote_board(ui::Ui& ui, Vote& vote) {
  constexpr const char* name = "###vote";
  if (!ImGui::IsPopupOpen(name)) ImGui::OpenPopup(name);
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  const float margin = ui.px(20);
  ImGui::SetNextWindowPos({margin, margin});
  ImGui::SetNextWindowSize({screen.x - 2 * margin, screen.y - 2 * margin});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ui.px(36), ui.px(28)});
  VoteWish wish = VoteWish::nothing;
  if (ImGui::BeginPopupModal(
          name, nullptr, ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings)) {
    const bool enter = obey_keys(vote);
    ImGui::PushTextWrapPos(0);
    ui::text(ui, vote.question().ask, ui.theme.text, ui.fonts.numeral);
    ui.mark("vote.ask", vote.question().ask);
    ui::text(ui, advice_words(ui, vote), ui.theme.muted, ui.fonts.title);
    ui.mark("vote.advice", std::string(advice_words(ui, vote)));
    ImGui::PopTextWrapPos();
    ImGui::Dummy({0, ui.px(8)});
    const size_t count = vote.question().choices.size();
    const float lines = vote.question().note.empty() ? 2 : 3;
    const float foot = ImGui::GetFrameHeight() + lines * ui.fonts.title->FontSize + ui.px(14 + 7 * lines),
                gap = ui.px(8);
    ImGui::PushStyleColor(ImGuiCol_ChildBg, 0);
    ImGui::BeginChild("###vote.choices", {0, -foot});
    ImGui::PopStyleColor();
    const float each = (ImGui::GetContentRegionAvail().y - gap * static_cast<float>(count)) / static_cast<float>(count);
    const float least = ui.px(vote.shown(0) && vote.shown(1) ? 52.0f : 44.0f);  // two bars, or one
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {gap, gap});
    for (size_t choice = 0; choice < count; ++choice)
      draw_choice(ui, vote, choice, std::clamp(each, least, ui.px(160)));
    ImGui::PopStyleVar();
    ImGui::EndChild();
    ImGui::SetCursorPosY(ImGui::GetWindowHeight() - foot - ui.px(28) + ui.px(10));
    for (size_t round = 0; vote.stage() == Stage::revealed && round < 2; ++round) {
      if (const std::string words = share_words(ui, vote, round); !words.empty()) {
        ui::text(ui, words, ui.theme.text, ui.fonts.title);
        ui.mark(fmt::format("vote.share{}", round + 1), words);
      }
    }
    if (vote.stage() == Stage::revealed && !vote.question().note.empty()) {
      ui::text(ui, vote.question().note, ui.theme.muted, ui.fonts.title);
      ui.mark("vote.note", vote.question().note);
    }
    ImGui::SetCursorPosY(ImGui::GetWindowHeight() - ImGui::GetFrameHeight() - ui.px(28));
    wish = draw_buttons(ui, vote, enter);
    if (ui::key_pressed(ImGuiKey_Escape) && !ImGui::GetIO().WantTextInput) wish = VoteWish::leave;
    if (wish == VoteWish::run && vote.question().elsewhere) wish = VoteWish::leave;
    if (wish == VoteWish::run) vote.run();
    if (wish == VoteWish::leave || vote.stage() == Stage::running) ImGui::CloseCurrentPopup();
    ImGui::EndPopup();
  }
  ImGui::PopStyleVar();
  return wish;
}

float vote_strip_height(const ui::Ui& ui) { return ImGui::GetFrameHeight() + ui.px(16); }

VoteWish draw_vote_strip(ui::Ui& ui, Vote& vote) {
  ImGui::AlignTextToFramePadding();
  ui::text(ui, ui.tr("Predicted"), ui.theme.muted, ui.fonts.strong);
  const size_t round = vote.taken(1) ? 1 : 0;
  const float end = ImGui::GetContentRegionMax().x - ui::button_width(ui.tr("Leave")) - ui.px(8);
  for (size_t choice = 0; choice < vote.question().choices.size(); ++choice) {
    const std::string words = fmt::format("{}: {}", vote.question().choices[choice], vote.hands(round, choice));
    const float square = ui.px(12), needs = ImGui::CalcTextSize(words.c_str()).x + square + ui.px(6);
    ImGui::SameLine(0, ui.px(18));
    if (ImGui::GetCursorPosX() + needs > end) break;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float y = at.y + (ImGui::GetFrameHeight() - square) / 2;
    ImGui::GetWindowDrawList()->AddRectFilled({at.x, y}, {at.x + square, y + square}, choice_color(ui, vote, choice),
                                              ui.px(3));
    ImGui::SetCursorPosX(ImGui::GetCursorPosX() + square + ui.px(6));
    ImGui::AlignTextToFramePadding();
    ui::text(ui, words, ui.theme.text, ui.fonts.body);
    ui.mark(fmt::format("vote.strip{}", choice + 1), words);
  }
  ImGui::SameLine(0, 0);
  ImGui::SetCursorPosX(end + ui.px(8));
  return ui::button(ui, "vote.leave", ui.tr("Leave"), {.look = ui::Look::quiet}) ? VoteWish::leave : VoteWish::nothing;
}

}  // namespace saddle::app
