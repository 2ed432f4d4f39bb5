#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/panel.h"

namespace saddle::app {

// The panels in the order of their menu, which their keys 1, 2 … follow.
std::vector<const PanelType*> panel_menu();
const PanelType* panel_named(std::string_view name);  // null: there is none

// What the heading of a pane was asked for.
struct PaneWish {
  std::string panel = {};        // another one
  std::string arrangement = {};  // of all panes
  bool full = false;             // to fill the lab, or to be one of several again
};

struct PaneHeading {
  std::string mark;         // "pane0"
  std::string panel;        // which it shows
  std::string arrangement;  // of all panes, as it is shown; empty: this pane does not offer it
  bool full = false;        // it fills the lab
};
// The menu of panels and the buttons at the top of a pane.
PaneWish draw_heading(ui::Ui& ui, const PaneHeading& heading);

}  // namespace saddle::app
