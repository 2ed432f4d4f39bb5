#include "panels/builder/graph_view.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "panels/builder/figures.h"
#include "plot/style.h"
#include "plot/text.h"
#include "saddle/catalog.h"
#include "ui/widgets.h"

namespace saddle::app {
namespace {

using Kind = Scene::Item::Kind;

constexpr float least_zoom = 0.04f, most_zoom = 2.2f;
constexpr float readable = 0.42f;  // below, an item shows no text

ImVec2 bezier(ImVec2 a, ImVec2 b, ImVec2 c, ImVec2 d, float t) {
  const float s = 1 - t;
  const auto blend = [&](float p, float q, float r, float u) {
    return s * s * s * p + 3 * s * s * t * q + 3 * s * t * t * r + t * t * t * u;
  };
  return {blend(a.x, b.x, c.x, d.x), blend(a.y, b.y, c.y, d.y)};
}

float distance(ImVec2 p, ImVec2 a, ImVec2 b) {
  const float dx = b.x - a.x, dy = b.y - a.y, length = dx * dx + dy * dy;
  const float t = length > 0 ? std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / length, 0.0f, 1.0f) : 0.0f;
  return std::hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
}

// The curve between two points of a route: it leaves and arrives along the graph's direction.
struct Piece {
  ImVec2 a, b, c, d;
};
Piece piece(ImVec2 from, ImVec2 to, bool right) {
  const float reach = (right ? to.x - from.x : to.y - from.y) * 0.5f;
  if (right) return {from, {from.x + reach, from.y}, {to.x - reach, to.y}, to};
  return {from, {from.x, from.y + reach}, {to.x, to.y - reach}, to};
}

bool straight(const layout::Route& route, size_t i) {
  const layout::Point &a = route.points[i], &b = route.points[i + 1];
  return route.jumps || a.x == b.x || a.y == b.y;
}

layout::Point middle(const layout::Route& route) {
  // Of the last piece: it is the one that arrives.
  const size_t i = route.jumps ? 0 : route.points.size() - 2;
  const layout::Point &a = route.points[i], &b = route.points[i + 1];
  return {(a.x + b.x) / 2, (a.y + b.y) / 2};
}

}  // namespace

void Camera::zoom_at(ImVec2 at, ImVec2 corner, float factor, float least, float most) {
  const layout::Point held = graph(at, corner);
  zoom = std::clamp(zoom * factor, least, most);
  origin = {at.x - corner.x - held.x * zoom, at.y - corner.y - held.y * zoom};
}

void Camera::fit(layout::Size graph, ImVec2 canvas, float margin, float most) {
  zoom = std::clamp(std::min((canvas.x - 2 * margin) / std::max(graph.width, 1.0f),
                             (canvas.y - 2 * margin) / std::max(graph.height, 1.0f)),
                    least_zoom, most);
  origin = {(canvas.x - graph.width * zoom) / 2, (canvas.y - graph.height * zoom) / 2};
}

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
  input(ui, content, size, events);

  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.PushClipRect(corner, {corner.x + size.x, corner.y + size.y}, true);
  draw_frames(ui, content);
  for (int edge = 0; edge < static_cast<int>(content.scene.edges.size()); ++edge) draw_edge(ui, content, edge);
  for (int item = 0; item < static_cast<int>(content.scene.items.size()); ++item) draw_item(ui, content, item);
  if (!content.values.empty()) {
    for (int item = 0; item < static_cast<int>(content.scene.items.size()); ++item) draw_values(ui, content, item);
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
  const layout::Box& box = content.scene.picture.boxes[static_cast<size_t>(item)];
  const layout::Point centre = box.centre();
  if (content.direction == layout::Direction::right) return to_screen({output ? box.right() : box.x, centre.y});
  return to_screen({centre.x, output ? box.bottom() : box.y});
}

// What lies under the mouse: ports before boxes, boxes before wires.
void GraphView::look(const GraphContent& content, ImVec2 mouse) {
  const Scene& scene = content.scene;
  const layout::Point at = camera_.graph(mouse, corner_);
  for (size_t b = 0; b < scene.blocks.size(); ++b) {
    const auto& frame = scene.frames[b];
    if (!frame || !handle_of(*frame).contains(mouse) || camera_.zoom < readable * unit_ * 0.6f) continue;
    hovered_fold_ = static_cast<int>(b);
    return;
  }
  const float reach = 9 * unit_ / camera_.zoom;
  for (int item = 0; item < static_cast<int>(scene.items.size()); ++item) {
    const layout::Box& box = scene.picture.boxes[static_cast<size_t>(item)];
    if (at.x < box.x - reach || at.x > box.right() + reach || at.y < box.y - reach || at.y > box.bottom() + reach)
      continue;
    const Kind kind = scene.items[static_cast<size_t>(item)].kind;
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
    if (kind == Kind::block && at.x > box.right() - 26) hovered_fold_ = scene.items[static_cast<size_t>(item)].block;
    return;
  }
  if (hovered_port_ >= 0) return;
  const float near = 8 * unit_;
  float least = near;
  for (int edge = 0; edge < static_cast<int>(scene.edges.size()); ++edge) {
    const layout::Route& route = scene.picture.routes[static_cast<size_t>(edge)];
    for (size_t i = 0; i + 1 < route.points.size(); ++i) {
      const ImVec2 a = to_screen(route.points[i]), d = to_screen(route.points[i + 1]);
      if (mouse.x < std::min(a.x, d.x) - near || mouse.x > std::max(a.x, d.x) + near ||
          mouse.y < std::min(a.y, d.y) - near || mouse.y > std::max(a.y, d.y) + near)
        continue;
      float far = near;
      if (straight(route, i)) {
        far = distance(mouse, a, d);
      } else {
        const Piece p = piece(a, d, content.direction == layout::Direction::right);
        ImVec2 before = a;
        for (int k = 1; k <= 12; ++k) {
          const ImVec2 next = bezier(p.a, p.b, p.c, p.d, static_cast<float>(k) / 12);
          far = std::min(far, distance(mouse, before, next));
          before = next;
        }
      }
      if (far < least) {
        least = far;
        hovered_edge_ = edge;
      }
    }
  }
  if (hovered_edge_ < 0) return;
  const ImVec2 plus = to_screen(middle(scene.picture.routes[static_cast<size_t>(hovered_edge_)]));
  hovered_plus_ = std::hypot(mouse.x - plus.x, mouse.y - plus.y) < 9 * unit_;
}

void GraphView::input(ui::Ui& ui, const GraphContent& content, ImVec2, GraphEvents& events) {
  const ImGuiIO& io = ImGui::GetIO();
  if (ImGui::IsItemHovered() && io.MouseWheel != 0)
    camera_.zoom_at(io.MousePos, corner_, std::pow(1.15f, io.MouseWheel), least_zoom * unit_, most_zoom * unit_);
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
    moved_ ? end_drag(content, events) : click(ui, events);
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
  if (!io.MouseDown[0]) {
    drag_ = Drag::pan;
  } else if (hovered_port_ >= 0) {
    pressed_item_ = hovered_port_;
    drag_ = hovered_output_ ? Drag::wire : Drag::back_wire;
  } else if (hovered_item_ >= 0 &&
             content.scene.items[static_cast<size_t>(hovered_item_)].kind == Scene::Item::Kind::node) {
    drag_ = Drag::node;
  } else {
    drag_ = io.KeyShift && hovered_item_ < 0 ? Drag::box : Drag::pan;
  }
}

void GraphView::click(ui::Ui&, GraphEvents& events) {
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
      events.dropped_node = content.scene.items[static_cast<size_t>(pressed_item_)].node;
      events.dropped_edge = hovered_edge_;
      break;
    case Drag::box: {
      const layout::Point a = camera_.graph(pressed_at_, corner_), b = camera_.graph(ImGui::GetIO().MousePos, corner_);
      const layout::Box box{std::min(a.x, b.x), std::min(a.y, b.y), std::abs(a.x - b.x), std::abs(a.y - b.y)};
      events.boxing_done = true;
      for (int item = 0; item < static_cast<int>(content.scene.items.size()); ++item) {
        if (box.overlaps(content.scene.picture.boxes[static_cast<size_t>(item)])) events.boxed.push_back(item);
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

plot::Rect GraphView::handle_of(const layout::Box& frame) const {
  const ImVec2 end = to_screen({frame.right(), frame.y});
  const float side = 16 * unit_;
  return {{end.x - side, end.y - side}, end};
}

// Behind the items of an open block: a ground with its name, and a handle that folds it.
void GraphView::draw_frames(ui::Ui& ui, const GraphContent& content) {
  const Scene& scene = content.scene;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  // Outer ones first, inner ones on top.
  for (size_t b = scene.blocks.size(); b-- > 0;) {
    const auto& frame = scene.frames[b];
    if (!frame || !visible(*frame, 24)) continue;
    const ImVec2 from = to_screen({frame->x, frame->y}), to = to_screen({frame->right(), frame->bottom()});
    list.AddRectFilled(from, to, plot::with_alpha(ui.theme.accent, 0.06f), 10 * camera_.zoom);
    list.AddRect(from, to, plot::with_alpha(ui.theme.accent, 0.35f), 10 * camera_.zoom, 0, unit_);
    if (camera_.zoom < readable * unit_ * 0.6f) continue;
    const plot::Rect handle = handle_of(*frame);
    const bool over = hovered_fold_ == static_cast<int>(b);
    list.AddRectFilled(handle.min, handle.max, over ? ui.theme.field_hovered : ui.theme.field, 4 * unit_);
    const ImVec2 middle = handle.centre();
    list.AddLine({middle.x - 4 * unit_, middle.y}, {middle.x + 4 * unit_, middle.y}, ui.theme.text, 1.5f * unit_);
    ui.marks.insert_or_assign("builder.fold." + scene.blocks[b].key,
                              ui::Mark{handle.min.x, handle.min.y, handle.max.x, handle.max.y, "open"});
    if (scene.blocks[b].title.empty() || camera_.zoom < readable * unit_) continue;
    const std::string title =
        plot::shortened(scene.blocks[b].title, handle.min.x - from.x - 6 * unit_, {.font = ui.fonts.caption});
    plot::draw_text(list, {from.x + 4 * unit_, from.y - plot::font_size(ui.fonts.caption) - 2 * unit_}, ui.theme.muted,
                    title, {.font = ui.fonts.caption});
  }
}

void GraphView::draw_edge(ui::Ui& ui, const GraphContent& content, int edge) {
  const Scene& scene = content.scene;
  const layout::Route& route = scene.picture.routes[static_cast<size_t>(edge)];
  const Scene::Wire& wire = scene.wires[static_cast<size_t>(edge)];
  layout::Box bounds{route.points[0].x, route.points[0].y, 0, 0};
  for (const layout::Point& p : route.points) {
    const float right = std::max(bounds.right(), p.x), bottom = std::max(bounds.bottom(), p.y);
    bounds.x = std::min(bounds.x, p.x);
    bounds.y = std::min(bounds.y, p.y);
    bounds.width = right - bounds.x;
    bounds.height = bottom - bounds.y;
  }
  if (!visible(bounds, 4)) return;
  const bool chosen = content.selection.edge_to >= 0 && content.selection.edge_to == wire.to &&
                      content.selection.edge_slot == wire.slot;
  const bool hovered = hovered_edge_ == edge && (drag_ == Drag::none || drag_ == Drag::node);
  const ImU32 colour = chosen || hovered ? ui.theme.accent : plot::mix(ui.theme.border, ui.theme.muted, 0.55f);
  const float width = std::max(1.0f, (chosen || hovered ? 2.4f : 1.6f) * std::min(camera_.zoom, unit_ * 1.2f));
  ImDrawList& list = *ImGui::GetWindowDrawList();
  if (route.jumps) {
    std::vector<ImVec2> line;
    for (const layout::Point& p : route.points) line.push_back(to_screen(p));
    list.AddPolyline(line.data(), static_cast<int>(line.size()), colour, 0, width);
  } else {
    for (size_t i = 0; i + 1 < route.points.size(); ++i) {
      const ImVec2 a = to_screen(route.points[i]), d = to_screen(route.points[i + 1]);
      if (straight(route, i)) {
        list.AddLine(a, d, colour, width);
      } else {
        const Piece p = piece(a, d, content.direction == layout::Direction::right);
        list.AddBezierCubic(p.a, p.b, p.c, p.d, colour, width, 14);
      }
    }
  }
  // Which way it goes.
  if (camera_.zoom > readable * unit_) {
    const ImVec2 tip = to_screen(route.points.back());
    const float a = 4.5f * camera_.zoom;
    if (content.direction == layout::Direction::right) {
      list.AddTriangleFilled(tip, {tip.x - 1.6f * a, tip.y - a}, {tip.x - 1.6f * a, tip.y + a}, colour);
    } else {
      list.AddTriangleFilled(tip, {tip.x - a, tip.y - 1.6f * a}, {tip.x + a, tip.y - 1.6f * a}, colour);
    }
  }
  const ImVec2 plus = to_screen(middle(route));
  if (wire.to >= 0 && camera_.zoom > readable * unit_) {
    const std::string name =
        "builder.wire." + content.thought.names[static_cast<size_t>(wire.to)] + "." + std::to_string(wire.slot);
    ui.marks.insert_or_assign(name, ui::Mark{plus.x - 4, plus.y - 4, plus.x + 4, plus.y + 4});
  }
  if (hovered && wire.to >= 0 && camera_.zoom > readable * unit_) {
    const float r = 8 * unit_;
    list.AddCircleFilled(plus, r, hovered_plus_ ? ui.theme.accent_hovered : ui.theme.accent);
    list.AddLine({plus.x - r / 2, plus.y}, {plus.x + r / 2, plus.y}, ui.theme.on_accent, 1.6f * unit_);
    list.AddLine({plus.x, plus.y - r / 2}, {plus.x, plus.y + r / 2}, ui.theme.on_accent, 1.6f * unit_);
    if (drag_ == Drag::none && hovered_plus_) ui::tooltip(ui, {}, ui.tr("Insert a layer here"));
  }
}

void GraphView::draw_item(ui::Ui& ui, const GraphContent& content, int index) {
  const Scene& scene = content.scene;
  const Scene::Item& item = scene.items[static_cast<size_t>(index)];
  const layout::Box& box = scene.picture.boxes[static_cast<size_t>(index)];
  if (!visible(box, 8)) return;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImVec2 from = to_screen({box.x, box.y}), to = to_screen({box.right(), box.bottom()});
  const float zoom = camera_.zoom,
              rounding = (item.kind == Kind::data || item.kind == Kind::loss ? 22.0f : 8.0f) * zoom;
  const ItemText text = item_text(ui, content, index);
  const bool hovered = hovered_item_ == index;
  bool chosen = false;
  for (const int node : nodes_of(scene, index)) chosen = chosen || content.selection.has(node);
  const ImU32 ground = text.faulty ? ui.theme.error_surface : hovered ? ui.theme.card_hovered : ui.theme.card;
  if (item.kind == Kind::block) {  // a pile
    for (const float step : {6.0f, 3.0f}) {
      list.AddRectFilled({from.x + step * zoom, from.y + step * zoom}, {to.x + step * zoom, to.y + step * zoom},
                         plot::mix(ui.theme.panel, ui.theme.card_hovered, 0.8f), rounding);
      list.AddRect({from.x + step * zoom, from.y + step * zoom}, {to.x + step * zoom, to.y + step * zoom},
                   ui.theme.border, rounding, 0, 1);
    }
  }
  list.AddRectFilled(from, to, ground, rounding);
  list.AddRect(from, to,
               chosen        ? ui.theme.accent
               : text.faulty ? ui.theme.error
                             : ui.theme.border,
               rounding, 0, (chosen ? 2.2f : 1.0f) * unit_);
  if (item.kind == Kind::node || item.kind == Kind::block) {
    list.AddRectFilled({from.x, from.y + 7 * zoom}, {from.x + 4 * zoom, to.y - 7 * zoom}, text.colour, 2 * zoom);
  }
  const std::string name = item.kind == Kind::data   ? "builder.data"
                           : item.kind == Kind::loss ? "builder.loss"
                           : item.kind == Kind::block
                               ? "builder.block." + scene.blocks[static_cast<size_t>(item.block)].key
                               : "builder.node." + content.thought.names[static_cast<size_t>(item.node)];
  ui.marks.insert_or_assign(name, ui::Mark{from.x, from.y, to.x, to.y, text.title + " · " + text.detail});
  if (zoom > readable * unit_) {
    const float strong = plot::font_size(ui.fonts.strong) * zoom / unit_,
                small = plot::font_size(ui.fonts.caption) * zoom / unit_;
    const float pad = 12 * zoom, handle = item.kind == Kind::block ? 22 * zoom : 0;
    const ImVec4 clip{from.x, from.y, to.x - handle - 4 * zoom, to.y};
    const bool middle = item.kind == Kind::data || item.kind == Kind::loss;
    const auto write = [&](ImFont* font, float size, float y, ImU32 colour, const std::string& words) {
      const float wide = font->CalcTextSizeA(size, FLT_MAX, 0, words.c_str()).x;
      const float x = middle ? std::max(from.x + pad, (from.x + to.x - wide) / 2) : from.x + pad;
      list.AddText(font, size, {x, y}, colour, words.c_str(), nullptr, 0, &clip);
      return wide;
    };
    const float wide = write(ui.fonts.strong, strong, from.y + 5 * zoom, ui.theme.text, text.title);
    write(ui.fonts.caption, small, to.y - small - 6 * zoom, text.faulty ? ui.theme.error : ui.theme.muted, text.detail);
    if (!text.gist.empty()) {
      const float gist = ui.fonts.caption->CalcTextSizeA(small, FLT_MAX, 0, text.gist.c_str()).x,
                  x = to.x - handle - gist - 9 * zoom;
      if (x > from.x + pad + wide + 6 * zoom)
        list.AddText(ui.fonts.caption, small, {x, from.y + 5 * zoom + (strong - small) / 2}, ui.theme.muted,
                     text.gist.c_str());
    }
    if (item.kind == Kind::block) {
      const ImVec2 c{to.x - 14 * zoom, (from.y + to.y) / 2};
      const float r = 5 * zoom;
      const ImU32 colour = hovered_fold_ == item.block ? ui.theme.accent : ui.theme.muted;
      list.AddLine({c.x - r, c.y}, {c.x + r, c.y}, colour, 1.6f * unit_);
      list.AddLine({c.x, c.y - r}, {c.x, c.y + r}, colour, 1.6f * unit_);
      ui.marks.insert_or_assign("builder.fold." + scene.blocks[static_cast<size_t>(item.block)].key,
                                ui::Mark{c.x - r, c.y - r, c.x + r, c.y + r, "folded"});
    }
  } else if (zoom > 0.2f * unit_) {
    const float small = std::max(plot::font_size(ui.fonts.caption) * 0.72f, 6.0f);
    const ImVec4 clip{from.x, from.y, to.x, to.y};
    list.AddText(ui.fonts.caption, small, {from.x + 6 * zoom + 2, (from.y + to.y - small) / 2}, ui.theme.muted,
                 text.title.c_str(), nullptr, 0, &clip);
  }
  // Ports show where a wire can begin or end.
  const bool wiring = drag_ == Drag::wire || drag_ == Drag::back_wire;
  if ((hovered || hovered_port_ == index || (wiring && item.kind == Kind::node)) && zoom > readable * unit_ * 0.7f) {
    for (const bool output : {false, true}) {
      if (output ? item.kind == Kind::loss : item.kind != Kind::node) continue;
      const bool over = hovered_port_ == index && hovered_output_ == output;
      list.AddCircleFilled(port(content, index, output), (over ? 6.5f : 5.0f) * unit_, ui.theme.panel);
      list.AddCircle(port(content, index, output), (over ? 6.5f : 5.0f) * unit_, ui.theme.accent, 0, 2 * unit_);
    }
  }
  if (item.kind == Kind::node && zoom > readable * unit_) {
    for (const bool output : {false, true}) {
      const ImVec2 p = port(content, index, output);
      ui.marks.insert_or_assign(
          (output ? "builder.out." : "builder.in.") + content.thought.names[static_cast<size_t>(item.node)],
          ui::Mark{p.x - 2, p.y - 2, p.x + 2, p.y + 2});
    }
  }
  if (hovered && drag_ == Drag::none && hovered_port_ < 0 && ImGui::IsItemHovered())
    ui::tooltip(ui, text.title, text.tooltip, text.formula);
}

// Above the wire what goes forward, below it what comes back (the book, chapter 5).
void GraphView::draw_values(ui::Ui& ui, const GraphContent& content, int index) {
  const Scene::Item& item = content.scene.items[static_cast<size_t>(index)];
  const layout::Box& box = content.scene.picture.boxes[static_cast<size_t>(index)];
  if (item.kind != Kind::node || camera_.zoom < readable * unit_ || !visible(box, 80)) return;
  const NodeValue& value = content.values[static_cast<size_t>(item.node)];
  if (value.value.empty()) return;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float size = plot::font_size(ui.fonts.body) * camera_.zoom / unit_;
  const ImVec2 start = port(content, index, true);
  const bool right = content.direction == layout::Direction::right;
  const ImVec2 forward = right ? ImVec2{start.x + 9 * camera_.zoom, start.y - size - 3 * camera_.zoom}
                               : ImVec2{start.x + 8 * camera_.zoom, start.y + 2 * camera_.zoom};
  ImVec2 back = right ? ImVec2{start.x + 9 * camera_.zoom, start.y + 3 * camera_.zoom} : forward;
  if (!right)
    back.x = start.x - 8 * camera_.zoom - ui.fonts.body->CalcTextSizeA(size, FLT_MAX, 0, value.gradient.c_str()).x;
  list.AddText(ui.fonts.strong, size, forward, ui.theme.text, value.value.c_str());
  list.AddText(ui.fonts.body, size, back, ui.theme.warning, value.gradient.c_str());
  ui.marks.insert_or_assign(
      "builder.value." + content.thought.names[static_cast<size_t>(item.node)],
      ui::Mark{forward.x, forward.y, forward.x + size, forward.y + size, value.value + " / " + value.gradient});
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
  if (pressed_item_ < 0 || pressed_item_ >= static_cast<int>(content.scene.items.size())) return;
  if (drag_ == Drag::node) {
    const layout::Box& box = content.scene.picture.boxes[static_cast<size_t>(pressed_item_)];
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
