#include <algorithm>
#include <cmath>

#include "panels/builder/graph_view.h"
#include "panels/builder/wire_shape.h"

// What the mouse points at, and what it does there.
namespace saddle::app {
namespace {

using Kind = ShownGraph::Item::Kind;

}  // namespace

// What lies under the mouse: ports before boxes, boxes before wires.
void GraphView::look(const GraphContent& content, ImVec2 mouse) {
  const ShownGraph& graph = content.graph;
  const layout::Point at = camera_.graph(mouse, corner_);
  for (size_t b = 0; b < graph.blocks.size(); ++b) {
    const auto& frame = graph.frames[b];
    if (!frame || !handle_of(*frame).contains(mouse) || !camera_.shows_text(0.6f * unit_)) continue;
    hovered_fold_ = static_cast<int>(b);
    return;
  }
  const float reach = 9 * unit_ / camera_.zoom;
  for (int item = 0; item < static_cast<int>(graph.items.size()); ++item) {
    const layout::Box& box = graph.picture.boxes[static_cast<size_t>(item)];
    if (at.x < box.x - reach || at.x > box.right() + reach || at.y < box.y - reach || at.y > box.bottom() + reach)
      continue;
    const Kind kind = graph.items[static_cast<size_t>(item)].kind;
    for (const bool output : {false, true}) {
      const bool has = output ? kind != Kind::loss : kind == Kind::node;
      const ImVec2 p = port(content, item, output);
      if (has && std::hypot(mouse.x - p.x, mouse.y - p.y) < 8 * unit_) {
        hovered_port_ = item;
        hovered_output_ = output;
      }
    }
    if (at.x < box.x || at.x > box.right() || at.y < box.y || at.y > box.bottom()) continue;
    hovered_item_ = item;
    if (kind == Kind::block && at.x > box.right() - 26) hovered_fold_ = graph.items[static_cast<size_t>(item)].block;
    return;
  }
  if (hovered_port_ >= 0) return;
  const float near = 8 * unit_;
  const bool right = content.direction == layout::Direction::right;
  float least = near;
  for (int edge = 0; edge < static_cast<int>(graph.edges.size()); ++edge) {
    const layout::Route& route = graph.picture.routes[static_cast<size_t>(edge)];
    for (size_t i = 0; i + 1 < route.points.size(); ++i) {
      const ImVec2 a = to_screen(route.points[i]), d = to_screen(route.points[i + 1]);
      if (mouse.x < std::min(a.x, d.x) - near || mouse.x > std::max(a.x, d.x) + near ||
          mouse.y < std::min(a.y, d.y) - near || mouse.y > std::max(a.y, d.y) + near)
        continue;
      const float far = straight(route, i) ? distance(mouse, a, d) : distance(mouse, piece(a, d, right));
      if (far < least) {
        least = far;
        hovered_edge_ = edge;
      }
    }
  }
  if (hovered_edge_ < 0) return;
  const ImVec2 plus = to_screen(middle(graph.picture.routes[static_cast<size_t>(hovered_edge_)]));
  hovered_plus_ = std::hypot(mouse.x - plus.x, mouse.y - plus.y) < 9 * unit_;
}

void GraphView::input(const GraphContent& content, GraphEvents& events) {
  const ImGuiIO& io = ImGui::GetIO();
  if (ImGui::IsItemHovered() && io.MouseWheel != 0)
    camera_.zoom_at(io.MousePos, corner_, std::pow(1.15f, io.MouseWheel), Camera::least_zoom * unit_,
                    Camera::most_zoom * unit_);
  if (ImGui::IsItemActivated()) {
    pressed_at_ = io.MousePos;
    moved_ = false;
    begin_drag(content);
  }
  if (ImGui::IsItemActive()) {
    moved_ = moved_ || std::hypot(io.MousePos.x - pressed_at_.x, io.MousePos.y - pressed_at_.y) > 4 * unit_;
    if (drag_ == Drag::pan && moved_)
      camera_.origin = {camera_.origin.x + io.MouseDelta.x, camera_.origin.y + io.MouseDelta.y};
  } else if (ImGui::IsItemDeactivated() && drag_ != Drag::none) {
    moved_ ? end_drag(content, events) : click(events);
    drag_ = Drag::none;
  }
  if (drag_ == Drag::pan && moved_) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeAll);
  if (hovered_port_ >= 0 || hovered_plus_ || hovered_fold_ >= 0) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  events.shift = io.KeyShift;
  events.control = io.KeyCtrl;
}

void GraphView::begin_drag(const GraphContent& content) {
  const ImGuiIO& io = ImGui::GetIO();
  pressed_item_ = hovered_item_;
  pressed_edge_ = hovered_edge_;
  pressed_fold_ = hovered_fold_;
  pressed_plus_ = hovered_plus_;
  if (!io.MouseDown[0] || content.fixed) {
    drag_ = Drag::pan;
  } else if (hovered_port_ >= 0) {
    pressed_item_ = hovered_port_;
    drag_ = hovered_output_ ? Drag::wire : Drag::back_wire;
  } else if (hovered_item_ >= 0 && content.graph.items[static_cast<size_t>(hovered_item_)].kind == Kind::node) {
    drag_ = Drag::node;
  } else {
    drag_ = io.KeyShift && hovered_item_ < 0 ? Drag::box : Drag::pan;
  }
}

void GraphView::click(GraphEvents& events) const {
  if (pressed_fold_ >= 0) {
    events.click = GraphEvents::Click::fold;
    events.block = pressed_fold_;
  } else if (pressed_item_ >= 0) {
    events.click = GraphEvents::Click::item;
    events.item = pressed_item_;
    events.twice = ImGui::GetIO().MouseClickedLastCount[0] % 2 == 0;
  } else if (pressed_edge_ >= 0 && (pressed_plus_ || ImGui::IsMouseReleased(ImGuiMouseButton_Right))) {
    events.insert_edge = pressed_edge_;
  } else if (pressed_edge_ >= 0) {
    events.click = GraphEvents::Click::wire;
    events.edge = pressed_edge_;
  } else {
    events.click = GraphEvents::Click::empty;
  }
}

void GraphView::end_drag(const GraphContent& content, GraphEvents& events) {
  const int target = hovered_port_ >= 0 ? hovered_port_ : hovered_item_;
  switch (drag_) {
    case Drag::wire:
      events.connect_from = pressed_item_;
      events.connect_to = target;
      break;
    case Drag::back_wire:
      events.connect_from = target;
      events.connect_to = pressed_item_;
      break;
    case Drag::node:
      if (hovered_edge_ < 0) break;
      events.dropped_node = content.graph.items[static_cast<size_t>(pressed_item_)].node;
      events.dropped_edge = hovered_edge_;
      break;
    case Drag::box: {
      const layout::Point a = camera_.graph(pressed_at_, corner_), b = camera_.graph(ImGui::GetIO().MousePos, corner_);
      const layout::Box box{std::min(a.x, b.x), std::min(a.y, b.y), std::abs(a.x - b.x), std::abs(a.y - b.y)};
      events.boxing_done = true;
      for (int item = 0; item < static_cast<int>(content.graph.items.size()); ++item) {
        if (box.overlaps(content.graph.picture.boxes[static_cast<size_t>(item)])) events.boxed.push_back(item);
      }
      break;
    }
    case Drag::pan:
    case Drag::none:
      break;
  }
  if (drag_ == Drag::wire || drag_ == Drag::back_wire) {
    if (events.connect_from < 0 || events.connect_to < 0 || events.connect_from == events.connect_to)
      events.connect_from = events.connect_to = -1;
  }
}

}  // namespace saddle::app
