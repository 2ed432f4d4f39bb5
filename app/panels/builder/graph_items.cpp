#include <algorithm>

#include "panels/builder/figures.h"
#include "panels/builder/graph_view.h"
#include "plot/style.h"
#include "plot/text.h"
#include "ui/widgets.h"

// The boxes of the graph: the data, layers, folded blocks and the loss.
namespace saddle::app {
namespace {

using Kind = ShownGraph::Item::Kind;

bool at_an_end(Kind kind) { return kind == Kind::data || kind == Kind::loss; }

constexpr float fold_width = 22;  // of the + of a folded block, in the graph's units

// Zoomed text is laid out as if it were not: its letters are those of the font at its own size.
struct ZoomedText {
  ImDrawList& list;
  ImFont* font;
  float zoom;  // times the font's size

  float size() const { return plot::font_size(font) * zoom; }
  float width(const std::string& words) const { return font->CalcTextSizeA(size(), FLT_MAX, 0, words.c_str()).x; }
  std::string fitted(const std::string& words, float room) const {
    return plot::shortened(words, room / zoom, {.font = font});
  }
  void write(ImVec2 at, ImU32 color, const std::string& words) const {
    list.AddText(font, size(), at, color, words.c_str());
  }
};

}  // namespace

void GraphView::draw_item(ui::Ui& ui, const GraphContent& content, int index) {
  const ShownGraph::Item& item = content.graph.items[static_cast<size_t>(index)];
  const layout::Box& box = content.graph.picture.boxes[static_cast<size_t>(index)];
  if (!visible(box, 8)) return;
  const plot::Rect area{to_screen({box.x, box.y}), to_screen({box.right(), box.bottom()})};
  const ItemText text = item_text(ui, content, index);
  draw_ground(ui, content, index, area, text);
  ui.marks.insert_or_assign(mark_of(content, item),
                            ui::Mark{area.min.x, area.min.y, area.max.x, area.max.y, text.title + " · " + text.detail});
  if (camera_.shows_text(unit_)) {
    draw_words(ui, item, area, text);
    if (item.kind == Kind::block) draw_unfold(ui, content, item.block, area);
  } else if (camera_.zoom > 0.2f * unit_) {
    // Too far away for all of it: the title alone, as large as it can be.
    const float size = std::max(plot::font_size(ui.fonts.caption) * 0.72f, 6.0f), left = 6 * camera_.zoom + 2;
    const ZoomedText title{*ImGui::GetWindowDrawList(), ui.fonts.caption, size / plot::font_size(ui.fonts.caption)};
    title.write({area.min.x + left, area.center().y - size / 2}, ui.theme.muted,
                title.fitted(text.title, area.width() - 2 * left));
  }
  draw_ports(ui, content, index);
  // Of what is faulty, the notice beside it says more.
  if (!text.faulty && hovered_item_ == index && drag_ == Drag::none && hovered_port_ < 0 && ImGui::IsItemHovered())
    ui::tooltip(ui, text.title, text.tooltip, text.formula);
}

std::string GraphView::mark_of(const GraphContent& content, const ShownGraph::Item& item) {
  switch (item.kind) {
    case Kind::data:
      return "builder.data";
    case Kind::loss:
      return "builder.loss";
    case Kind::block:
      return "builder.block." + content.graph.blocks[static_cast<size_t>(item.block)].key;
    case Kind::node:
      break;
  }
  return "builder.node." + content.analysis.names[static_cast<size_t>(item.node)];
}

void GraphView::draw_ground(ui::Ui& ui, const GraphContent& content, int index, const plot::Rect& area,
                            const ItemText& text) const {
  const Kind kind = content.graph.items[static_cast<size_t>(index)].kind;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float zoom = camera_.zoom, rounding = (at_an_end(kind) ? 22.0f : 8.0f) * zoom;
  if (kind == Kind::block) {  // a pile
    for (const float step : {6.0f, 3.0f}) {
      const ImVec2 from{area.min.x + step * zoom, area.min.y + step * zoom},
          to{area.max.x + step * zoom, area.max.y + step * zoom};
      list.AddRectFilled(from, to, plot::mix(ui.theme.panel, ui.theme.card_hovered, 0.8f), rounding);
      list.AddRect(from, to, ui.theme.border, rounding, 0, 1);
    }
  }
  const bool chosen =
      std::ranges::any_of(nodes_of(content.graph, index), [&](NodeIndex node) { return content.selection.has(node); });
  list.AddRectFilled(area.min, area.max,
                     text.faulty              ? ui.theme.error_surface
                     : hovered_item_ == index ? ui.theme.card_hovered
                                              : ui.theme.card,
                     rounding);
  list.AddRect(area.min, area.max,
               chosen        ? ui.theme.accent
               : text.faulty ? ui.theme.error
                             : ui.theme.border,
               rounding, 0, (chosen ? 2.2f : 1.0f) * unit_);
  if (!at_an_end(kind))
    list.AddRectFilled({area.min.x, area.min.y + 7 * zoom}, {area.min.x + 4 * zoom, area.max.y - 7 * zoom}, text.color,
                       2 * zoom);
}

void GraphView::draw_words(ui::Ui& ui, const ShownGraph::Item& item, const plot::Rect& area,
                           const ItemText& text) const {
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float zoom = camera_.zoom;
  const ZoomedText strong{list, ui.fonts.strong, zoom / unit_}, small{list, ui.fonts.caption, zoom / unit_};
  const float handle = item.kind == Kind::block ? fold_width * zoom : 0;
  const float left = area.min.x + (at_an_end(item.kind) ? 8 : 12) * zoom,
              right = area.max.x - handle - (at_an_end(item.kind) ? 8 : 4) * zoom;
  const auto write = [&](const ZoomedText& pencil, float y, ImU32 color, const std::string& words) {
    const std::string fitted = pencil.fitted(words, right - left);
    const float wide = pencil.width(fitted);
    pencil.write({at_an_end(item.kind) ? (left + right - wide) / 2 : left, y}, color, fitted);
    return wide;
  };
  const float top = area.min.y + 5 * zoom;
  const float wide = write(strong, top, ui.theme.text, text.title);
  write(small, area.max.y - small.size() - 6 * zoom, text.faulty ? ui.theme.error : ui.theme.muted, text.detail);
  if (text.gist.empty()) return;
  const float x = right - small.width(text.gist) - 5 * zoom;
  if (x > left + wide + 6 * zoom) small.write({x, top + (strong.size() - small.size()) / 2}, ui.theme.muted, text.gist);
}

// The + of a folded block.
void GraphView::draw_unfold(ui::Ui& ui, const GraphContent& content, int block, const plot::Rect& area) const {
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImVec2 c{area.max.x - 14 * camera_.zoom, area.center().y};
  const float r = 5 * camera_.zoom;
  const ImU32 color = hovered_fold_ == block ? ui.theme.accent : ui.theme.muted;
  list.AddLine({c.x - r, c.y}, {c.x + r, c.y}, color, 1.6f * unit_);
  list.AddLine({c.x, c.y - r}, {c.x, c.y + r}, color, 1.6f * unit_);
  ui.marks.insert_or_assign("builder.fold." + content.graph.blocks[static_cast<size_t>(block)].key,
                            ui::Mark{c.x - r, c.y - r, c.x + r, c.y + r, "folded"});
}

// Where a wire can begin or end.
void GraphView::draw_ports(ui::Ui& ui, const GraphContent& content, int index) const {
  const ShownGraph::Item& item = content.graph.items[static_cast<size_t>(index)];
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const bool wiring = (drag_ == Drag::wire || drag_ == Drag::back_wire) && item.kind == Kind::node;
  const bool shown = !content.fixed && (hovered_item_ == index || hovered_port_ == index || wiring) &&
                     camera_.shows_text(0.7f * unit_);
  for (const bool output : {false, true}) {
    if (output ? item.kind == Kind::loss : item.kind != Kind::node) continue;
    const ImVec2 at = port(content, index, output);
    if (shown) {
      const float radius = (hovered_port_ == index && hovered_output_ == output ? 6.5f : 5.0f) * unit_;
      list.AddCircleFilled(at, radius, ui.theme.panel);
      list.AddCircle(at, radius, ui.theme.accent, 0, 2 * unit_);
    }
    if (item.kind == Kind::node && camera_.shows_text(unit_))
      ui.marks.insert_or_assign(
          (output ? "builder.out." : "builder.in.") + content.analysis.names[static_cast<size_t>(item.node)],
          ui::Mark{at.x - 2, at.y - 2, at.x + 2, at.y + 2});
  }
}

}  // namespace saddle::app
