#include "panels/vote/vote_board.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "panels/vote/vote_choice.h"
#include "ui/flow.h"
#include "ui/keys.h"
#include "ui/toolbar.h"
#include "ui/widgets.h"

namespace saddle::app {
namespace {

using Stage = Vote::Stage;

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

// A hand for a choice by its digit, and Enter for the button that leads on.
bool obey_keys(Vote& vote) {
  if (ImGui::GetIO().WantTextInput) return false;
  const size_t round = vote.stage() == Stage::first ? 0 : 1;
  for (size_t choice = 0; taking_hands(vote) && choice < std::min<size_t>(vote.question().choices.size(), 9); ++choice)
    if (ui::key_pressed(static_cast<char>('1' + choice)))
      vote.set(choice, vote.hands(round, choice) + (ImGui::GetIO().KeyShift ? -1 : 1));
  return ui::key_pressed(ImGuiKey_Enter);
}

VoteWish draw_buttons(ui::Ui& ui, Vote& vote, bool enter) {
  VoteWish wish = VoteWish::nothing;
  ui::Flow flow(ui, ImGui::GetStyle().ItemSpacing.x);
  const auto leading = [&](const char* name, std::string_view label, bool enabled, std::string_view why) {
    return flow.button(name, label, {.look = ui::Look::primary, .enabled = enabled, .tooltip = why}) ||
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
        if (on ? flow.button("vote.again", ui.tr("Vote again")) : leading("vote.again", ui.tr("Vote again"), true, {}))
          vote.again();
      };
      const auto go = [&] {
        if (on ? leading("vote.run", run, true, {}) : flow.button("vote.run", run)) wish = VoteWish::run;
      };
      on ? go() : again();
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
  if (flow.button("vote.leave", ui.tr("Leave"), {.look = ui::Look::quiet})) wish = VoteWish::leave;
  return wish;
}

void draw_choices(ui::Ui& ui, Vote& vote, float each) {
  const float gap = ui.px(8);
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {gap, gap});
  for (size_t choice = 0; choice < vote.question().choices.size(); ++choice) draw_choice(ui, vote, choice, each);
  ImGui::PopStyleVar();
}

// How many were right, and what the answer says of it.
void draw_outcome(ui::Ui& ui, const Vote& vote) {
  if (vote.stage() != Stage::revealed) return;
  for (size_t round = 0; round < 2; ++round) {
    const std::string words = share_words(ui, vote, round);
    if (words.empty()) continue;
    ui::text(ui, words, ui.theme.text, ui.fonts.title);
    ui.mark(fmt::format("vote.share{}", round + 1), words);
  }
  if (vote.question().note.empty()) return;
  ui::text(ui, vote.question().note, ui.theme.muted, ui.fonts.title);
  ui.mark("vote.note", vote.question().note);
}

// The choices fill what the question and the buttons leave; where that is too little, one scrolls through all of it.
VoteWish draw_board(ui::Ui& ui, Vote& vote, bool enter) {
  ImGui::PushTextWrapPos(0);
  ui::text(ui, vote.question().ask, ui.theme.text, ui.fonts.numeral);
  ui.mark("vote.ask", vote.question().ask);
  ui::text(ui, advice_words(ui, vote), ui.theme.muted, ui.fonts.title);
  ui.mark("vote.advice", std::string(advice_words(ui, vote)));
  ImGui::Dummy({0, ui.px(8)});
  const auto count = static_cast<float>(vote.question().choices.size());
  const float lines = vote.question().note.empty() ? 2 : 3, gap = ui.px(8), edge = ImGui::GetStyle().WindowPadding.y;
  const float foot = ImGui::GetFrameHeight() + lines * ui.fonts.title->FontSize + ui.px(14 + 7 * lines);
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const float least = ui.px(vote.shown(0) && vote.shown(1) ? 52.0f : 44.0f);
  VoteWish wish = VoteWish::nothing;
  if (room.x < ui.px(460) || room.y - foot < 2 * (least + gap)) {
    draw_choices(ui, vote, least);
    draw_outcome(ui, vote);
    wish = draw_buttons(ui, vote, enter);
  } else {
    ImGui::PushStyleColor(ImGuiCol_ChildBg, 0);
    ImGui::BeginChild("###vote.choices", {0, -foot});
    ImGui::PopStyleColor();
    const float each = (ImGui::GetContentRegionAvail().y - gap * count) / count;
    draw_choices(ui, vote, std::clamp(each, least, ui.px(160)));
    ImGui::EndChild();
    ImGui::SetCursorPosY(ImGui::GetWindowHeight() - foot - edge + ui.px(10));
    draw_outcome(ui, vote);
    ImGui::SetCursorPosY(ImGui::GetWindowHeight() - ImGui::GetFrameHeight() - edge);
    wish = draw_buttons(ui, vote, enter);
  }
  ImGui::PopTextWrapPos();
  return wish;
}

}  // namespace

VoteWish draw_vote_board(ui::Ui& ui, Vote& vote) {
  constexpr const char* name = "###vote";
  if (!ImGui::IsPopupOpen(name)) ImGui::OpenPopup(name);
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  const bool small = screen.x < ui.px(560);
  const float margin = ui.px(small ? 8.0f : 20.0f);
  ImGui::SetNextWindowPos({margin, margin});
  ImGui::SetNextWindowSize({screen.x - 2 * margin, screen.y - 2 * margin});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, small ? ImVec2{ui.px(14), ui.px(12)} : ImVec2{ui.px(36), ui.px(28)});
  constexpr ImGuiWindowFlags flags = ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize |
                                     ImGuiWindowFlags_NoCollapse | ImGuiWindowFlags_NoMove |
                                     ImGuiWindowFlags_NoSavedSettings;
  VoteWish wish = VoteWish::nothing;
  if (ImGui::BeginPopupModal(name, nullptr, flags)) {
    wish = draw_board(ui, vote, obey_keys(vote));
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
