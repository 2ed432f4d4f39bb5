#pragma once

#include "model/frame.h"
#include "model/history.h"

namespace saddle::app {

// Where the drawing of all panels is made: pen, eraser, hard drawings to begin with, a picture from a file or the
// clipboard, and undo of all that. A stroke is of one width: GLFW tells nothing of how hard a pen is pressed.
// Widgets are named "digit.…".
class Canvas {
 public:
  // The canvas, at most so high, and its tools below.
  void draw(Frame& frame, float highest);
  // How high the tools are.
  static float tools_height();

 private:
  void learn(const Drawing& drawing);
  void draw_surface(Frame& frame, float side);
  void draw_tools(Frame& frame);
  void follow_mouse(Frame& frame, ImVec2 corner, float side);
  void obey(Frame& frame, bool hovered);
  // Where a drawing comes from that is not drawn: a file, or the hard ones to begin with.
  void draw_gallery(Frame& frame);

  History<Drawing> history_{Drawing()};
  Drawing known_;             // the drawing as this canvas left it
  bool pen_down_ = false;     // then the last stroke grows
  std::string tool_ = "pen";  // or "eraser"
  double width_ = 7.5;        // percent of the canvas's side
};

// The picture and the strokes of a drawing, in a square.
void show_drawing(const ui::Ui& ui, const Drawing& drawing, ImVec2 corner, float side);

}  // namespace saddle::app
