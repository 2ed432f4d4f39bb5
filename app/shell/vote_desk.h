#pragma once

#include <optional>
#include <string>

#include "model/frame.h"
#include "model/lab.h"
#include "model/vote.h"

namespace saddle::app {

// A vote that the window holds: over everything while hands are counted, in a line above the lab while it runs.
class VoteDesk {
 public:
  // Asks this; `lab`: whose question it is.
  void begin(VoteQuestion question, std::string lab);
  bool open() const { return vote_.has_value(); }
  // Whether it lies over everything.
  bool covers() const { return vote_ && vote_->stage() != Vote::Stage::running; }

  // While it runs: looks whether the open lab knows the answer.
  void follow(const Frame& frame, Lab& lab, std::string_view name);
  float strip_height(const ui::Ui& ui) const;  // 0: there is none
  void draw_strip(ui::Ui& ui);
  // True where what was asked about is to run now.
  bool draw_board(ui::Ui& ui);

 private:
  std::optional<Vote> vote_;
  std::string lab_;
};

}  // namespace saddle::app
