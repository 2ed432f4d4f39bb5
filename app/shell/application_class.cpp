#include <utility>

#include "shell/application.h"

// What a class does in the window: it predicts what will come of something, and works on an assignment.
namespace saddle::app {

// A class is asked what the open lab, or a panel, wants to know of it.
void Application::ask_class(Frame& frame) {
  Focus& focus = state_.focus;
  if (vote_.open()) return;
  if (auto wanted = std::exchange(focus.wanted_vote, {}))
    return vote_.begin(*std::move(wanted), std::string(labs_.open_name()));
  if (now().status == Status::failed) focus.vote_wanted = false;
  if (!focus.vote_wanted) return;
  if (auto question = lab().question(frame)) {
    vote_.begin(*std::move(question), std::string(labs_.open_name()));
    focus.vote_wanted = false;
  }
}

void Application::draw_vote(Frame& frame) {
  ask_class(frame);
  vote_.follow(frame, lab(), labs_.open_name());
  if (!vote_.draw_board(frame.ui)) return;
  ImGui::GetIO().NavVisible = false;  // Enter was for the board, not for what has the keyboard in the lab
  act(frame, {Action::train});
}

// With an assignment at the right side, where one is open, and what a class predicted above.
void Application::draw_stage(Frame& frame) {
  if (vote_.strip_height(frame.ui) > 0) {
    ImGui::BeginChild("###vote.strip", {0, vote_.strip_height(frame.ui)}, false,
                      ImGuiWindowFlags_AlwaysUseWindowPadding | ImGuiWindowFlags_NoScrollbar);
    vote_.draw_strip(frame.ui);
    ImGui::EndChild();
  }
  const float card = lessons_ ? 0 : homework_.width(frame.ui);
  if (card == 0) return draw_lab(frame);
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const float gap = frame.ui.px(10);
  ImGui::PushStyleColor(ImGuiCol_ChildBg, 0);
  ImGui::BeginChild("###stage", {room.x - card - gap, room.y}, false, ImGuiWindowFlags_NoScrollWithMouse);
  ImGui::PopStyleColor();
  draw_lab(frame);
  ImGui::EndChild();
  ImGui::SameLine(0, 0);
  ImGui::SetCursorPosY(ImGui::GetCursorPosY() + gap);
  ImGui::BeginChild("###homework", {card, room.y - 2 * gap}, false, ImGuiWindowFlags_AlwaysUseWindowPadding);
  homework_.draw_card(frame, shown_);
  ImGui::EndChild();
}

}  // namespace saddle::app
