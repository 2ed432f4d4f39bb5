#include <algorithm>
#include <cmath>
#include <optional>

#include <fmt/format.h>

#include "labs/concepts/convolution/sources.h"
#include "labs/concepts/convolution/work.h"
#include "labs/concepts/shared/levers.h"
#include "plot/text.h"

// A window that slides over a picture: patch times filter is a pixel, or the greatest of the patch.
namespace saddle::concepts {
namespace {

using namespace app;
class ConvolutionPage final : public ConceptPage {
 public:
  bool moving() const override { return playing_; }

  void draw_picture(PageView& page, ImVec2 size) override {
    const auto o = read<ConvolutionOptions>(page.values);
    sources_.take_opened(page);
    if (o.view == "field") return draw_field(page, o, size);
    if (o.view == "channels") return draw_channels(page, o, size);
    const float strip = o.pools() ? 0 : std::floor(std::clamp(size.y * 0.34f, page.ui.px(90), page.ui.px(250)));
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    place(page, o, {size.x, size.y - strip});
    advance(page, o);
    if (strip > 0) draw_products(page, o, {corner.x, corner.y + size.y - strip}, {size.x, strip});
    input_.draw(page.ui), output_.draw(page.ui);
    if (!o.pools()) filter_.draw(page.ui);
    draw_titles(page, o);
    ImGui::SetCursorScreenPos(corner);
    ImGui::InvisibleButton("###windows", size);
    page.ui.mark(page.mark("grids"));
    input_.mark(page.ui, page.mark("input")), output_.mark(page.ui, page.mark("map"));
    follow_mouse(page, o);
  }

  void draw_levers(PageView& page) override {
    ui::Ui& ui = page.ui;
    const auto o = read<ConvolutionOptions>(page.values);
    tabs(page, "view",
         {{"filter", ui.tr("Filter")},
          {"channels", ui.tr("Channels")},
          {"pool", ui.tr("Pooling")},
          {"field", ui.tr("Small or large")}});
    if (o.view == "field") {
      lever(page, "size", ui.tr("large filter"));
      lever(page, "layers", ui.tr("small layers"));
      group(page, fmt::format(fmt::runtime(ui.tr("One layer of {} × {}")), o.size, o.size));
      for (const char* name : {"field_large", "weights_large", "flops_large"})
        show(page, name, ui.theme.plot.series(0));
      group(page, fmt::format(fmt::runtime(ui.tr("{} layers of 3 × 3")), o.layers));
      for (const char* name : {"field_small", "weights_small", "flops_small"})
        show(page, name, ui.theme.plot.series(1));
      return;
    }
    lever(page, "picture", ui.tr("picture"));
    if (o.picture == "own") {
      const bool bad = typed_square(o.pixels, largest_picture).rows == 0;
      formula_field(page, "pixels",
                    "x =", bad ? std::string(ui.tr("a square of numbers is wanted: 1 0; 0 -1")) : std::string());
      sources_.draw_picture_buttons(page);
    }
    if (o.pools()) {
      tabs(page, "pooling", {{"max", ui.tr("Maximum")}, {"average", ui.tr("Average")}});
      lever(page, "window", ui.tr("window"));
      lever(page, "shift", ui.tr("shifted by"));
    } else {
      lever(page, "kernel", ui.tr("filter"));
      if (o.kernel == "own") {
        const bool bad = typed_square(o.own).rows == 0;
        formula_field(page, "own",
                      "w =", bad ? std::string(ui.tr("a square of numbers is wanted: 1 0; 0 -1")) : std::string());
      }
      sources_.draw_trained(page, o);
      if (o.view == "channels") {
        lever(page, "channels", ui.tr("channels C"));
        lever(page, "filters", ui.tr("filters FN"));
        lever(page, "chosen", ui.tr("chosen map"), ui.theme.plot.series(2));
      }
      lever(page, "stride", ui.tr("stride S"));
      lever(page, "padding", ui.tr("padding P"));
    }
    if (o.view == "channels") {
      for (const char* name : {"weights", "flops"}) show(page, name);
    } else {
      if (ui::button(ui, page.mark("play"), playing_ ? ui.tr("Pause") : ui.tr("Slide"))) playing_ = !playing_;
      show(page, "output");
    }
    show(page, "pixel", ui.theme.plot.series(2));
    if (!o.sliding().fits(o.shown_picture()))
      say(page, ui.tr("The window is larger than the picture: more padding."), ui.theme.error);
  }

 private:
  // Input, filter and output from left to right, or below each other, with cells as large as the room allows.
  void place(PageView& page, const ConvolutionOptions& o, ImVec2 size) {
    ui::Ui& ui = page.ui;
    const NumberImage picture = o.shown_picture(), map = o.map(), filter = o.filter();
    const Sliding sliding = o.sliding();
    const int p = sliding.padding, side = picture.rows + 2 * p, middle = o.pools() ? 0 : filter.rows;
    const float gap = ui.px(34), title = plot::font_size(ui.fonts.caption) + ui.px(10);
    const bool beside = size.x > size.y;
    const int across = side + middle + std::max(1, map.columns);
    const int down = side + std::max(middle, std::max(1, map.rows));
    const float most = ui.px(46);
    const float cell = beside ? std::min(fitting_cell(side, across, {size.x - 2 * gap, size.y - title}, most),
                                         fitting_cell(side, side, {size.x, size.y - title}, most))
                              : fitting_cell(down, std::max(side, middle + map.columns),
                                             {size.x - gap, size.y - gap - 2 * title}, most);
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    const auto whole = [](float v) { return std::floor(v); };
    const float used =
        beside ? cell * static_cast<float>(across) + gap * (o.pools() ? 1.0f : 2.0f) : cell * static_cast<float>(side);
    const float left = corner.x + whole(std::max(0.0f, (size.x - used) / 2));
    const float high = beside ? cell * static_cast<float>(side) : 0;
    const float top = corner.y + title + (beside ? whole(std::max(0.0f, (size.y - title - high) / 2)) : 0);

    const auto values = [](NumberImage image, int shift) {
      return
          [image = std::move(image), shift](int row, int column) { return image.at(0, row - shift, column - shift); };
    };
    const auto range_of = [](const NumberImage& image) {
      plot::Range range{0, 0};
      for (const double value : image.values) range.include(value);
      return range;
    };
    const GridCell pixel = chosen_pixel(o, map);
    const bool fits = sliding.fits(picture);
    input_ = {.rows = side, .columns = side, .value = values(picture, p), .range = range_of(picture)};
    input_.ghost = [p, n = picture.rows](int row, int column) {
      return row < p || column < p || row >= n + p || column >= n + p;
    };
    input_.corner = {left, top}, input_.cell = cell;
    if (fits)
      input_.frames = {{{pixel.row * sliding.stride, pixel.column * sliding.stride},
                        sliding.kernel,
                        sliding.kernel,
                        ui.theme.plot.series(2)}};
    filter_ = {
        .rows = middle, .columns = middle, .value = values(filter, 0), .range = range_of(filter), .diverging = true};
    filter_.cell = cell;
    output_ = {.rows = map.rows, .columns = map.columns, .value = values(map, 0), .range = range_of(map)};
    output_.diverging = !o.pools();
    output_.cell = cell;
    if (fits) output_.frames = {{pixel, 1, 1, ui.theme.plot.series(2)}};
    const PageNumber* asked = number_named(page.numbers, "pixel");
    if (asked && page.hand.hides(*asked))
      output_.hidden = [pixel](int row, int column) { return GridCell{row, column} == pixel; };
    if (beside) {
      const auto centered = [&](const NumberGrid& grid) { return top + whole((high - grid.size().y) / 2); };
      filter_.corner = {left + input_.size().x + gap, centered(filter_)};
      output_.corner = {filter_.corner.x + filter_.size().x + (o.pools() ? 0 : gap), centered(output_)};
    } else {
      const float below = top + input_.size().y + title;
      filter_.corner = {left, below};
      output_.corner = {left + filter_.size().x + (o.pools() ? 0 : gap), below};
    }
  }

  void draw_titles(PageView& page, const ConvolutionOptions& o) {
    ui::Ui& ui = page.ui;
    const float gap = ui.px(8);
    const auto room = [&](const NumberGrid& grid, float next) {
      return next > grid.corner.x ? next - grid.corner.x - gap : 10000.0f;
    };
    const float end = ImGui::GetWindowPos().x + ImGui::GetWindowWidth() - gap;
    const bool beside = filter_.corner.y < input_.corner.y + input_.size().y;
    const float after_input = !beside ? end : o.pools() ? output_.corner.x : filter_.corner.x;
    input_.draw_title(ui, ui.tr("picture"), ui.theme.muted, room(input_, after_input));
    if (!o.pools()) filter_.draw_title(ui, ui.tr("filter"), ui.theme.muted, room(filter_, output_.corner.x));
    output_.draw_title(ui, ui.tr("map"), ui.theme.muted, std::max(ui.px(20), end - output_.corner.x));
  }

  // Over either grid, while the button is held, the mouse leads the window; a click is enough.
  void follow_mouse(PageView& page, const ConvolutionOptions& o) {
    if (!ImGui::IsItemActive()) return;
    const NumberImage map = o.map();
    if (map.values.empty()) return;
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    std::optional<GridCell> pixel = output_.at(mouse);
    if (const auto over = input_.at(mouse)) {
      const Sliding sliding = o.sliding();
      const auto under = [&](int place, int most) {
        return std::clamp((place - (sliding.kernel - 1) / 2) / sliding.stride, 0, most - 1);
      };
      pixel = GridCell{under(over->row, map.rows), under(over->column, map.columns)};
    }
    if (!pixel) return;
    playing_ = false;
    set_by_hand(page, "grids", "row", pixel->row);
    set_by_hand(page, "grids", "column", pixel->column);
  }

  // Four pixels a second, row by row.
  void advance(PageView& page, const ConvolutionOptions& o) {
    if (!playing_) return;
    waited_ += std::min(ImGui::GetIO().DeltaTime, 0.1f);
    const NumberImage map = o.map();
    if (waited_ < 0.25f || map.values.empty()) return;
    waited_ = 0;
    const GridCell pixel = chosen_pixel(o, map);
    const int next = (pixel.row * map.columns + pixel.column + 1) % (map.rows * map.columns);
    set_value(page, "row", next / map.columns);
    set_value(page, "column", next % map.columns);
  }

  // What one pixel of the last map sees of the picture, through one large filter and through small ones.
  static void draw_field(PageView& page, const ConvolutionOptions& o, ImVec2 size) {
    ui::Ui& ui = page.ui;
    const int large = stacked(o.size, 1, 1).field, small = stacked(3, o.layers, 1).field,
              side = std::max({large, small, 3});
    const float gap = ui.px(40), title = plot::font_size(ui.fonts.caption) + ui.px(10);
    const bool beside = size.x > size.y;
    const ImVec2 half =
        beside ? ImVec2{(size.x - gap) / 2, size.y - title} : ImVec2{size.x, (size.y - gap) / 2 - title};
    const float cell = fitting_cell(side, side, half, ui.px(52));
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    for (const bool is_large : {true, false}) {
      const int field = is_large ? large : small;
      const ImU32 color = ui.theme.plot.series(is_large ? 0 : 1);
      NumberGrid grid{.rows = side, .columns = side};
      const int from = (side - field) / 2;
      // How many ways lead from a pixel of the picture to the one at the end.
      grid.value = [&](int row, int column) { return paths(is_large, o, row - from, column - from); };
      grid.range = {0, paths(is_large, o, field / 2, field / 2)};
      grid.numbers = !is_large;
      grid.frames = {{{from, from}, field, field, color}};
      grid.cell = cell;
      grid.corner = {corner.x + (is_large || !beside ? 0 : half.x + gap),
                     corner.y + title + (is_large || beside ? 0 : half.y + gap / 2 + title)};
      grid.draw(ui);
      const std::string words = is_large ? fmt::format(fmt::runtime(ui.tr("One layer of {} × {}")), o.size, o.size)
                                         : fmt::format(fmt::runtime(ui.tr("{} layers of 3 × 3")), o.layers);
      grid.draw_title(ui, words, color, half.x);
    }
  }

  static double paths(bool is_large, const ConvolutionOptions& o, int row, int column) {
    const int field = is_large ? o.size : 2 * o.layers + 1;
    if (row < 0 || column < 0 || row >= field || column >= field) return 0;
    if (is_large) return 1;
    std::vector<double> ways{1};
    for (int layer = 0; layer < o.layers; ++layer) {
      std::vector<double> next(ways.size() + 2, 0);
      for (size_t i = 0; i < ways.size(); ++i)
        for (size_t k = 0; k < 3; ++k) next[i + k] += ways[i];
      ways = next;
    }
    return ways[static_cast<size_t>(row)] * ways[static_cast<size_t>(column)];
  }

  ConvolutionSources sources_;
  NumberGrid input_, filter_, output_;
  bool playing_ = false;
  float waited_ = 0;
};

}  // namespace

ConceptType convolution() {
  return {.name = "convolution",
          .title = "Convolution and pooling",
          .section = "7.2, 7.3, 8.1",
          .about =
              "A window slides over the picture. At each place every number of the patch is multiplied with the "
              "weight of the filter that lies on it, and the sum is one pixel of the map. Padding puts zeros "
              "around the picture, the stride is how far the window goes on. Drag it. Sums go over all channels.",
          .question =
              "Which filter finds upright edges, which lying ones? Which padding keeps the size with stride 1? "
              "In Pooling, shift the picture by a pixel: how much of the map changes?",
          .order = 90,
          .properties = table_of<ConvolutionOptions>(),
          .compute = convolution_numbers,
          .code = convolution_code,
          .make = [] { return std::make_unique<ConvolutionPage>(); },
          .exercise = convolution_exercise,
          .given = convolution_given};
}

}  // namespace saddle::concepts