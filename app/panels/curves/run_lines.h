#pragma once

#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "model/runs/kept_run.h"
#include "plot/curve_series.h"
#include "plot/figure.h"
#include "saddle/experiment.h"

namespace saddle::app {

// What the x axis of the curves shows.
enum class CurveAxis { steps, epochs, seconds, flops };

// A run as the figures draw it: the one that is trained now, or one that was kept.
struct RunView {
  const Curves& curves;
  double steps_per_epoch = 1, flops_per_step = 0;
  std::string label = {};  // "text###id"
  int color = 0;           // in the palette
  float halo = 0;          // of its lines: see plot::LineOptions
};

// What the curves of a run are called beside its name.
struct PartNames {
  std::string_view train, validation, test;
};

// Draws the curves of several runs into one figure: a color and a marker for each run, a line style for each of
// training, validation and test. Lives until the figure is drawn.
class RunLines {
 public:
  RunLines(plot::Figure& figure, const plot::Style& style, CurveAxis axis, double smoothing)
      : figure_(figure), style_(style), axis_(axis), smoothing_(smoothing) {}

  // Whether the axis can show this run: of FLOPs it cannot where they are not known.
  bool can_show(const RunView& run) const { return axis_ != CurveAxis::flops || run.flops_per_step > 0; }

  // Where a step lies on the axis; none where that is not known.
  std::optional<double> x_of_step(const RunView& run, double step) const;

  void add(const RunView& run, const Curve& train, const Curve& validation, const Curve& test, const PartNames& names);
  // One curve with a name of its own.
  void add(const RunView& run, const Curve& curve, const std::string& label, const plot::LineOptions& options);
  void add_points(const RunView& run, const Curve& curve, const std::string& label);
  // The run's published figures; those whose time in seconds is not known are left out. Those that the figure does not
  // reach wait at its edge: `at_step` says "{book} at step {step}", with the figure, in percent or not, and the step
  // filled in.
  void add_references(const RunView& run, const std::vector<Reference>& references, std::string_view book,
                      std::string_view at_step, bool percent);

 private:
  plot::Series series(const RunView& run, const Curve& curve);

  plot::Figure& figure_;
  const plot::Style& style_;
  CurveAxis axis_;
  double smoothing_;
  std::deque<plot::AxisCurve> curves_;
  std::deque<std::vector<plot::Point>> marks_;
  std::deque<std::vector<std::string>> captions_, waiting_;
};

}  // namespace saddle::app
