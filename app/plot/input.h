#pragma once

#include <imgui.h>

#include "plot/context.h"

namespace saddle::plot {

// What the mouse is doing in this frame.
struct Pointer {
  ImVec2 position{0, 0};
  float wheel = 0;
  bool hovered = false;                                                      // the figure, and nothing lies above it
  bool left_pressed = false, right_pressed = false, double_clicked = false;  // just now
  bool held = false;                                                         // the button that started a drag
  bool shift = false;
};

// What the mouse does to a figure, compared with where the figure was drawn in the previous frame:
// wheel          zooms about the cursor; over an axis that axis only
// drag           moves; from an axis that axis only
// right or shift drag   zooms into the box; a flat box only along its length
// double click   shows everything again and follows the data; over an axis that axis only
// click          on a legend entry hides or shows its series, on the buttons does what they say
void interact(FigureState& state, const Pointer& pointer);

// The labels of new ticks may have moved the plotting area: puts the data that were under the wheel back there. True:
// the view has changed, compose again.
bool hold_under_cursor(FigureState& state, const View& shown, const Pointer& pointer);

// The box being dragged, in pixels; empty when there is none.
Rect selection(const FigureState& state, ImVec2 mouse);

// Of the item submitted last, which must be the figure's; keeps the wheel from scrolling the window.
Pointer read_pointer();

}  // namespace saddle::plot
