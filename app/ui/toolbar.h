#pragma once

#include <functional>
#include <string>
#include <vector>

#include "ui/ui.h"

namespace saddle::ui {

// A row of controls that keeps to the room it has. What does not fit is drawn in its brief form where it has one, and
// otherwise folds into a menu at the end of the row, where it works as it does in the row. Nothing is ever cut, and
// nothing lies over anything.
class Toolbar {
 public:
  enum class Form { full, brief, menu, left_out };

  struct Item {
    std::string name;                // unique in the row
    float width = 0;                 // in the row, in pixels
    int rank = 0;                    // the lowest gives way first; of equal ones, the last
    std::function<bool(Form)> draw;  // draws the widgets; true: nothing more is wanted of the menu, which closes
    std::string label = {};          // before it in the menu, where its widgets do not say what they are
    float brief = 0;                 // the width of its brief form; 0: it has none
    float gap = -1;                  // before it, in pixels; negative: as between any two
    bool at_end = false;             // at the right end of the row
    bool left_out = false;           // without room it is left out rather than put into the menu
  };

  // `name`: of the menu's button, which leaves a mark that lists what is in it.
  explicit Toolbar(std::string name) : name_(std::move(name)) {}

  void add(Item item) { items_.push_back(std::move(item)); }
  // At the cursor, over the width that is left there. Items are as high as a frame. What follows stands below.
  void draw(Ui& ui);

 private:
  void draw_row(float right, float gap, const std::vector<Form>& forms) const;
  void draw_menu(Ui& ui, const std::vector<Form>& forms) const;

  std::string name_;
  std::vector<Item> items_;
};

// How each item is drawn in a row of this width. `gap`: between two items; `menu`: the width of the menu's button.
std::vector<Toolbar::Form> fit(const std::vector<Toolbar::Item>& items, float width, float gap, float menu);

// As wide as a button with this label.
float button_width(std::string_view label);

}  // namespace saddle::ui
