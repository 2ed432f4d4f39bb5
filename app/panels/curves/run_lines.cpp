#include "panels/curves/run_lines.h"

#include <fmt/format.h>

namespace saddle::app {

plot::Series RunLines::series(const RunView& run, const Curve& curve) {
  double per_step = 1;
  if (axis_ == CurveAxis::epochs) per_step = 1 / run.steps_per_epoch;
  if (axis_ == CurveAxis::flops) per_step = run.flops_per_step;
  curves_.push_back({&curve, per_step, axis_ == CurveAxis::seconds});
  return plot::along_axis(curves_.back());
}

std::optional<double> RunLines::x_of_step(const RunView& run, double step) const {
  switch (axis_) {
    case CurveAxis::steps:
      return step;
    case CurveAxis::epochs:
      return step / run.steps_per_epoch;
    case CurveAxis::flops:
      return step * run.flops_per_step;
    case CurveAxis::seconds:
      break;
  }
  const Curve& loss = run.curves.train_loss;
  const int64_t at = loss.first_at(step);
  if (at == loss.size()) return std::nullopt;
  return loss[at].seconds;
}

void RunLines::add(const RunView& run, const Curve& curve, const std::string& label, const plot::LineOptions& options) {
  if (can_show(run)) figure_.line(label, series(run, curve), options);
}

void RunLines::add_points(const RunView& run, const Curve& curve, const std::string& label) {
  if (can_show(run)) figure_.scatter(label, series(run, curve));
}

void RunLines::add(const RunView& run, const Curve& train, const Curve& validation, const Curve& test,
                   const PartNames& names) {
  const ImU32 color = style_.series(run.color);
  const plot::Marker marker = plot::series_marker(run.color);
  add(run, train, run.label,
      {.color = color, .marker = marker, .smoothing = smoothing_, .part = names.train, .halo = run.halo});
  if (!validation.empty())
    add(run, validation, run.label + ".validation",
        {.color = color,
         .dash = plot::Dash::dotted,
         .marker = plot::Marker::none,
         .part = names.validation,
         .halo = run.halo,
         .part_of = run.label});
  if (!test.empty())
    add(run, test, run.label + ".test",
        {.color = color,
         .dash = plot::Dash::dashed,
         .marker = plot::Marker::none,
         .part = names.test,
         .halo = run.halo,
         .part_of = run.label});
}

void RunLines::add_references(const RunView& run, const std::vector<Reference>& references, std::string_view book,
                              std::string_view at_step, bool percent) {
  if (!can_show(run)) return;
  auto& points = marks_.emplace_back();
  auto &captions = captions_.emplace_back(), &waiting = waiting_.emplace_back();
  for (const Reference& reference : references) {
    const auto x = x_of_step(run, reference.step);
    if (!x) continue;
    points.push_back({*x, reference.value});
    captions.push_back(percent ? fmt::format("{} {:.3g} %", book, 100 * reference.value)
                               : fmt::format("{} {:.4g}", book, reference.value));
    waiting.push_back(
        fmt::format(fmt::runtime(at_step), captions.back(), plot::value_text(reference.step, plot::Format::integer)));
  }
  if (points.empty()) return;
  figure_.marks(
      plot::series(points),
      {.color = style_.text, .marker = plot::Marker::diamond, .labels = captions, .waiting = waiting, .waits = true});
}

}  // namespace saddle::app
