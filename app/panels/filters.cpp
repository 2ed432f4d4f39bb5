#include <algorithm>

#include <fmt/format.h>

#include "model/panel.h"
#include "plot/image_grid.h"
#include "ui/widgets.h"

// The filters of the first convolution, as they are now.
namespace saddle::panels {
namespace {

using namespace app;

class FiltersPanel final : public Panel {
 public:
  void draw(Frame& frame) override;
  bool idle(const Frame& frame) const override {
    return std::ranges::none_of(frame.draft.experiment.network, [](const Node& node) { return node.type == "conv2d"; });
  }
};

void FiltersPanel::draw(Frame& frame) {
  ui::Ui& ui = frame.ui;
  const Reading* reading = frame.training.watch({.type = "filters"});
  if (!reading || reading->arrays.empty()) {
    ui::caption(ui, ui.tr(reading ? "This network has no convolution." : "They appear when the network is built."));
    ui.mark("filters", "none");
    return;
  }
  const Reading::Array& filters = reading->arrays.front();
  const int count = static_cast<int>(filters.shape[0]), channels = static_cast<int>(filters.shape[1]);
  const int rows = static_cast<int>(filters.shape[2]), columns = static_cast<int>(filters.shape[3]);
  ui::caption(ui, fmt::format(fmt::runtime(ui.tr("{} · {} filters of {} x {} · step {}")), filters.name,
                              count * channels, rows, columns, reading->step));
  plot::image_grid(ui.plots, "###filters", filters.values, count * channels, rows, columns,
                   {.map = plot::Colormap::diverging});
  ui.mark("filters", fmt::format("{} filters", count * channels));
}

}  // namespace

PanelType filters() {
  return {"filters", "Filters", "The weights of the first convolution, a picture for each filter.", 1,
          [] { return std::make_unique<FiltersPanel>(); }};
}

}  // namespace saddle::panels
