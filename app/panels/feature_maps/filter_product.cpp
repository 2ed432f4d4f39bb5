#include "panels/feature_maps/filter_product.h"

#include <cmath>

#include <fmt/format.h>

#include "panels/signals/small_histogram.h"
#include "plot/image_grid.h"
#include "saddle/catalog.h"
#include "ui/widgets.h"

namespace saddle::app {
namespace {

// A side of a convolution: "stride", or "stride_width" where that is a number of its own.
int side(const Node& node, const std::string& name, bool across) {
  const Table& table = catalog::get(catalog::layers(), node.type, {}).properties;
  const auto value = [&](const std::string& key) { return value_of(node.properties, *find(table, key)); };
  Value chosen = value(name);
  if (across && !std::holds_alternative<std::string>(value(name + "_width"))) chosen = value(name + "_width");
  return static_cast<int>(number_of(chosen));
}

}  // namespace

FilterProduct::FilterProduct(const Node& node, const Array& input, const FiltersReading& filters, int map, int row,
                             int column) {
  const Array& weights = filters.weight;
  const auto extent = [](const Array& array, int axis) { return static_cast<int>(array.shape[axis]); };
  channels_ = extent(weights, 1), rows_ = extent(weights, 2), columns_ = extent(weights, 3);
  const int height = extent(input, 1), width = extent(input, 2);
  const int top = row * side(node, "stride", false) - side(node, "padding", false);
  const int left = column * side(node, "stride", true) - side(node, "padding", true);
  if (!filters.bias.empty()) bias_ = filters.bias[static_cast<size_t>(map)];
  double most = -1;
  for (int channel = 0; channel < channels_; ++channel) {
    std::vector<float> patch, filter, product;
    double magnitude = 0;
    for (int u = 0; u < rows_; ++u) {
      for (int v = 0; v < columns_; ++v) {
        const int y = top + u, x = left + v;
        const bool inside = y >= 0 && y < height && x >= 0 && x < width;
        patch.push_back(inside ? input.values[static_cast<size_t>((channel * height + y) * width + x)] : 0);
        filter.push_back(weights.values[static_cast<size_t>(((map * channels_ + channel) * rows_ + u) * columns_ + v)]);
        product.push_back(patch.back() * filter.back());
        sum_ += double{patch.back()} * filter.back();
        magnitude += std::abs(product.back());
      }
    }
    if (magnitude <= most) continue;
    most = magnitude;
    shown_ = channel;
    patch_ = patch, filter_ = filter, product_ = product;
  }
}

void FilterProduct::draw(ui::Ui& ui, double value) const {
  const float size = ui.px(56);
  const auto picture = [&](const char* id, const std::vector<float>& values, plot::Colormap map) {
    plot::image_grid(ui.plots, id, values, 1, rows_, columns_,
                     {.map = map, .size = {ui.px(46), size}, .largest = 46, .bar = false});
  };
  ImGui::Dummy({0, ui.px(2)});
  ui::caption(ui, channels_ > 1 ? fmt::format(fmt::runtime(ui.tr("patch × filter, channel {}")), shown_)
                                : std::string(ui.tr("patch × filter")));
  picture("###patch", patch_, plot::Colormap::gray);
  ImGui::SameLine(0, ui.px(4));
  picture("###filter", filter_, plot::Colormap::diverging);
  ImGui::SameLine(0, ui.px(4));
  picture("###product", product_, plot::Colormap::diverging);
  const std::string text =
      fmt::format("Σ {} + b {} = {}", short_number(sum_), short_number(bias_), short_number(value));
  ui::caption(ui, text);
  ui.mark("feature_maps.product", text);
}

}  // namespace saddle::app
