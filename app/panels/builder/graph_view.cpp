#include "panels/builder/graph_view.h"

#include <fmt/format.h>

#include "panels/builder/wire_shape.h"
#include "plot/style.h"
#include "plot/text.h"
#include "ui/widgets.h"

namespace saddle::app {
GraphEvents GraphView::draw(ui::Ui& ui, const GraphContent& content, ImVec2 corner, ImVec2 size) {
  corner_ = corner;
  size_ = size;
  unit_ = ui.scale;
  GraphEvents events;
  ImGui::SetCursorScreenPos(corner);
  ImGui::SetItemAllowOverlap();
  ImGui::InvisibleButton(
      "###canvas", size,
      ImGuiButtonFlags_MouseButtonLeft | ImGuiButtonFlags_MouseButtonRight | ImGuiButtonFlags_MouseButtonMiddle);
  ImGui::SetItemAllowOverlap();
  ui.mark("builder.canvas", fmt::format("{:.2f}", camera_.zoom / ui.scale));
  const bool hovered = ImGui::IsItemHovered();
  hovered_item_ = hovered_edge_ = hovered_fold_ = hovered_port_ = -1;
  hovered_plus_ = false;
  if (hovered || ImGui::IsItemActive() || content.dropping) look(content, ImGui::GetIO().MousePos);
  if (content.fixed) hovered_port_ = -1, hovered_plus_ = false;
  input(content, events);
  if (content.fixed) events.insert_edge = -1;

  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.PushClipRect(corner, {corner.x + size.x, corner.y + size.y}, true);
  draw_frames(ui, content);
  for (int edge = 0; edge < static_cast<int>(content.graph.edges.size()); ++edge) draw_edge(ui, content, edge);
  draw_frame_titles(ui, content);
  for (int item = 0; item < static_cast<int>(content.graph.items.size()); ++item) draw_item(ui, content, item);
  if (!content.values.empty()) {
    for (int item = 0; item < static_cast<int>(content.graph.items.size()); ++item) draw_values(ui, content, item);
  }
  draw_drag(ui, content);
  list.PopClipRect();
  return events;
}

bool GraphView::visible(const layout::Box& box, float margin) const {
  const ImVec2 a = to_screen({box.x - margin, box.y - margin}),
               b = to_screen({box.right() + margin, box.bottom() + margin});
  return b.x >= corner_.x && a.x <= corner_.x + size_.x && b.y >= corner_.y && a.y <= corner_.y + size_.y;
}

ImVec2 GraphView::port(const GraphContent& content, int item, bool output) const {
  const layout::Box& box = content.graph.picture.boxes[static_cast<size_t>(item)];
  const layout::Point center = box.center();
  if (content.direction == layout::Direction::right) return to_screen({output ? box.right() : box.x, center.y});
  return to_screen({center.x, output ? box.bottom() : box.y});
}

plot::Rect GraphView::handle_of(const layout::Box& frame) const {
  const ImVec2 end = to_screen({frame.right(), frame.y});
  const float side = 16 * unit_ * shrink();
  return {{end.x - side, end.y - side}, end};
}

// Behind the items of an open block: a ground with its name, and a handle that folds it.
void GraphView::draw_frames(ui::Ui& ui, const GraphContent& content) {
  const ShownGraph& graph = content.graph;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  // Outer ones first, inner ones on top.
  for (size_t b = graph.blocks.size(); b-- > 0;) {
    const auto& frame = graph.frames[b];
    if (!frame || !visible(*frame, 24)) continue;
    const ImVec2 from = to_screen({frame->x, frame->y}), to = to_screen({frame->right(), frame->bottom()});
    list.AddRectFilled(from, to, plot::with_alpha(ui.theme.accent, 0.06f), 10 * camera_.zoom);
    list.AddRect(from, to, plot::with_alpha(ui.theme.accent, 0.35f), 10 * camera_.zoom, 0, unit_);
    if (!camera_.shows_text(0.6f * unit_)) continue;
    const plot::Rect handle = handle_of(*frame);
    const bool over = hovered_fold_ == static_cast<int>(b);
    list.AddRectFilled(handle.min, handle.max, over ? ui.theme.field_hovered : ui.theme.field, 4 * unit_);
    const ImVec2 middle = handle.center();
    list.AddLine({middle.x - 4 * unit_, middle.y}, {middle.x + 4 * unit_, middle.y}, ui.theme.text, 1.5f * unit_);
    ui.marks.insert_or_assign("builder.fold." + graph.blocks[b].key,
                              ui::Mark{handle.min.x, handle.min.y, handle.max.x, handle.max.y, "open"});
  }
}

// Over the wires, which would strike them through.
void GraphView::draw_frame_titles(const ui::Ui& ui, const GraphContent& content) {
  const ShownGraph& graph = content.graph;
  if (!camera_.shows_text(unit_)) return;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  ImFont* font = ui.fonts.caption;
  const float size = plot::font_size(font) * shrink(), gap = 2 * unit_ * shrink();
  for (size_t b = 0; b < graph.blocks.size(); ++b) {
    const auto& frame = graph.frames[b];
    if (!frame || graph.blocks[b].title.empty() || !visible(*frame, 24)) continue;
    const ImVec2 from = to_screen({frame->x, frame->y});
    const float room = handle_of(*frame).min.x - from.x - 6 * unit_;
    const std::string title = plot::shortened(graph.blocks[b].title, room / shrink(), {.font = font});
    const float wide = plot::text_size(title, {.font = font}).x * shrink();
    const ImVec2 at{from.x + 2 * gap, from.y - size - gap};
    list.AddRectFilled({at.x - gap, at.y}, {at.x + wide + gap, at.y + size}, ui.theme.window);
    list.AddText(font, size, at, ui.theme.muted, title.c_str());
  }
}

void GraphView::draw_drag(ui::Ui& ui, const GraphContent& content) {
  if (!moved_ || drag_ == Drag::none || drag_ == Drag::pan) return;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  if (drag_ == Drag::box) {
    list.AddRectFilled(pressed_at_, mouse, plot::with_alpha(ui.theme.accent, 0.12f));
    list.AddRect(pressed_at_, mouse, ui.theme.accent, 0, 0, unit_);
    return;
  }
  if (pressed_item_ < 0 || pressed_item_ >= static_cast<int>(content.graph.items.size())) return;
  if (drag_ == Drag::node) {
    const layout::Box& box = content.graph.picture.boxes[static_cast<size_t>(pressed_item_)];
    const ImVec2 half{box.width * camera_.zoom / 2, box.height * camera_.zoom / 2};
    list.AddRectFilled({mouse.x - half.x, mouse.y - half.y}, {mouse.x + half.x, mouse.y + half.y},
                       plot::with_alpha(ui.theme.accent, 0.2f), 8 * camera_.zoom);
    list.AddRect({mouse.x - half.x, mouse.y - half.y}, {mouse.x + half.x, mouse.y + half.y}, ui.theme.accent,
                 8 * camera_.zoom, 0, 1.5f * unit_);
    return;
  }
  const ImVec2 start = port(content, pressed_item_, drag_ == Drag::wire);
  const Piece p = drag_ == Drag::wire ? piece(start, mouse, content.direction == layout::Direction::right)
                                      : piece(mouse, start, content.direction == layout::Direction::right);
  list.AddBezierCubic(p.a, p.b, p.c, p.d, ui.theme.accent, 2.2f * unit_);
}

}  // namespace saddle::app
