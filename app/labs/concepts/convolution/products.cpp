#include <algorithm>
#include <cmath>

#include "labs/concepts/convolution/work.h"
#include "plot/text.h"

namespace saddle::app {

void draw_products(PageView& page, const ConvolutionOptions& o, ImVec2 corner, ImVec2 size) {
  ui::Ui& ui = page.ui;
  const NumberImage picture = o.shown_picture(), map = o.map(), filter = o.filter();
  const Sliding sliding = o.sliding();
  if (!sliding.fits(picture)) return;
  const GridCell pixel = chosen_pixel(o, map);
  const int k = sliding.kernel, top = pixel.row * sliding.stride - sliding.padding,
            left = pixel.column * sliding.stride - sliding.padding;
  NumberImage patch = NumberImage::of(1, k, k), product = patch;
  for (int y = 0; y < k; ++y) {
    for (int x = 0; x < k; ++x) {
      patch.at(0, y, x) = picture.at(0, top + y, left + x);
      product.at(0, y, x) = patch.at(0, y, x) * filter.at(0, y, x);
    }
  }
  const PageNumber& sum = *number_named(page.numbers, "pixel");
  const bool hidden = page.hand.hides(sum);
  const std::string total = "Σ = " + shown_or_hidden(page.hand, page.numbers, "pixel");
  const float sign = ui.px(26), title = plot::font_size(ui.fonts.caption) + ui.px(10);
  const float words = plot::text_size(total, {.font = ui.fonts.title}).x;
  const float cell = fitting_cell(k, 3 * k, {size.x - 3 * sign - words, size.y - title}, ui.px(40));
  float x = corner.x + std::floor((size.x - 3 * cell * static_cast<float>(k) - 3 * sign - words) / 2);
  const float y = corner.y + title + std::floor((size.y - title - cell * static_cast<float>(k)) / 2);
  const struct {
    const NumberImage& image;
    bool diverging;
    std::string_view title;
    const char* sign;
  } parts[] = {{patch, false, ui.tr("patch"), "×"},
               {filter, true, ui.tr("filter"), "="},
               {product, true, ui.tr("products"), ""}};
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float middle = y + (cell * static_cast<float>(k) - plot::font_size(ui.fonts.title)) / 2;
  for (const auto& part : parts) {
    NumberGrid grid{.rows = k, .columns = k, .diverging = part.diverging};
    grid.value = [&](int row, int column) { return part.image.at(0, row, column); };
    grid.range = {0, 0};
    for (const double value : (part.diverging ? part.image : picture).values) grid.range.include(value);
    grid.corner = {x, y}, grid.cell = cell;
    if (&part.image == &product && hidden) grid.hidden = [](int, int) { return true; };
    if (&part.image == &patch) grid.frames = {{{0, 0}, k, k, ui.theme.plot.series(2)}};
    grid.draw(ui);
    grid.draw_title(ui, part.title, ui.theme.muted, grid.size().x + sign - ui.px(4));
    x += grid.size().x;
    if (*part.sign)
      plot::draw_text(list, {x + (sign - plot::text_size(part.sign, {.font = ui.fonts.title}).x) / 2, middle},
                      ui.theme.muted, part.sign, {.font = ui.fonts.title});
    x += sign;
  }
  plot::draw_text(list, {x, middle}, ui.theme.plot.series(2), total, {.font = ui.fonts.title});
}

}  // namespace saddle::app
