#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "labs/concepts/convolution/work.h"
#include "labs/concepts/shared/levers.h"
#include "plot/text.h"

namespace saddle::app {
namespace {

NumberImage turned(const NumberImage& image) {  // by a quarter, to the right
  NumberImage out = NumberImage::of(1, image.columns, image.rows);
  for (int row = 0; row < out.rows; ++row)
    for (int column = 0; column < out.columns; ++column)
      out.at(0, row, column) = image.at(0, image.rows - 1 - column, row);
  return out;
}

NumberImage moved(const NumberImage& image) {  // by a pixel, to the right and down
  NumberImage out = image;
  for (int row = 0; row < out.rows; ++row)
    for (int column = 0; column < out.columns; ++column) out.at(0, row, column) = image.at(0, row - 1, column - 1);
  return out;
}

NumberImage inverted(const NumberImage& image) {
  NumberImage out = image;
  const double most = *std::ranges::max_element(image.values);
  for (double& value : out.values) value = most - value;
  return out;
}

void append_channel(NumberImage& image, const NumberImage& channel) {
  image.rows = channel.rows, image.columns = channel.columns;
  image.values.insert(image.values.end(), channel.values.begin(), channel.values.end());
}

NumberImage channel_of(const NumberImage& image, int channel) {
  const auto size = static_cast<std::ptrdiff_t>(image.rows * image.columns);
  const auto from = image.values.begin() + channel * size;
  return {1, image.rows, image.columns, {from, from + size}};
}

// What one channel brings to a pixel.
double part_of(const ConvolutionOptions& o, const ChannelWork& work, int channel, GridCell pixel) {
  const Sliding sliding = o.sliding();
  double sum = 0;
  for (int y = 0; y < sliding.kernel; ++y)
    for (int x = 0; x < sliding.kernel; ++x)
      sum += work.picture.at(channel, pixel.row * sliding.stride - sliding.padding + y,
                             pixel.column * sliding.stride - sliding.padding + x) *
             work.filters[static_cast<size_t>(work.chosen)].at(channel, y, x);
  return sum;
}

std::string python_cube(const NumberImage& image, int indent) {
  std::string text = "[";
  for (int channel = 0; channel < image.channels; ++channel) {
    if (channel > 0) text += ",\n" + std::string(static_cast<size_t>(indent), ' ');
    text += python_rows(channel_of(image, channel).values, image.columns, indent + 1);
  }
  return text + "]";
}

NumberGrid grid_of(const NumberImage& image, bool diverging) {
  NumberGrid grid{.rows = image.rows, .columns = image.columns, .range = {0, 0}, .diverging = diverging};
  grid.value = [image](int row, int column) { return image.at(0, row, column); };
  for (const double value : image.values) grid.range.include(value);
  return grid;
}

}  // namespace

ChannelWork::ChannelWork(const ConvolutionOptions& o) {
  picture.channels = o.channels;
  const NumberImage first = o.shown_picture();
  const std::array<NumberImage, 3> channels{first, moved(first), inverted(first)};
  for (size_t channel = 0; channel < static_cast<size_t>(o.channels); ++channel)
    append_channel(picture, channels[channel]);
  for (int f = 0; f < o.filters; ++f) {
    NumberImage filter{.channels = o.channels};
    for (int channel = 0; channel < o.channels; ++channel) {
      NumberImage part = o.filter();
      for (int turn = 0; turn < (f + channel) % 4; ++turn) part = turned(part);
      append_channel(filter, part);
    }
    maps.push_back(convolve(picture, filter, o.sliding()));
    filters.push_back(std::move(filter));
  }
  chosen = std::min(o.chosen, o.filters - 1);
}

void add_channel_numbers(const ConvolutionOptions& o, PageNumbers& all) {
  const ChannelWork work(o);
  const Sliding sliding = o.sliding();
  const NumberImage& map = work.maps.front();
  const int f = o.filters, c = o.channels, k = sliding.kernel;
  const double weights = f * c * k * k, places = map.rows * map.columns;
  all.push_back({"weights",
                 std::string(to_tr("weights")),
                 weights,
                 fmt::format("{}·{}·{}·{}", f, c, k, k),
                 {{static_cast<double>(f * k * k), to_tr("each filter has as many channels as the picture")},
                  {static_cast<double>(c * k * k), to_tr("there are several filters")}},
                 9});
  all.push_back(
      {"flops", "FLOPs", 2 * weights * places, fmt::format("2·{}·{}·{}", weights, map.rows, map.columns), {}, 9});
  if (!sliding.fits(work.picture)) return;
  const GridCell pixel = chosen_pixel(o, map);
  PageNumber number{"pixel", fmt::format("({}, {}, {})", work.chosen, pixel.row, pixel.column),
                    work.maps[static_cast<size_t>(work.chosen)].at(0, pixel.row, pixel.column)};
  double first = 0;
  for (int channel = 0; channel < c; ++channel) {
    const double part = part_of(o, work, channel, pixel);
    if (channel == 0) first = part;
    number.formula += (channel > 0 ? " + " : "") + shown_factor(part);
  }
  number.slips = {{first, to_tr("the sum goes over all channels")},
                  {number.value / c, to_tr("channels are added up, not averaged")}};
  all.push_back(std::move(number));
}

NumberCode channel_code(const ConvolutionOptions& o) {
  const ChannelWork work(o);
  const Sliding sliding = o.sliding();
  const NumberImage& map = work.maps.front();
  NumberCode code;
  code.line("x = np.array(" + python_cube(work.picture, 14) + ")");
  std::string filters = "[";
  std::vector<double> values;
  for (size_t f = 0; f < work.filters.size(); ++f) {
    filters += (f > 0 ? ",\n              " : "") + python_cube(work.filters[f], 15);
    values.insert(values.end(), work.maps[f].values.begin(), work.maps[f].values.end());
  }
  code.line("w = np.array(" + filters + "])")
      .line(fmt::format("K, S, P = {}, {}, {}", sliding.kernel, sliding.stride, sliding.padding))
      .print("w.size", {static_cast<double>(o.filters * o.channels * sliding.kernel * sliding.kernel)});
  if (sliding.padding > 0) code.line("x = np.pad(x, [(0, 0), (P, P), (P, P)])");
  code.line("OH = (x.shape[1] - K) // S + 1").print("OH", {static_cast<double>(map.rows)});
  if (map.values.empty()) return code;
  code.line(
          "y = np.array([[[np.sum(x[:, S*i:S*i+K, S*j:S*j+K] * f)\n                for j in range(OH)] for i in "
          "range(OH)] for f in w])")
      .print("y", values);
  return code;
}

void draw_channels(PageView& page, const ConvolutionOptions& o, ImVec2 size) {
  ui::Ui& ui = page.ui;
  const ChannelWork work(o);
  const Sliding sliding = o.sliding();
  const int side = work.picture.rows, k = sliding.kernel, c = o.channels, f = o.filters,
            out = std::max(1, work.maps.front().rows);
  const float gap = ui.px(12), title = plot::font_size(ui.fonts.caption) + ui.px(10), between = ui.px(30);
  const auto share = [&](int count) {
    return std::floor((size.y - title - gap * static_cast<float>(count - 1)) / static_cast<float>(count));
  };
  // The three columns have the same cells, as far as the width has room for them.
  const float wide = (size.x - 2 * between - gap * static_cast<float>(c - 1)) / static_cast<float>(side + c * k + out);
  const auto cell_in = [&](int count, int rows) {
    return std::max(2.0f, std::floor(std::min({wide, share(count) / static_cast<float>(rows), ui.px(40)})));
  };
  const float input_cell = cell_in(c, side), filter_cell = cell_in(f, k), map_cell = cell_in(f, out);
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  const GridCell pixel = chosen_pixel(o, work.maps.front());
  const bool fits = sliding.fits(work.picture);
  const ImU32 color = ui.theme.plot.series(2);
  float x = corner.x;
  const auto caption = [&](std::string_view words, float width) {
    const plot::Pencil pencil{.font = ui.fonts.caption};
    plot::draw_text(*ImGui::GetWindowDrawList(), {x, corner.y}, ui.theme.muted, plot::shortened(words, width, pencil),
                    pencil);
  };
  const float top = corner.y + title;
  caption(fmt::format(fmt::runtime(ui.tr("{} channels")), c), input_cell * static_cast<float>(side) + between);
  for (int channel = 0; channel < c; ++channel) {
    NumberGrid grid = grid_of(channel_of(work.picture, channel), false);
    grid.cell = input_cell;
    grid.corner = {x, top + (input_cell * static_cast<float>(side) + gap) * static_cast<float>(channel)};
    const GridCell from{pixel.row * sliding.stride - sliding.padding, pixel.column * sliding.stride - sliding.padding};
    if (fits) grid.frames = {{from, k, k, color}};
    grid.draw(ui);
  }
  x += input_cell * static_cast<float>(side) + between;
  const float filters_width = (filter_cell * static_cast<float>(k) + gap) * static_cast<float>(c) - gap;
  caption(fmt::format(fmt::runtime(ui.tr("{} filters")), f), filters_width + between);
  for (int filter = 0; filter < f; ++filter) {
    for (int channel = 0; channel < c; ++channel) {
      NumberGrid grid = grid_of(channel_of(work.filters[static_cast<size_t>(filter)], channel), true);
      grid.cell = filter_cell;
      grid.corner = {x + (filter_cell * static_cast<float>(k) + gap) * static_cast<float>(channel),
                     top + (share(f) + gap) * static_cast<float>(filter)};
      if (filter == work.chosen) grid.frames = {{{0, 0}, k, k, color}};
      grid.draw(ui);
    }
  }
  x += filters_width + between;
  caption(fmt::format(fmt::runtime(ui.tr("{} maps")), f), corner.x + size.x - x);
  const PageNumber* asked = number_named(page.numbers, "pixel");
  std::vector<NumberGrid> maps;
  for (int filter = 0; fits && filter < f; ++filter) {
    NumberGrid grid = grid_of(work.maps[static_cast<size_t>(filter)], true);
    grid.cell = map_cell;
    grid.corner = {x, top + (share(f) + gap) * static_cast<float>(filter)};
    if (filter == work.chosen) grid.frames = {{pixel, 1, 1, color}};
    if (filter == work.chosen && asked && page.hand.hides(*asked))
      grid.hidden = [pixel](int row, int column) { return GridCell{row, column} == pixel; };
    grid.draw(ui);
    grid.mark(ui, page.mark(fmt::format("map.{}", filter)));
    maps.push_back(std::move(grid));
  }
  ImGui::SetCursorScreenPos(corner);
  ImGui::InvisibleButton("###channels", size);
  page.ui.mark(page.mark("channels.grids"));
  if (!ImGui::IsItemActive()) return;
  for (size_t filter = 0; filter < maps.size(); ++filter) {
    const auto cell = maps[filter].at(ImGui::GetIO().MousePos);
    if (!cell) continue;
    set_by_hand(page, "grids", "chosen", static_cast<int>(filter));
    set_by_hand(page, "grids", "row", cell->row);
    set_by_hand(page, "grids", "column", cell->column);
  }
}

}  // namespace saddle::app
