#include "labs/concepts/perceptron/plane.h"

#include <algorithm>
#include <cmath>

#include "ui/handle_mark.h"

namespace saddle::app {
namespace {

constexpr Region plane_region{-0.5, 1.5, -0.5, 1.5};
constexpr Point plane_middle{0.5, 0.5};
constexpr int ground_cells = 320, ground_shades = 32;
constexpr double turning_arm = 0.36;

}  // namespace

void PlaneFigure::add_ground(const ui::Ui& ui, const SplitPlane& plane, plot::Figure& figure) {
  const plot::Style& style = ui.theme.plot;
  shades_.clear(), names_.clear();
  for (int shade = 0; shade <= ground_shades; ++shade) {
    const float t = static_cast<float>(shade) / ground_shades;
    shades_.push_back(plot::mix(style.background, plot::mix(style.series(1), style.series(0), t), 0.30f));
    names_.push_back(shown_number(static_cast<double>(t), 2));
  }
  ground_.clear();
  // Wider than the points need: the figure shows more in its longer direction.
  for (int row = 0; row < ground_cells; ++row) {
    for (int column = 0; column < ground_cells; ++column) {
      const Point p{-2.5 + 6 * (column + 0.5) / ground_cells, -2.5 + 6 * (row + 0.5) / ground_cells};
      ground_.push_back(static_cast<int8_t>(std::lround(plane.color(p) * ground_shades)));
    }
  }
  figure.tiles("y###ground", ground_, ground_cells, ground_cells,
               {.x = {-2.5, 3.5}, .y = {-2.5, 3.5}, .colors = shades_, .names = names_});
}

void PlaneFigure::add_line(const ui::Ui& ui, const SplitPlane& plane, plot::Figure& figure) {
  lines_.clear();
  lines_.reserve(plane.lines.size() + 1);
  const Region wide{-2.5, 3.5, -2.5, 3.5};
  const auto add = [&](const Neuron2& neuron, std::string label, ImU32 color, plot::Dash dash) {
    const auto ends = zero_line(neuron, wide);
    if (!ends) return;
    lines_.push_back({{(*ends)[0].x, (*ends)[0].y}, {(*ends)[1].x, (*ends)[1].y}});
    figure.line(std::move(label), plot::series(lines_.back()),
                {.color = color, .width = 2.4f, .dash = dash, .marker = plot::Marker::none});
  };
  int color = 2;
  for (const auto& [neuron, name] : plane.lines) add(neuron, name, ui.theme.plot.series(color++), plot::Dash::dashed);
  if (!plane.neuron) return;
  const std::string label = ui::labeled(plane.lines.empty() ? "w₁x₁ + w₂x₂ + b = 0" : "y", "line");
  add(*plane.neuron, label, ui.theme.plot.text, plot::Dash::solid);
  const auto foot = nearest_on_zero_line(*plane.neuron, plane_middle);
  if (!foot) return;
  const double length = std::hypot(plane.neuron->w1, plane.neuron->w2);
  handles_ = {plot::Point{foot->x, foot->y}, plot::Point{foot->x + turning_arm * plane.neuron->w1 / length,
                                                         foot->y + turning_arm * plane.neuron->w2 / length}};
  figure.handle(handles_[0], ui.theme.plot.text, plane.grip);
  figure.handle(handles_[1], ui.theme.plot.series(0), plane.grip);
}

void PlaneFigure::add_points(const ui::Ui& ui, const SplitPlane& plane, plot::Figure& figure) {
  const plot::Style& style = ui.theme.plot;
  for (size_t i = 0; i < 4; ++i) {
    points_[i] = {{plane.points[i].x, plane.points[i].y}};
    const bool right = plane.answers[i] == plane.targets[i];
    if (!right)
      figure.marks(plot::series(points_[i]),
                   {.color = ui.theme.error, .marker = plot::Marker::circle, .radius = 17, .ring = true});
    if (static_cast<int>(i) == plane.chosen)
      figure.marks(plot::series(points_[i]),
                   {.color = style.text, .marker = plot::Marker::circle, .radius = 13, .ring = true});
    figure.marks(plot::series(points_[i]), {.color = style.series(plane.targets[i] ? 0 : 1),
                                            .marker = plane.targets[i] ? plot::Marker::circle : plot::Marker::square,
                                            .radius = 9});
  }
}

// The ring on the line shifts it; the ring beside it, on the side where the neuron fires, turns it.
void PlaneFigure::obey(const SplitPlane& plane, int moved) const {
  Neuron2& neuron = *plane.neuron;
  const auto hundredths = [](double value) { return std::clamp(std::round(100 * value) / 100, -2.0, 2.0); };
  const auto foot = nearest_on_zero_line(neuron, plane_middle);
  if (moved < 0 || !foot) return;
  const plot::Point to = handles_[static_cast<size_t>(moved)];
  if (moved == 1) {
    const double x = to.x - foot->x, y = to.y - foot->y, now = std::hypot(x, y),
                 length = std::hypot(neuron.w1, neuron.w2);
    if (now < 0.02) return;
    neuron.w1 = hundredths(length * x / now);
    neuron.w2 = hundredths(length * y / now);
    neuron.b = hundredths(-neuron.w1 * foot->x - neuron.w2 * foot->y);
  } else {
    neuron.b = hundredths(-neuron.w1 * to.x - neuron.w2 * to.y);
  }
}

int PlaneFigure::draw(ui::Ui& ui, const SplitPlane& plane, ImVec2 size) {
  plot::Figure figure(ui.plots, "###" + plane.id,
                      {.x_label = plane.x_label,
                       .y_label = plane.y_label,
                       .x_range = plot::Range{plane_region.left, plane_region.right},
                       .y_range = plot::Range{plane_region.bottom, plane_region.top},
                       .size = size,
                       .aspect = plot::Aspect::equal});
  add_ground(ui, plane, figure);
  add_line(ui, plane, figure);
  add_points(ui, plane, figure);
  const plot::FigureReport report = figure.draw();
  ui.mark(plane.id);
  for (int i = 0; plane.neuron && i < 2; ++i) {
    const plot::Point& place = handles_[static_cast<size_t>(i)];
    ui::mark_handle(ui, plane.id, i, report.layout.view, place.x, place.y);
  }
  if (plane.neuron) obey(plane, report.moved);
  if (!report.clicked || !report.hovered) return -1;
  for (size_t i = 0; i < 4; ++i)
    if (std::hypot(report.x - plane.points[i].x, report.y - plane.points[i].y) < 0.2) return static_cast<int>(i);
  return -1;
}

}  // namespace saddle::app
