#pragma once

#include <string>
#include <vector>

#include "labs/compare/state.h"
#include "model/frame.h"

namespace saddle::app {

// What each contestant came to: a click on a row highlights its curve.
class RaceTable {
 public:
  void draw(Frame& frame, CompareState& state);

 private:
  struct Cell {
    std::string words, brief;  // brief: without the spread
    bool bad = false;
  };
  struct Column {
    const char* name;  // of the marks of its cells
    std::string title, help;
    std::vector<Cell> cells;
    float width = 0;
    bool brief = false;  // there is no room for spreads
  };
  static std::vector<Column> columns_of(const ui::Ui& ui, const StudyView& view);
  void fit(const ui::Ui& ui, const std::vector<std::string>& names, std::vector<Column>& columns, float room);
  void draw_head(ui::Ui& ui, const std::vector<Column>& columns) const;
  void draw_row(Frame& frame, CompareState& state, const std::vector<Column>& columns, int row) const;

  float name_ = 0;  // width of the first column, in this frame
};

}  // namespace saddle::app
