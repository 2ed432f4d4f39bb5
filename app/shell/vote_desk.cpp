#include "shell/vote_desk.h"

#include "panels/vote/vote_board.h"

namespace saddle::app {

void VoteDesk::begin(VoteQuestion question, std::string lab) {
  vote_.emplace(std::move(question));
  lab_ = std::move(lab);
}

void VoteDesk::follow(const Frame& frame, Lab& lab, std::string_view name) {
  if (!vote_ || vote_->stage() != Vote::Stage::running || name != lab_) return;
  if (auto right = lab.came_true(frame)) vote_->reveal(*std::move(right));
}

float VoteDesk::strip_height(const ui::Ui& ui) const {
  return vote_ && vote_->stage() == Vote::Stage::running ? vote_strip_height(ui) : 0;
}

void VoteDesk::draw_strip(ui::Ui& ui) {
  if (draw_vote_strip(ui, *vote_) == VoteWish::leave) vote_.reset();
}

bool VoteDesk::draw_board(ui::Ui& ui) {
  if (!covers()) return false;
  const VoteWish wish = draw_vote_board(ui, *vote_);
  const bool runs = wish == VoteWish::run && vote_->stage() == Vote::Stage::running;
  if (wish == VoteWish::leave) vote_.reset();
  return runs;
}

}  // namespace saddle::app
