#pragma once

#include <array>
#include <string>
#include <vector>

#include "labs/concepts/page.h"
#include "plot/figure.h"
#include "saddle/perceptron.h"

namespace saddle::app {

// A plane of two inputs of 0 and 1, as a neuron parts it.
struct SplitPlane {
  std::string id;
  std::string_view x_label, y_label;
  std::array<Point, 4> points = {};                         // where the inputs 00, 01, 10 and 11 lie in it
  std::array<int, 4> targets = {};                          // what they should give
  std::array<int, 4> answers = {};                          // what they give, rounded
  int chosen = -1;                                          // one of them
  std::function<double(Point)> color = {};                  // of the ground: 0 to 1
  std::vector<std::pair<Neuron2, std::string>> lines = {};  // that cannot be dragged, with their names
  plot::Grip grip = plot::Grip::free;                       // of its line
  Neuron2* neuron = nullptr;                                // whose line is dragged; null: there is none
};

// The plane as a figure that the mouse works on.
class PlaneFigure {
 public:
  // Returns the point that was clicked on, or -1.
  int draw(ui::Ui& ui, const SplitPlane& plane, ImVec2 size);

 private:
  void add_ground(const ui::Ui& ui, const SplitPlane& plane, plot::Figure& figure);
  void add_line(const ui::Ui& ui, const SplitPlane& plane, plot::Figure& figure);
  void add_points(const ui::Ui& ui, const SplitPlane& plane, plot::Figure& figure);
  void obey(const SplitPlane& plane, int moved) const;

  std::vector<int8_t> ground_;
  std::vector<ImU32> shades_;
  std::vector<std::string> names_;
  std::vector<std::vector<plot::Point>> lines_;
  std::array<plot::Point, 2> handles_ = {};
  std::array<std::vector<plot::Point>, 4> points_;
  std::vector<std::string> labels_;
};

}  // namespace saddle::app
