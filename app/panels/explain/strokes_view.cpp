#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "panels/explain/views.h"
#include "plot/class_color.h"
#include "plot/figure.h"
#include "ui/widgets.h"

namespace saddle::app {
namespace {

// From which moment on the last answer stood at this probability, to the end.
constexpr float sure_enough = 0.9f;
std::optional<size_t> sure_from(const std::vector<StrokeMoment>& moments, size_t answer) {
  size_t first = moments.size();
  while (first > 0 && moments[first - 1].probabilities[answer] >= sure_enough) --first;
  return first < moments.size() ? std::optional(first) : std::nullopt;
}

}  // namespace

void draw_strokes(Frame& frame, const Explanation& found) {
  ui::Ui& ui = frame.ui;
  const std::vector<StrokeMoment>& moments = found.moments;
  if (moments.empty()) {
    ui::caption(ui, ui.tr("Draw with the pen: it shows what was thought along the way."));
    return;
  }
  const std::vector<std::string>& classes = found.question.jury.front().model->sample().classes;
  const std::vector<float>& last = moments.back().probabilities;
  const auto answer = static_cast<size_t>(std::ranges::max_element(last) - last.begin());
  const std::optional<size_t> sure = sure_from(moments, answer);
  int stroke = 1;
  for (size_t i = 0; sure && i < *sure; ++i) stroke += moments[i].stroke_end;
  const std::string words =
      !sure ? fmt::format(fmt::runtime(ui.tr("It was never sure; at last it says {}.")), classes[answer])
            : fmt::format(fmt::runtime(ui.tr("Sure of {} from stroke {} on, at {:.0f} % of the ink.")), classes[answer],
                          stroke, 100 * moments[*sure].ink / std::max(moments.back().ink, 1e-6));
  ui::text(ui, words, ui.theme.text, ui.fonts.strong);
  ui.mark("explain.sure", words);
  std::vector<std::vector<plot::Point>> lines(classes.size());
  std::vector<float> highest(classes.size(), 0.0f);
  for (const StrokeMoment& moment : moments) {
    for (size_t k = 0; k < classes.size(); ++k) {
      lines[k].push_back({moment.ink, static_cast<double>(moment.probabilities[k])});
      highest[k] = std::max(highest[k], moment.probabilities[k]);
    }
  }
  plot::Figure figure(ui.plots, "###explain.strokes",
                      {.x_label = ui.tr("Ink drawn (sides of the canvas)"),
                       .y_label = ui.tr("Probability"),
                       .y_range = plot::Range{0, 1},
                       .controls = plot::Controls::hidden});
  int number = 1;
  for (const StrokeMoment& moment : moments) {
    if (!moment.stroke_end) continue;
    figure.vertical_line(moment.ink, fmt::format(fmt::runtime(ui.tr("Stroke {}")), number++));
  }
  for (size_t k = 0; k < classes.size(); ++k) {
    if (highest[k] < 0.05f) continue;
    figure.line(classes[k] + "###" + classes[k], plot::series(lines[k]),
                {.color = plot::class_color(ui.plots.style, static_cast<int>(k)), .width = k == answer ? 3.0f : 0.0f});
  }
  figure.draw();
  ui.mark("explain.strokes", fmt::format("{}", moments.size()));
}

}  // namespace saddle::app
