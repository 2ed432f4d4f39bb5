#include "labs/network/filters_panel.h"

#include <fmt/format.h>

#include "plot/image_grid.h"
#include "ui/widgets.h"

namespace saddle::app {

void FiltersPanel::draw(Frame& frame) {
  ui::Ui& ui = frame.ui;
  const Reading* reading = frame.training.watch({.type = "filters"});
  ui::heading(ui, ui.tr("Filters of the first convolution"));
  if (!reading || reading->arrays.empty()) {
    ui::caption(ui, ui.tr(reading ? "This network has no convolution." : "They appear when the network is built."));
    ui.mark("filters", "none");
    return;
  }
  const Reading::Array& filters = reading->arrays.front();
  const int count = static_cast<int>(filters.shape[0]), channels = static_cast<int>(filters.shape[1]);
  const int rows = static_cast<int>(filters.shape[2]), columns = static_cast<int>(filters.shape[3]);
  ImGui::SameLine();
  ui::caption(ui, fmt::format(fmt::runtime(ui.tr("{} · {} filters of {} x {} · step {}")), filters.name,
                              count * channels, rows, columns, reading->step));
  plot::image_grid(ui.plots, "###filters", filters.values, count * channels, rows, columns,
                   {.map = plot::Colormap::diverging});
  ui.mark("filters", fmt::format("{} filters", count * channels));
}

}  // namespace saddle::app
