#include "panels/results/class_bars.h"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

#include "panels/results/gallery.h"
#include "plot/probability_bars.h"
#include "ui/widgets.h"

namespace saddle::app {
namespace {

constexpr size_t most_bars = 10;

}  // namespace

void class_bars(Frame& frame, const std::vector<float>& probabilities, int label) {
  const RunSnapshot& now = frame.training.now;
  if (probabilities.size() != now.classes.size()) return;
  std::vector<int> order(probabilities.size());
  std::iota(order.begin(), order.end(), 0);
  if (order.size() > most_bars) {
    std::ranges::stable_sort(order, std::ranges::greater{},
                             [&](int k) { return probabilities[static_cast<size_t>(k)]; });
    const bool seen =
        label < 0 || std::find(order.begin(), order.begin() + most_bars, label) < order.begin() + most_bars;
    order.resize(most_bars);
    if (!seen) order.push_back(label);
  }
  std::vector<std::string> names;
  std::vector<float> values;
  int target = -1;
  for (const int k : order) {
    if (k == label) target = static_cast<int>(names.size());
    names.push_back(class_name(now, k));
    values.push_back(probabilities[static_cast<size_t>(k)]);
  }
  plot::probability_bars(frame.ui.plots, "###bars", names, values, {.target = target});
  frame.ui.mark("prediction.bars", fmt::format("{} of {}", names.size(), probabilities.size()));
  ui::tooltip(frame.ui, {}, frame.ui.tr("The probability of each class; the frame marks the right one."));
}

}  // namespace saddle::app
