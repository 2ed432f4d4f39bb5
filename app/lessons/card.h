#pragma once

#include <map>
#include <string>
#include <vector>

#include "lessons/player.h"
#include "ui/ui.h"

namespace saddle::app {

// What was pressed on the card of a lesson, or the widget that its words speak of.
struct CardEvent {
  enum class Kind { none, next, back, leave, fold, choose, ask, show };
  Kind kind = Kind::none;
  int choice = 0;
};

// The lesson as it stands beside the lab: the step's text, its choices, its goal, and the way on. Widgets are named
// "lesson.…".
class LessonCard {
 public:
  // Where card and lab stand in an area. A folded card is a strip above the lab.
  struct Areas {
    ImVec2 card_corner, card_size, lab_corner, lab_size;
  };
  Areas areas(const ui::Ui& ui, ImVec2 corner, ImVec2 size) const;

  // `busy`: something is being shown.
  CardEvent draw(ui::Ui& ui, const LessonPlayer& player, const Areas& areas, bool busy);
  // Frames around the widgets that the step names, where the last frame left their marks; over everything. Scrolls to
  // those that are out of sight, once, and when their words are clicked.
  void draw_frames(ui::Ui& ui, const LessonPlayer& player, const ui::Marks& shown);

  bool folded() const { return folded_; }
  void fold(bool folded) { folded_ = folded; }

 private:
  CardEvent draw_strip(ui::Ui& ui, const LessonPlayer& player);
  CardEvent draw_head(ui::Ui& ui, const LessonPlayer& player) const;
  CardEvent draw_step(ui::Ui& ui, const LessonPlayer& player, bool busy);
  CardEvent draw_choices(ui::Ui& ui, const LessonPlayer& player, bool busy) const;
  void draw_goal(ui::Ui& ui, const LessonPlayer& player) const;
  void draw_end(ui::Ui& ui, const LessonPlayer& player) const;
  CardEvent draw_foot(ui::Ui& ui, const LessonPlayer& player) const;
  void learn(const ui::Ui& ui, const LessonPlayer& player);

  bool folded_ = false;
  const LessonStep* step_ = nullptr;  // that the following are of
  bool dark_ = true;
  std::map<std::string, ImU32> colors_;  // of the marks that are named
  std::string hot_, asked_;              // under the mouse: the mark of a word; clicked: to be scrolled to
  std::string over_;                     // the mark of the widget under the mouse
  int frames_ = 0;                       // since the step was entered
};

// A color that can be read on that ground, as near to `color` as that allows.
ImU32 readable(ImU32 color, ImU32 ground, ImU32 text);

// A lesson's text in lines over the width that is left; words that name a widget wear its color. Returns the mark of
// the words under the mouse, and whether they were clicked.
struct LessonTextEvent {
  std::string hovered = {};
  bool clicked = false;
};
LessonTextEvent draw_lesson_text(ui::Ui& ui, const std::string& name, const std::string& text,
                                 const std::map<std::string, ImU32>& colors, const std::string& hot);

}  // namespace saddle::app
