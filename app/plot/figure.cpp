#include "plot/figure.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include <imgui_internal.h>

#include "plot/legend.h"
#include "plot/text.h"

namespace saddle::plot {
namespace {

ImGuiID hash(std::string_view label, ImGuiID seed) { return ImHashStr(label.data(), label.size(), seed); }

ImVec2 whole_size(ImVec2 wanted) {
  const ImVec2 room = ImGui::GetContentRegionAvail();
  return {std::max(1.0f, wanted.x > 0 ? wanted.x : room.x + wanted.x),
          std::max(1.0f, wanted.y > 0 ? wanted.y : room.y + wanted.y)};
}

}  // namespace

Figure::Figure(Context& context, std::string_view label, FigureOptions options)
    : context_(context),
      options_(options),
      title_(visible_part(label)),
      id_(ImGui::GetID(label.data(), label.data() + label.size())),
      state_(context.figure(id_)),
      stack_(options.stack.empty() ? nullptr : &context.stack(hash(options.stack, 0))) {}

void Figure::add(std::unique_ptr<Item> item, std::string_view label, ImU32 color, Listing listing,
                 std::string_view part_of) {
  item->label = visible_part(label);
  item->id = label.empty() ? hash("item", id_ + static_cast<ImGuiID>(items_.size())) : hash(label, id_);
  const bool taken =
      std::any_of(items_.begin(), items_.end(), [&](const auto& other) { return other->id == item->id; });
  if (taken) item->id += static_cast<ImGuiID>(items_.size());
  if (listing == Listing::listed) item->index = listed_++;
  item->color = color ? color : context_.style.series(std::max(item->index, 0));
  item->hidden_with = part_of.empty() ? item->id : hash(part_of, id_);
  item->hidden = state_.is_hidden(item->hidden_with);
  items_.push_back(std::move(item));
}

void Figure::line(std::string_view label, const Series& series, const LineOptions& options) {
  add(std::make_unique<LineItem>(series, options), label, options.color,
      options.part_of.empty() ? Listing::listed : Listing::unlisted, options.part_of);
}

void Figure::ribbon(std::string_view part_of, const Series& low, const Series& high, ImU32 color) {
  add(std::make_unique<RibbonItem>(low, high), {}, color, Listing::unlisted, part_of);
}

void Figure::scatter(std::string_view label, const Series& series, const ScatterOptions& options) {
  add(std::make_unique<ScatterItem>(series, options), label, options.color, Listing::listed);
}

void Figure::bars(std::string_view label, const Values& heights, const BarsOptions& options) {
  add(std::make_unique<BarsItem>(heights, options), label, options.color, Listing::listed);
}

void Figure::histogram(std::string_view label, const Values& edges, const Values& counts, const BarsOptions& options) {
  assert(edges.size() == counts.size() + 1);
  add(std::make_unique<BarsItem>(edges, counts, options), label, options.color, Listing::listed);
}

void Figure::heatmap(std::string_view label, const Values& values, int rows, int columns,
                     const HeatmapOptions& options) {
  add(std::make_unique<HeatmapItem>(values, rows, columns, options), label, 0, Listing::unlisted);
}

void Figure::contour(std::string_view label, std::span<const ContourLine> lines, const ContourOptions& options) {
  const ImU32 color = options.color ? options.color : context_.style.muted;
  add(std::make_unique<ContourItem>(lines, options), label, color, Listing::unlisted);
}

void Figure::arrows(std::string_view label, std::span<const Arrow> arrows, const QuiverOptions& options) {
  const ImU32 color = options.color ? options.color : context_.style.muted;
  add(std::make_unique<QuiverItem>(arrows, options), label, color, Listing::unlisted);
}

void Figure::tiles(std::string_view label, std::span<const int8_t> kinds, int rows, int columns,
                   const TilesOptions& options) {
  add(std::make_unique<TilesItem>(kinds, rows, columns, options), label, 0, Listing::unlisted);
}

void Figure::handle(Point& place, ImU32 color, Grip grip) {
  handles_.push_back({.place = &place, .color = color, .grip = grip});
}

void Figure::cursor(Point& place, bool set, std::string_view caption, ImU32 color) {
  handles_.push_back({.place = &place, .color = color, .upright = true, .set = set, .caption = std::string(caption)});
}

void Figure::vertical_line(double x, std::string_view label, const RuleOptions& options) {
  const ImU32 color = options.color ? options.color : context_.style.muted;
  add(std::make_unique<RuleItem>(Direction::vertical, x, options), label, color, Listing::unlisted);
}

void Figure::horizontal_line(double y, std::string_view label, const RuleOptions& options) {
  const ImU32 color = options.color ? options.color : context_.style.muted;
  add(std::make_unique<RuleItem>(Direction::horizontal, y, options), label, color, Listing::unlisted);
}

void Figure::horizontal_band(const Range& y, std::string_view label, ImU32 color) {
  add(std::make_unique<BandItem>(y), label, color, Listing::unlisted);
}

void Figure::marks(const Series& points, const ScatterOptions& options) {
  const ImU32 color = options.color ? options.color : context_.style.text;
  add(std::make_unique<ScatterItem>(points, options), {}, color, Listing::unlisted);
}

FigureReport Figure::draw() {
  const Style& style = context_.style;
  const ImVec2 origin = ImGui::GetCursorScreenPos();
  const ImVec2 size = whole_size(options_.size);
  ImGui::PushID(static_cast<int>(id_));
  ImGui::InvisibleButton("figure", size, ImGuiButtonFlags_MouseButtonLeft | ImGuiButtonFlags_MouseButtonRight);
  ImGui::PopID();
  const bool seen = ImGui::IsItemVisible();
  const Pointer pointer = read_pointer();
  const FigureState::Drag before = state_.drag;
  if (stack_) state_.x = stack_->x;
  take_handle(pointer);
  interact(state_, pointer);
  FigureReport report;
  if (!seen) return report;

  for (const auto& item : items_) {
    item->hidden = state_.is_hidden(item->hidden_with);
    if (!item->hidden) {
      item->prepare(context_, state_.x.scale.value_or(options_.x_scale), state_.y.scale.value_or(options_.y_scale));
    }
  }
  const Rect whole{origin, {origin.x + size.x, origin.y + size.y}};
  Composition composition = compose(options_, state_, items_, title_, style, whole, stack_);
  if (composition.drawable && hold_under_cursor(state_, composition.view, pointer)) {
    composition = compose(options_, state_, items_, title_, style, whole, stack_);
  }
  if (stack_) stack_->x = state_.x;
  state_.drawn = composition.drawable;
  if (!composition.drawable) return report;

  const View& view = composition.view;
  const Rect& area = view.area;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const auto lines = std::count_if(items_.begin(), items_.end(), [](const auto& item) { return item->index >= 0; });
  const Canvas canvas{list, view, style, lines > 1};

  Layout& layout = report.layout;
  layout.whole = whole;
  layout.view = view;
  layout.x_axis = {{area.min.x, area.max.y}, {area.max.x, whole.max.y}};
  layout.y_axis = {{whole.min.x, area.min.y}, {area.min.x, area.max.y}};

  ImGui::PushClipRect(whole.min, whole.max, true);
  list.AddRectFilled(area.min, area.max, style.background);
  list.PushClipRect(area.min, area.max, true);
  if (!composition.colors) draw_grid(canvas, composition.ticks);
  draw_data(canvas);
  draw_handles(canvas, pointer.position);
  list.PopClipRect();
  draw_axes(canvas, composition.ticks, whole);
  draw_labels(canvas, composition);
  draw_notes(canvas);

  const ImVec2 mouse =
      pointer.hovered && state_.drag == FigureState::Drag::none ? pointer.position : ImVec2{-1e6f, -1e6f};
  // There is nothing yet for a legend to tell apart, and the sentence in the middle wants the room.
  const Legend legend =
      options_.legend == Controls::shown && !says_that_it_is_empty(view)
          ? lay_out_legend(canvas, items_, context_.words, options_.legend_least, state_.legend_corner)
          : Legend{};
  draw_legend(canvas, legend, mouse);
  layout.legend = legend.box;
  for (const Legend::Entry& entry : legend.entries) layout.entries.push_back({entry.item->id, entry.rect});
  if (options_.controls == Controls::shown && !context_.style.on_paper) draw_buttons(canvas, layout);
  if (const Rect box = selection(state_, pointer.position); box.width() > 0) {
    list.AddRectFilled(box.min, box.max, with_alpha(style.accent, 0.14f));
    list.AddRect(box.min, box.max, with_alpha(style.accent, 0.9f));
  }

  report.moved = held_handle();
  report.hovered = area.contains(mouse) && !layout.legend.contains(mouse) && !layout.fit_button.contains(mouse) &&
                   !layout.x_scale_button.contains(mouse) && !layout.y_scale_button.contains(mouse);
  const bool still = std::hypot(pointer.position.x - state_.drag_start.x, pointer.position.y - state_.drag_start.y) < 3;
  report.clicked = before == FigureState::Drag::pan && state_.drag == FigureState::Drag::none && still &&
                   area.contains(pointer.position);
  if (report.hovered) read(canvas, mouse, report);
  ImGui::PopClipRect();
  state_.layout = layout;
  return report;
}

void Figure::draw_data(const Canvas& canvas) const {
  for (const auto& item : items_) {
    if (!item->hidden) item->draw_below(canvas);
  }
  for (const auto& item : items_) {
    if (!item->hidden) item->draw(canvas);
  }
}

}  // namespace saddle::plot
