#include "labs/concepts/softmax/pictures.h"

#include <algorithm>
#include <cmath>

#include "labs/concepts/shared/levers.h"
#include "ui/handle_mark.h"

namespace saddle::app {
namespace {

const std::vector<std::string> logit_names{"a₁", "a₂", "a₃"}, share_names{"y₁", "y₂", "y₃"};
// Where the losses and their slopes are cut: both go to infinity.
constexpr double highest_loss = 4, steepest = 1.15;

}  // namespace

bool LogitBars::draw(PageView& page, Shown& shown, ImVec2 size) {
  ui::Ui& ui = page.ui;
  const float gap = ui.px(10);
  const bool beside = size.x > 1.2f * size.y;
  const ImVec2 half =
      beside ? ImVec2{std::floor((size.x - gap) / 2), size.y} : ImVec2{size.x, std::floor((size.y - gap) / 2)};
  bool dragged = false;
  {
    plot::Figure figure(ui.plots, ui::labeled(ui.tr("Logits: drag them"), page.mark("logits")),
                        {.x_label = ui.tr("class"),
                         .y_label = "a",
                         .y_range = plot::Range{shown.shift - 6, shown.shift + 6},
                         .x_categories = logit_names,
                         .size = half,
                         .controls = plot::Controls::hidden,
                         .legend = plot::Controls::hidden});
    for (size_t k = 0; k < 3; ++k) {
      logits_[k] = {shown.logits[k] + shown.shift};
      handles_[k] = {static_cast<double>(k), logits_[k][0]};
      figure.bars(logit_names[k], logits_[k],
                  {.color = ui.theme.plot.series(static_cast<int>(k)), .width = 0.6, .offset = static_cast<double>(k)});
      figure.handle(handles_[k], ui.theme.plot.text, grip_of(page, "logits", fmt::format("a{}", k + 1)));
    }
    const plot::FigureReport report = figure.draw();
    const int moved = report.moved;
    ui.mark(page.mark("logits"));
    for (int k = 0; k < 3; ++k) {
      const plot::Point& place = handles_[static_cast<size_t>(k)];
      ui::mark_handle(ui, page.mark("logits"), k, report.layout.view, place.x, place.y);
    }
    if (moved >= 0) {
      const auto k = static_cast<size_t>(moved);
      shown.logits[k] = std::clamp(std::round(10 * (handles_[k].y - shown.shift)) / 10, -5.0, 5.0);
      dragged = true;
    }
  }
  if (beside) ImGui::SameLine(0, gap);
  plot::Figure figure(ui.plots, ui::labeled(ui.tr("Softmax: they add up to 1"), page.mark("shares")),
                      {.x_label = ui.tr("class"),
                       .y_label = "y",
                       .y_range = plot::Range{0, 1},
                       .x_categories = share_names,
                       .size = half,
                       .controls = plot::Controls::hidden,
                       .legend = plot::Controls::hidden});
  for (size_t k = 0; k < 3; ++k) {
    y_[k] = {shown.y[k]};
    figure.bars(share_names[k], y_[k],
                {.color = ui.theme.plot.series(static_cast<int>(k)), .width = 0.6, .offset = static_cast<double>(k)});
  }
  if (std::isnan(shown.y[0])) figure.horizontal_line(0.5, "∞ / ∞ = nan", {.color = ui.theme.error});
  figure.draw();
  ui.mark(page.mark("shares"));
  return dragged;
}

void LossCurves::draw(PageView& page, double y, double t, ImVec2 size) {
  ui::Ui& ui = page.ui;
  const float gap = ui.px(8);
  const ImVec2 half{size.x, std::floor((size.y - gap) / 2)};
  const std::array names{ui::labeled(ui.tr("squared error"), "squared"), ui::labeled(ui.tr("cross entropy"), "cross"),
                         ui::labeled(ui.tr("binary cross entropy"), "binary")};
  plot::Figure losses(ui.plots, ui::labeled("E", page.mark("losses")),
                      {.y_label = "E",
                       .x_range = plot::Range{0, 1},
                       .y_range = plot::Range{0, highest_loss},
                       .size = half,
                       .stack = "softmax.losses",
                       .controls = plot::Controls::hidden});
  plot::Figure slopes(ui.plots, ui::labeled("∂E/∂a", page.mark("slopes")),
                      {.x_label = ui.tr("prediction y"),
                       .y_label = "∂E/∂a",
                       .x_range = plot::Range{0, 1},
                       .y_range = plot::Range{-steepest, steepest},
                       .size = half,
                       .stack = "softmax.losses",
                       .controls = plot::Controls::hidden,
                       .legend = plot::Controls::hidden});
  for (size_t k = 0; k < 3; ++k) {
    losses_[k].clear(), slopes_[k].clear();
    for (int i = 1; i < 400; ++i) {
      const double at = i / 400.0;
      const OutputLossAt loss = loss_at(output_losses[k], at, t);
      losses_[k].push_back({at, loss.loss});
      slopes_[k].push_back({at, loss.over_a});
    }
    const ImU32 color = ui.theme.plot.series(static_cast<int>(k));
    // The two that agree for t = 1 lie on each other: one of them is dashed.
    const plot::LineOptions look{.color = color,
                                 .width = k == 2 ? 2.0f : 2.6f,
                                 .dash = k == 2 ? plot::Dash::dashed : plot::Dash::solid,
                                 .marker = plot::Marker::none};
    losses.line(names[k], plot::series(losses_[k]), look);
    slopes.line(names[k], plot::series(slopes_[k]), look);
    const OutputLossAt here = loss_at(output_losses[k], y, t);
    heads_[k] = {{y, here.loss}};
    heads_[k + 3] = {{y, here.over_a}};
    losses.marks(plot::series(heads_[k]), {.color = color, .marker = plot::Marker::circle, .radius = 5});
    slopes.marks(plot::series(heads_[k + 3]), {.color = color, .marker = plot::Marker::circle, .radius = 5});
  }
  losses.vertical_line(y);
  slopes.vertical_line(y);
  losses.draw();
  ui.mark(page.mark("losses"));
  slopes.draw();
  ui.mark(page.mark("slopes"));
}

void WeightCurves::draw(PageView& page, const WeightSweep& sweep, double at, ImVec2 size) {
  ui::Ui& ui = page.ui;
  const ImVec2 half{size.x, std::floor((size.y - ui.px(8)) / 2)};
  loss_.clear(), accuracy_.clear();
  for (size_t i = 0; i < sweep.values.size(); ++i) {
    loss_.push_back({sweep.values[i], sweep.losses[i]});
    accuracy_.push_back({sweep.values[i], sweep.accuracies[i]});
  }
  const size_t here = nearest_in(sweep, at);
  const auto draw = [&](std::string_view label, const char* name, std::vector<plot::Point>& line,
                        std::vector<plot::Point>& head, int color, plot::Format format, bool bottom) {
    head = {line[here]};
    plot::Figure figure(ui.plots, ui::labeled(label, page.mark(name)),
                        {.x_label = bottom ? ui.tr("one weight") : std::string_view(),
                         .y_label = label,
                         .y_format = format,
                         .size = half,
                         .stack = "softmax.weight",
                         .controls = plot::Controls::hidden,
                         .legend = plot::Controls::hidden});
    const ImU32 ink = ui.theme.plot.series(color);
    figure.line(label, plot::series(line), {.color = ink, .width = 2.4f, .marker = plot::Marker::none});
    figure.vertical_line(sweep.trained, bottom ? std::string_view() : ui.tr("as trained"));
    figure.marks(plot::series(head), {.color = ink, .marker = plot::Marker::circle, .radius = 6});
    figure.draw();
    ui.mark(page.mark(name));
  };
  draw(ui.tr("Loss"), "loss_curve", loss_, head_, 0, plot::Format::number, false);
  draw(ui.tr("Accuracy"), "accuracy_curve", accuracy_, accuracy_head_, 1, plot::Format::percent, true);
}

}  // namespace saddle::app
