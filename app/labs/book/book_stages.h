#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/stage_wish.h"
#include "model/vote.h"
#include "ui/language.h"

namespace saddle::app {

// How the window shows an experiment of the book.
struct BookStage {
  std::string_view experiment;  // its name in catalog::book()
  // As a lesson stages them: lab, experiment, panels, page and scene. With "train 0" its preset is trained.
  std::string_view actions;
  // In the lab Compare: its page, what varies there ("network.*.init=0.01,xavier,he"), the steps of each run, and by
  // what they are compared.
  std::string_view compare = {};
  std::vector<std::string_view> axes = {};
  int steps = 0;
  std::string_view metric = {};
};
// One for each experiment of the book.
const std::vector<BookStage>& book_stages();
// Throws Error where there is no such experiment.
const BookStage& book_stage(std::string_view experiment);
StageWish wish_of(const BookStage& stage);
// The page of Concepts that belongs to it; empty: none.
std::string page_of(const BookStage& stage);

// What a class is asked before it; none: the run or the race asks by itself.
std::optional<VoteQuestion> book_question(std::string_view experiment, const ui::Language& language);

}  // namespace saddle::app
