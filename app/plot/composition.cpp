#include "plot/composition.h"

#include <algorithm>
#include <cmath>

#include "plot/text.h"

namespace saddle::plot {
namespace {

constexpr float label_distance = 7, compact_height = 210;

bool usable(const Range& range, Scale scale) {
  return std::isfinite(range.min) && std::isfinite(range.max) && range.min < range.max &&
         (scale == Scale::linear || range.min > 0);
}

Range fit_all(const Extent& extent, Scale scale) {
  Range range = fit(extent.range, scale, extent.tight ? 0 : extent.margin);
  // Room below zero would suggest that there are values.
  const bool never_negative = scale == Scale::linear && !extent.range.empty() && extent.range.min >= 0;
  if (never_negative && range.min < 0 && range.max > 0) range.min = 0;
  if (extent.stands_on_zero && !extent.range.empty() && extent.range.max <= 0 && range.min < 0) range.max = 0;
  return range;
}

void join(Extent& all, const Extent& one) {
  all.range.include(one.range);
  all.margin = std::max(all.margin, one.margin);
  all.tight |= one.tight;
  all.stands_on_zero |= one.stands_on_zero;
}

std::vector<Tick> make_ticks(const Axis& axis, Format format, std::span<const std::string> categories, double offset,
                             const LabelSpace& space) {
  return categories.empty() ? ticks(axis, format, space) : category_ticks(categories, offset, axis, space);
}

}  // namespace

View fit_view(const FigureOptions& options, const FigureState& state, const std::vector<std::unique_ptr<Item>>& items,
              Stack* stack) {
  View view;
  view.x.scale = state.x.scale.value_or(options.x_scale);
  view.y.scale = state.y.scale.value_or(options.y_scale);
  view.y.inverted = options.y_downwards;
  if (!state.x.follow && usable(state.x.range, view.x.scale)) {
    view.x.range = state.x.range;
  } else if (options.x_range && usable(*options.x_range, view.x.scale)) {
    view.x.range = *options.x_range;
  } else {
    Extent all;
    for (const auto& item : items) {
      if (!item->hidden) join(all, item->extent_x(view.x.scale));
    }
    if (stack) {
      stack->now.x.include(all.range);
      stack->now.margin = std::max(stack->now.margin, all.margin);
      all.range.include(stack->now.x);
      all.range.include(stack->before.x);
      all.margin = std::max(stack->now.margin, stack->before.margin);
    }
    view.x.range = fit_all(all, view.x.scale);
  }
  if (!state.y.follow && usable(state.y.range, view.y.scale)) {
    view.y.range = state.y.range;
  } else if (options.y_range && usable(*options.y_range, view.y.scale)) {
    view.y.range = *options.y_range;
  } else {
    Extent all;
    for (const auto& item : items) {
      if (!item->hidden) join(all, item->extent_y(view.y.scale, view.x));
    }
    view.y.range = fit_all(all, view.y.scale);
  }
  return view;
}

Composition compose(const FigureOptions& options, const FigureState& state,
                    const std::vector<std::unique_ptr<Item>>& items, const std::string& title, const Style& style,
                    const Rect& whole, Stack* stack) {
  Composition result;
  result.whole = whole;
  result.view = fit_view(options, state, items, stack);
  result.compact = whole.height() < style.px(compact_height);
  double offset = 0;
  for (const auto& item : items) {
    if (item->hidden) continue;
    if (!result.colors) result.colors = item->color_scale();
    offset = std::max(offset, item->category_offset());
  }

  const float label_height = font_size(style.small);
  const bool has_header = !title.empty() || (result.compact && !options.y_label.empty());
  Rect& area = result.view.area;
  area.min.y = whole.min.y + (has_header ? font_size(style.title) + style.px(8) : std::ceil(label_height * 0.6f));
  area.max.y = whole.max.y - style.px(label_distance) - label_height;
  // With room for what hangs below the line of writing.
  if (!options.x_label.empty()) area.max.y -= label_height * 1.25f + style.px(3);
  if (area.height() < style.px(16)) return result;

  const auto make_y = [&] {
    return make_ticks(result.view.y, options.y_format, options.y_categories, offset, space_down(style, area.height()));
  };
  const auto make_x = [&] {
    return make_ticks(result.view.x, options.x_format, options.x_categories, offset, space_across(style, area.width()));
  };
  // Labels that grow by a digit should not shake the figure: their room comes in steps.
  const auto place_sides = [&] {
    const float step = std::ceil(label_height * 0.6f);
    const float labels = std::ceil(widest_label(style, result.ticks.y) / step) * step;
    const bool turned = !options.y_label.empty() && !result.compact;
    float left = style.px(label_distance + 2) + labels + (turned ? label_height + style.px(6) : 0);
    if (stack) {
      stack->now.left = std::max(stack->now.left, left);
      left = std::max(stack->now.left, stack->before.left);
    }
    area.min.x = whole.min.x + left;
    const float bar = result.colors ? color_bar_width(style, *result.colors, area.height()) : 0;
    area.max.x = whole.max.x - std::max(bar, style.px(14));
  };
  result.ticks.y = make_y();
  place_sides();
  if (area.width() < style.px(16)) return result;
  if (options.aspect == Aspect::equal && result.view.x.scale == Scale::linear && result.view.y.scale == Scale::linear) {
    const View all = fit_view(options, {}, items);
    const float wanted = static_cast<float>(all.x.range.span() / all.y.range.span());
    if (wanted > area.width() / area.height()) {
      area.max.y = area.min.y + std::max(style.px(40), area.width() / wanted);
    } else {
      area.max.x = area.min.x + std::max(style.px(40), area.height() * wanted);
    }
    result.view.equalize();
    result.ticks.y = make_y();
  }
  result.ticks.x = make_x();
  area = {{std::round(area.min.x), std::round(area.min.y)}, {std::round(area.max.x), std::round(area.max.y)}};
  result.drawable = true;
  return result;
}

}  // namespace saddle::plot
