#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>

#include <fmt/format.h>

#include "labs/concepts/im2col/work.h"
#include "labs/concepts/shared/levers.h"
#include "plot/text.h"

// A convolution as one product of matrices: patches become rows, and on the way back rows add up to pixels.
namespace saddle::concepts {
namespace {

using namespace app;
class Im2colPage final : public ConceptPage {
 public:
  void draw_picture(PageView& page, ImVec2 size) override {
    const auto o = read<Im2colOptions>(page.values);
    const Im2colWork work(o);
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    if (work.rows > 0) {
      const bool strip = o.view == "forward";
      const float below = strip ? std::floor(std::clamp(size.y * 0.42f, page.ui.px(110), page.ui.px(290))) : 0;
      place(page, o, work, {size.x, size.y - below});
      if (strip) draw_product(page, work, {corner.x, corner.y + size.y - below}, {size.x, below});
      for (const NumberGrid& grid : channels_) grid.draw(page.ui);
      matrix_.draw(page.ui), side_.draw(page.ui);
      draw_titles(page, o);
    }
    ImGui::SetCursorScreenPos(corner);
    ImGui::InvisibleButton("###im2col", size);
    page.ui.mark(page.mark("grids"));
    if (work.rows > 0) follow_mouse(page, o, work);
  }

  void draw_levers(PageView& page) override {
    ui::Ui& ui = page.ui;
    const auto o = read<Im2colOptions>(page.values);
    tabs(page, "view", {{"forward", "im2col"}, {"back", "col2im"}});
    lever(page, "channels", ui.tr("channels C"));
    lever(page, "size", ui.tr("picture H, W"));
    lever(page, "kernel", ui.tr("filter FH, FW"));
    lever(page, "stride", ui.tr("stride S"));
    lever(page, "padding", ui.tr("padding P"));
    lever(page, "patch", ui.tr("patch"), ui.theme.plot.series(2));
    lever(page, "entry", ui.tr("entry"), ui.theme.plot.series(1));
    const PageNumber &rows = *number_named(page.numbers, "rows"), &columns = *number_named(page.numbers, "columns");
    if (!page.hand.hides(rows) && !page.hand.hides(columns))
      group(page, fmt::format("(1, {0}, {1}, {1}) → ({2}, {3})", o.channels, o.size, rows.value, columns.value));
    for (const char* name : {"rows", "columns", "memory"}) show(page, name);
    show(page, "pixel", ui.theme.plot.series(2));
    show(page, "count", ui.theme.plot.series(1));
    if (rows.value == 0) say(page, ui.tr("The window is larger than the picture: more padding."), ui.theme.error);
  }

 private:
  // The channels at the left, the matrix in the middle, the map (or the counts) at the right.
  void place(PageView& page, const Im2colOptions& o, const Im2colWork& work, ImVec2 size) {
    ui::Ui& ui = page.ui;
    const bool back = o.view == "back";
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    const float gap = ui.px(26), title = plot::font_size(ui.fonts.caption) + ui.px(10), most = ui.px(60);
    const int side = o.size + 2 * o.padding;
    const float left = std::floor(size.x * 0.26f), right = std::floor(size.x * 0.2f),
                middle = size.x - left - right - 2 * gap;
    const float each = (size.y - title) / static_cast<float>(o.channels) - title;
    const float cell = fitting_cell(side, side, {left, each}, most);
    const ImU32 of_patch = ui.theme.plot.series(2), of_entry = ui.theme.plot.series(1);
    const auto [channel, from] = source_of(o, work, work.patch, work.entry);
    const GridCell window{work.patch / work.map.columns * o.stride, work.patch % work.map.columns * o.stride};
    channels_.clear();
    const NumberImage& shown = back ? work.back : work.picture;
    for (int c = 0; c < o.channels; ++c) {
      NumberGrid grid{.rows = side, .columns = side, .diverging = back};
      grid.value = [image = shown, c, p = o.padding](int row, int column) { return image.at(c, row - p, column - p); };
      for (const double value : shown.values) grid.range.include(value);
      grid.ghost = [p = o.padding, n = o.size](int row, int column) {
        return row < p || column < p || row >= n + p || column >= n + p;
      };
      grid.frames = {{window, o.kernel, o.kernel, of_patch}};
      if (c == channel) grid.frames.push_back({{from.row + o.padding, from.column + o.padding}, 1, 1, of_entry});
      grid.cell = cell;
      grid.corner = {corner.x, corner.y + title + static_cast<float>(c) * (each + title)};
      channels_.push_back(std::move(grid));
    }
    matrix_ = {.rows = work.rows, .columns = work.columns};
    matrix_.value = [matrix = work.matrix, n = work.columns](int row, int column) {
      return matrix[static_cast<size_t>(row * n + column)];
    };
    matrix_.diverging = back;
    for (const double value : work.matrix) matrix_.range.include(value);
    matrix_.cell = fitting_cell(work.rows, work.columns, {middle, size.y - title}, most);
    matrix_.corner = {corner.x + left + gap, corner.y + title};
    matrix_.frames = {{{work.patch, 0}, 1, work.columns, of_patch}};
    if (!back) matrix_.frames.push_back({{0, work.entry}, work.rows, 1, plot::with_alpha(of_entry, 0.55f)});
    // Backward: all entries that add up in the pixel.
    for (int row = 0; back && row < work.rows; ++row)
      for (int entry = 0; entry < work.columns; ++entry)
        if (source_of(o, work, row, entry) == std::pair(channel, from))
          matrix_.frames.push_back({{row, entry}, 1, 1, of_entry});
    const NumberImage& beside = back ? work.counts : work.map;
    side_ = {.rows = beside.rows, .columns = beside.columns, .diverging = !back};
    side_.value = [beside](int row, int column) { return beside.at(0, row, column); };
    side_.range = {0, 0};
    for (const double value : beside.values) side_.range.include(value);
    side_.cell = fitting_cell(beside.rows, beside.columns, {right, size.y - title}, most);
    side_.corner = {corner.x + size.x - right, corner.y + title};
    const GridCell pixel{work.patch / work.map.columns, work.patch % work.map.columns};
    side_.frames = {back ? GridFrame{from, 1, 1, of_entry} : GridFrame{pixel, 1, 1, of_patch}};
    const PageNumber* asked = number_named(page.numbers, back ? "count" : "pixel");
    if (asked && page.hand.hides(*asked)) side_.hidden = [](int, int) { return true; };
    center(corner.y + title, size.y - title);
  }

  // All columns begin at the same height, and the tallest lies in the middle.
  void center(float top, float height) {
    float tallest = std::max(matrix_.size().y, side_.size().y);
    for (const NumberGrid& grid : channels_) tallest = std::max(tallest, grid.corner.y + grid.size().y - top);
    const float down = std::floor(std::max(0.0f, (height - tallest) / 2));
    for (NumberGrid& grid : channels_) grid.corner.y += down;
    matrix_.corner.y += down, side_.corner.y += down;
  }

  // The chosen row times the filter, number by number: their sum is a pixel of the map.
  static void draw_product(PageView& page, const Im2colWork& work, ImVec2 corner, ImVec2 size) {
    ui::Ui& ui = page.ui;
    const std::string total = "Σ = " + shown_or_hidden(page.hand, page.numbers, "pixel");
    const float words = plot::text_size(total, {.font = ui.fonts.title}).x + ui.px(18),
                title = plot::font_size(ui.fonts.caption) + ui.px(10);
    const float cell = fitting_cell(1, work.columns, {size.x - words, size.y / 3 - title}, ui.px(60));
    const auto at = static_cast<size_t>(work.patch * work.columns);
    const PageNumber* pixel = number_named(page.numbers, "pixel");
    const bool hidden = pixel && page.hand.hides(*pixel);
    const struct {
      std::string_view title;
      std::function<double(size_t)> value;
      double most;
    } parts[] = {{ui.tr("row of the patch"), [&](size_t i) { return work.matrix[at + i]; }, 9},
                 {ui.tr("filter as a row"), [&](size_t i) { return work.filter.values[i]; }, 1},
                 {ui.tr("products"), [&](size_t i) { return work.matrix[at + i] * work.filter.values[i]; }, 9}};
    for (size_t part = 0; part < 3; ++part) {
      NumberGrid grid{.rows = 1, .columns = work.columns, .diverging = part > 0};
      grid.value = [&](int, int column) { return parts[part].value(static_cast<size_t>(column)); };
      grid.range = {part == 0 ? 0 : -parts[part].most, parts[part].most};
      if (part == 2 && hidden) grid.hidden = [](int, int) { return true; };
      if (part == 0) grid.frames = {{{0, 0}, 1, work.columns, ui.theme.plot.series(2)}};
      grid.cell = cell;
      grid.corner = {corner.x, corner.y + title + std::floor(static_cast<float>(part) * size.y / 3)};
      grid.draw(ui);
      grid.draw_title(ui, parts[part].title, ui.theme.muted, size.x - words);
      if (part == 2)
        plot::draw_text(
            *ImGui::GetWindowDrawList(),
            {grid.corner.x + grid.size().x + ui.px(14), grid.corner.y + (cell - plot::font_size(ui.fonts.title)) / 2},
            ui.theme.plot.series(2), total, {.font = ui.fonts.title});
    }
  }

  void draw_titles(PageView& page, const Im2colOptions& o) {
    ui::Ui& ui = page.ui;
    const bool back = o.view == "back";
    const float gap = ui.px(8), left = matrix_.corner.x - gap;
    for (size_t c = 0; c < channels_.size(); ++c) {
      const std::string name =
          fmt::format(fmt::runtime(back ? ui.tr("gradient, channel {}") : ui.tr("picture, channel {}")), c);
      channels_[c].draw_title(ui, name, ui.theme.muted, left - channels_[c].corner.x);
    }
    matrix_.draw_title(ui, back ? ui.tr("gradient of the matrix") : ui.tr("matrix: a row for each patch"),
                       ui.theme.muted, side_.corner.x - matrix_.corner.x - gap);
    side_.draw_title(ui, back ? ui.tr("how many add up") : ui.tr("map"), ui.theme.muted,
                     ImGui::GetWindowPos().x + ImGui::GetWindowContentRegionMax().x - side_.corner.x);
  }

  // While the button is held the mouse chooses: a pixel of the picture, an entry of the matrix, a pixel of the map.
  void follow_mouse(PageView& page, const Im2colOptions& o, const Im2colWork& work) {
    if (!ImGui::IsItemActive()) return;
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    if (const auto entry = matrix_.at(mouse)) {
      set_by_hand(page, "grids", "patch", entry->row);
      set_by_hand(page, "grids", "entry", entry->column);
    } else if (const auto pixel = side_.at(mouse); pixel && o.view != "back") {
      set_by_hand(page, "grids", "patch", pixel->row * work.map.columns + pixel->column);
    } else {
      for (int c = 0; c < o.channels; ++c)
        if (const auto over = channels_[static_cast<size_t>(c)].at(mouse))
          choose_pixel(page, o, work, c, {over->row - o.padding, over->column - o.padding});
    }
  }

  // The first entry that comes from there, of the patch that is chosen if it covers the pixel.
  static void choose_pixel(PageView& page, const Im2colOptions& o, const Im2colWork& work, int channel, GridCell cell) {
    for (int i = 0; i < work.rows; ++i) {
      const int patch = (work.patch + i) % work.rows;
      for (int entry = 0; entry < work.columns; ++entry) {
        if (source_of(o, work, patch, entry) != std::pair(channel, cell)) continue;
        set_by_hand(page, "grids", "patch", patch);
        set_by_hand(page, "grids", "entry", entry);
        return;
      }
    }
  }

  std::vector<NumberGrid> channels_;
  NumberGrid matrix_, side_;
};

}  // namespace

ConceptType im2col() {
  return {.name = "im2col",
          .title = "im2col",
          .section = "7.4",
          .about =
              "Each patch under the window becomes a row of a matrix. Then the whole convolution is one product "
              "with the filter, for which computers are fast, and each row gives a pixel of the map. On the way "
              "back, col2im adds all entries up that came from the same pixel. Click on any number.",
          .question =
              "The book takes (1, 3, 7, 7) and a filter of 5 × 5: how many rows and columns? Which pixels of a "
              "4 × 4 picture lie in the most patches, and how many times the memory does the matrix take?",
          .order = 100,
          .properties = table_of<Im2colOptions>(),
          .compute = im2col_numbers,
          .code = im2col_code,
          .make = [] { return std::make_unique<Im2colPage>(); },
          .exercise = im2col_exercise,
          .given = im2col_given};
}

}  // namespace saddle::concepts