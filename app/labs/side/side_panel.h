#pragma once

#include <optional>
#include <string>

#include "model/frame.h"
#include "ui/toolbar.h"

namespace saddle::app {

// The panel at the left of a lab: as wide as the divider beside it was dragged, folded away where the user wants the
// room, and in a window that is too narrow for both, instead of what stands beside it.
class SidePanel {
 public:
  struct Area {
    ImVec2 corner, size;  // in pixels of the screen
  };
  struct Areas {
    std::optional<Area> side, rest;
  };
  struct Widths {
    float usual = 340, share = 0.3f;  // at a scale of 1; and of the whole at most, while nobody dragged it
    float least = 240;                // of the side
    float rest = 300;                 // of the rest, at least
  };

  // `name`: of the divider.
  SidePanel(std::string name, Widths widths) : name_(std::move(name)), widths_(widths) {}

  // Parts an area of the screen, and draws the divider between the two.
  Areas part(Frame& frame, ImVec2 corner, ImVec2 size);
  void toggle(Workspace& workspace);
  // A button that does the same.
  void add_button(Frame& frame, ui::Toolbar& bar);

 private:
  std::string name_;
  Widths widths_;
  bool narrow_ = false;  // in the frame before: there is room for one of both
  bool over_ = false;    // and that is the side
};

}  // namespace saddle::app
