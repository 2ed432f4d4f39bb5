#include <algorithm>
#include <tuple>

#include "panels/builder/graph_view.h"
#include "panels/builder/wire_shape.h"
#include "plot/style.h"
#include "plot/text.h"
#include "ui/widgets.h"

// The wires, the + that inserts a layer, and the numbers that go through.
namespace saddle::app {

void GraphView::draw_edge(ui::Ui& ui, const GraphContent& content, int edge) {
  const ShownGraph& graph = content.graph;
  const layout::Route& route = graph.picture.routes[static_cast<size_t>(edge)];
  const ShownGraph::Wire& wire = graph.wires[static_cast<size_t>(edge)];
  layout::Box bounds{route.points[0].x, route.points[0].y, 0, 0};
  for (const layout::Point& p : route.points) {
    const float right = std::max(bounds.right(), p.x), bottom = std::max(bounds.bottom(), p.y);
    bounds.x = std::min(bounds.x, p.x);
    bounds.y = std::min(bounds.y, p.y);
    bounds.width = right - bounds.x;
    bounds.height = bottom - bounds.y;
  }
  if (!visible(bounds, 4)) return;
  const bool chosen =
      content.selection.edge_to && content.selection.edge_to == wire.to && content.selection.edge_slot == wire.slot;
  const bool hovered = hovered_edge_ == edge && (drag_ == Drag::none || drag_ == Drag::node);
  const ImU32 color = chosen || hovered ? ui.theme.accent : plot::mix(ui.theme.border, ui.theme.muted, 0.55f);
  const float width = std::max(1.0f, (chosen || hovered ? 2.4f : 1.6f) * std::min(camera_.zoom, unit_ * 1.2f));
  ImDrawList& list = *ImGui::GetWindowDrawList();
  if (route.jumps) {
    std::vector<ImVec2> line;
    for (const layout::Point& p : route.points) line.push_back(to_screen(p));
    list.AddPolyline(line.data(), static_cast<int>(line.size()), color, 0, width);
  } else {
    for (size_t i = 0; i + 1 < route.points.size(); ++i) {
      const ImVec2 a = to_screen(route.points[i]), d = to_screen(route.points[i + 1]);
      if (straight(route, i)) {
        list.AddLine(a, d, color, width);
      } else {
        const Piece p = piece(a, d, content.direction == layout::Direction::right);
        list.AddBezierCubic(p.a, p.b, p.c, p.d, color, width, 14);
      }
    }
  }
  // Which way it goes.
  if (camera_.shows_text(unit_)) {
    const ImVec2 tip = to_screen(route.points.back());
    const float a = 4.5f * camera_.zoom;
    if (content.direction == layout::Direction::right) {
      list.AddTriangleFilled(tip, {tip.x - 1.6f * a, tip.y - a}, {tip.x - 1.6f * a, tip.y + a}, color);
    } else {
      list.AddTriangleFilled(tip, {tip.x - a, tip.y - 1.6f * a}, {tip.x + a, tip.y - 1.6f * a}, color);
    }
  }
  const ImVec2 plus = to_screen(middle(route));
  if (wire.to && camera_.shows_text(unit_)) {
    const std::string name =
        "builder.wire." + content.analysis.names[static_cast<size_t>(*wire.to)] + "." + std::to_string(wire.slot);
    ui.marks.insert_or_assign(name, ui::Mark{plus.x - 4, plus.y - 4, plus.x + 4, plus.y + 4});
  }
  if (hovered && !content.fixed && wire.to && camera_.shows_text(unit_)) {
    const float r = 8 * unit_;
    list.AddCircleFilled(plus, r, hovered_plus_ ? ui.theme.accent_hovered : ui.theme.accent);
    list.AddLine({plus.x - r / 2, plus.y}, {plus.x + r / 2, plus.y}, ui.theme.on_accent, 1.6f * unit_);
    list.AddLine({plus.x, plus.y - r / 2}, {plus.x, plus.y + r / 2}, ui.theme.on_accent, 1.6f * unit_);
    if (drag_ == Drag::none && hovered_plus_) ui::tooltip(ui, {}, ui.tr("Insert a layer here"));
  }
}

// Above the wire what goes forward, below it what comes back (the book, chapter 5).
void GraphView::draw_values(ui::Ui& ui, const GraphContent& content, int index) {
  const ShownGraph::Item& item = content.graph.items[static_cast<size_t>(index)];
  const layout::Box& box = content.graph.picture.boxes[static_cast<size_t>(index)];
  if (item.kind != ShownGraph::Item::Kind::node || !camera_.shows_text(unit_) || !visible(box, 80)) return;
  const NodeValue& value = content.values[item.node];
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
  // Wires that bend away from here do not strike the numbers through.
  for (const auto& [font, at, words] :
       {std::tuple{ui.fonts.strong, forward, &value.value}, {ui.fonts.body, back, &value.gradient}}) {
    const ImVec2 extent = font->CalcTextSizeA(size, FLT_MAX, 0, words->c_str());
    list.AddRectFilled({at.x - 2 * unit_, at.y}, {at.x + extent.x + 2 * unit_, at.y + extent.y}, ui.theme.panel,
                       3 * unit_);
  }
  list.AddText(ui.fonts.strong, size, forward, ui.theme.text, value.value.c_str());
  list.AddText(ui.fonts.body, size, back, ui.theme.warning, value.gradient.c_str());
  ui.marks.insert_or_assign(
      "builder.value." + content.analysis.names[static_cast<size_t>(item.node)],
      ui::Mark{forward.x, forward.y, forward.x + size, forward.y + size, value.value + " / " + value.gradient});
}

}  // namespace saddle::app
