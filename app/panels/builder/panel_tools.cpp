#include <algorithm>

#include <fmt/format.h>

#include "panels/builder/actions.h"
#include "panels/builder/panel.h"
#include "saddle/catalog.h"
#include "ui/toolbar.h"
#include "ui/widgets.h"

// The row of buttons above the graph, and what opens out of it.
namespace saddle::app {

void BuilderPanel::draw_tools(Frame& frame) {
  ui::Ui& ui = frame.ui;
  auto& network = frame.draft.experiment.network;
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {ui.px(9), ui.px(4)});
  using Form = ui::Toolbar::Form;
  const float top = ImGui::GetCursorPosY();
  ui::Toolbar bar("builder.tools");
  const auto add = [&](const char* name, const std::string& label, int rank, std::function<bool(Form)> draw) {
    bar.add({.name = name,
             .width = ui::button_width(label),
             .rank = rank,
             .draw = std::move(draw),
             .label = {},
             .gap = ui.px(4)});
  };
  const std::string layer = "+ " + std::string(ui.tr("Layer"));
  add("builder.add", layer, 50, [&](Form) {
    const ui::Locked lock(ui, "builder.edit");
    if (ui::button(ui, "builder.add", layer,
                   {.tooltip = ui.tr("Click to choose one; drag onto a wire to put it there")}))
      ImGui::OpenPopup("###palette");
    return draw_palette(frame);
  });
  add("builder.fit", std::string(ui.tr("Fit")), 40, [&](Form) {
    if (!ui::button(ui, "builder.fit", ui.tr("Fit"), {.tooltip = ui.tr("Show the whole network (F)")})) return false;
    fit_wanted_ = true;
    touched_ = false;
    return true;
  });
  const bool any = !options_.folded.empty();
  const std::string fold(any ? ui.tr("Unfold all") : ui.tr("Fold all"));
  if (!graph_.blocks.empty()) {
    add("builder.fold_all", fold, 30, [&](Form) {
      if (!ui::button(ui, "builder.fold_all", fold)) return false;
      options_.folded.clear();
      if (!any) {
        for (const Block& block : graph_.blocks) options_.folded.insert(block.key);
      }
      fit_wanted_ = true;
      touched_ = false;
      return true;
    });
  }
  if (network.size() <= 2 * most_for_values) {
    add("builder.values", std::string(ui.tr("Values")), 20, [&](Form) {
      const bool on = shows_values(frame);
      if (!ui::button(ui, "builder.values", ui.tr("Values"),
                      {.look = on ? ui::Look::plain : ui::Look::quiet,
                       .tooltip = fmt::format(
                           fmt::runtime(ui.tr("What goes forward through each wire, and the gradient that comes back, "
                                              "for the test example {} that the panel Prediction shows")),
                           std::max(shown_example(frame), 0))}))
        return false;
      show_values_ = !on;
      fit_wanted_ = !touched_;
      return true;
    });
  }
  const std::string side(strip_open_ ? "»" : "«");
  bar.add({.name = "builder.strip",
           .width = ui::button_width(side),
           .rank = 60,
           .draw =
               [&](Form) {
                 if (ui::button(ui, "builder.strip", side,
                                {.look = ui::Look::quiet, .tooltip = ui.tr("Properties (Enter)")}))
                   strip_wanted_ = !strip_open_;
                 return false;
               },
           .label = {},
           .at_end = true});
  bar.draw(ui);
  ImGui::PopStyleVar();
  ImGui::SetCursorPosY(top + ui.px(30) + ui.px(8));
}

// The list of layers. True when one was taken out of it.
bool BuilderPanel::draw_palette(Frame& frame) {
  if (!ImGui::BeginPopup("###palette")) return false;
  ui::Ui& ui = frame.ui;
  bool taken = false;
  for (const Entry& entry : catalog::layers()) {
    const std::string item = "builder.add/" + std::string(entry.name);
    if (ImGui::Selectable(ui::labeled(ui.tr(entry.title), item).c_str())) {
      actions::append(frame.draft.experiment.network, selection_, std::string(entry.name));
      taken = true;
    }
    ui.mark(item, std::string(entry.title));
    // Dragged out of the menu: it is held over the canvas from here on.
    if (ImGui::IsItemActive() && ImGui::IsMouseDragging(ImGuiMouseButton_Left, ui.px(8))) {
      held_ = entry.name;
      taken = true;
      ImGui::CloseCurrentPopup();
    }
    ui::tooltip(ui, ui.tr(entry.title), ui.tr(entry.help), entry.formula);
  }
  ImGui::EndPopup();
  return taken;
}

// Of a wire: what can be put on it, and how it is taken away.
void BuilderPanel::draw_insert_menu(Frame& frame) {
  if (!ImGui::BeginPopup("###insert")) return;
  ui::Ui& ui = frame.ui;
  auto& network = frame.draft.experiment.network;
  if (insert_to_ && insert_to_ < NodeIndex(network.size())) {
    if (ImGui::Selectable(ui::labeled(ui.tr("Take this wire away"), "builder.disconnect").c_str())) {
      edit::disconnect(network, *insert_to_, insert_slot_);
      selection_.set({*insert_to_});
    }
    ui.mark("builder.disconnect");
    ui::caption(ui, ui.tr("Insert a layer here"));
    if (const std::string type = layer_menu_.draw(ui, "builder.insert"); !type.empty())
      actions::insert_on_wire(network, selection_, *insert_to_, insert_slot_, type);
  }
  ImGui::EndPopup();
}

// A layer of the palette under the mouse, until it is let go.
void BuilderPanel::draw_held(Frame& frame, ImVec2 corner, ImVec2 size) {
  if (held_.empty()) return;
  ui::Ui& ui = frame.ui;
  auto& network = frame.draft.experiment.network;
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  ImDrawList& list = *ImGui::GetForegroundDrawList();
  const Entry* entry = catalog::find(catalog::layers(), held_);
  const std::string title(ui.tr(entry ? entry->title : std::string_view(held_)));
  const ImVec2 text = ImGui::CalcTextSize(title.c_str());
  const ImVec2 from{mouse.x + ui.px(10), mouse.y + ui.px(6)};
  list.AddRectFilled(from, {from.x + text.x + ui.px(20), from.y + text.y + ui.px(12)}, ui.theme.accent, ui.px(6));
  list.AddText({from.x + ui.px(10), from.y + ui.px(6)}, ui.theme.on_accent, title.c_str());
  if (ImGui::GetIO().MouseDown[0]) return;
  const bool inside =
      mouse.x >= corner.x && mouse.x < corner.x + size.x && mouse.y >= corner.y && mouse.y < corner.y + size.y;
  const int edge = view_.hovered_edge(), item = view_.hovered_item();
  if (inside && edge >= 0) {
    const ShownGraph::Wire& wire = graph_.wires[static_cast<size_t>(edge)];
    if (wire.to) {
      actions::insert_on_wire(network, selection_, *wire.to, wire.slot, held_);
    } else {
      actions::insert_behind(network, selection_, wire.from, held_);
    }
  } else if (inside && item >= 0) {
    const ShownGraph::Item& shown = graph_.items[static_cast<size_t>(item)];
    if (shown.kind != ShownGraph::Item::Kind::loss) actions::insert_behind(network, selection_, shown.node, held_);
  } else if (inside) {
    actions::append(network, selection_, held_);
  }
  held_.clear();
}

}  // namespace saddle::app
