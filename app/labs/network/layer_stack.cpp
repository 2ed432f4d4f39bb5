#include "labs/network/layer_stack.h"

#include <fmt/format.h>

#include "plot/number.h"
#include "plot/text.h"
#include "saddle/catalog.h"
#include "ui/property_editor.h"
#include "ui/widgets.h"

namespace saddle::app {
namespace {

std::string grouped(int64_t number) { return plot::value_text(static_cast<double>(number), plot::Format::integer); }

// The one property that says most of a layer.
std::string gist(const Node& node, const Entry& entry) {
  for (const char* name : {"units", "filters"}) {
    if (const Property* p = find(entry.properties, name)) {
      std::string text = to_text(value_of(node.properties, *p));
      if (const Property* kernel = find(entry.properties, "kernel")) {
        const std::string side = to_text(value_of(node.properties, *kernel));
        text += " @ " + side + "×" + side;
      }
      return text;
    }
  }
  if (const Property* kernel = find(entry.properties, "kernel")) {
    const std::string side = to_text(value_of(node.properties, *kernel));
    return side + "×" + side;
  }
  return {};
}

}  // namespace

void LayerStack::draw(Frame& frame) {
  ui::Ui& ui = frame.ui;
  Experiment& experiment = frame.draft.experiment;
  const catalog::SampleInfo info = catalog::sample_info(experiment.data, frame.data_directory);
  const bool known = info.shape.rank() > 0;  // otherwise nothing can be said of the layers either
  const Plan thought = known ? plan(experiment.network, info.shape) : Plan();
  ui::caption(ui, known ? fmt::format(fmt::runtime(ui.tr("input {} · {} parameters")), info.shape.text(),
                                      grouped(thought.parameters()))
                        : std::string(ui.tr("shape unknown")));
  ui.mark("network.parameters", fmt::to_string(thought.parameters()));
  move_from_ = move_to_ = remove_ = -1;
  for (int node = 0; node < static_cast<int>(experiment.network.size()); ++node) draw_card(frame, thought, node);
  for (const Issue& issue : thought.issues) {
    if (issue.where == "network") ui::notice(ui, "network.issue", ui::Tone::error, ui.language(issue));
  }
  // A network that ends in the wrong number of outputs is a fault of its fit to the data, not of a layer; what is wrong
  // with the data themselves says so.
  if (thought.issues.empty()) {
    for (const Issue& issue : check(experiment, frame.data_directory)) {
      const bool of_network = issue.where.starts_with("network");
      ui::notice(ui, "network.issue", ui::Tone::error,
                 of_network ? Issue::fill(std::string(ui.tr(issue.message)), issue.arguments) : ui.language(issue));
    }
  }
  auto& network = experiment.network;
  if (remove_ >= 0) {
    network.erase(network.begin() + remove_);
    open_ = -1;
  } else if (move_from_ >= 0 && move_to_ >= 0 && move_to_ < static_cast<int>(network.size())) {
    std::swap(network[static_cast<size_t>(move_from_)], network[static_cast<size_t>(move_to_)]);
    if (open_ == move_from_) open_ = move_to_;
  }
  draw_add(frame);
}

void LayerStack::draw_card(Frame& frame, const Plan& thought, int node) {
  ui::Ui& ui = frame.ui;
  Node& layer = frame.draft.experiment.network[static_cast<size_t>(node)];
  const std::string name = "layer" + std::to_string(node);
  const Entry* entry = catalog::find(catalog::layers(), layer.type);
  const Plan::Step* step = thought.step_of(node);
  bool faulty = false;
  for (const Issue& issue : thought.issues) faulty = faulty || concerns(issue, node);

  ImGui::PushID(node);
  const float width = ImGui::GetContentRegionAvail().x, height = ui.px(40);
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  ImGui::SetItemAllowOverlap();
  if (ImGui::InvisibleButton("###card", {width, height})) open_ = open_ == node ? -1 : node;
  ImGui::SetItemAllowOverlap();
  const bool hovered = ImGui::IsMouseHoveringRect(corner, {corner.x + width, corner.y + height}) &&
                       ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem);
  ui.mark(name, std::string(layer.type));
  if (entry && ImGui::IsItemHovered()) ui::tooltip(ui, ui.tr(entry->title), ui.tr(entry->help), entry->formula);
  // A card is dragged to its place by the others giving way.
  if (ImGui::IsItemActive() && ImGui::IsMouseDragging(ImGuiMouseButton_Left, ui.px(6))) {
    const float y = ImGui::GetIO().MousePos.y;
    if (y < corner.y - ui.px(4)) move_from_ = node, move_to_ = node - 1;
    if (y > corner.y + height + ui.px(4)) move_from_ = node, move_to_ = node + 1;
  }

  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImVec2 end{corner.x + width, corner.y + height};
  list.AddRectFilled(corner, end,
                     faulty                     ? ui.theme.error_surface
                     : hovered || open_ == node ? ui.theme.card_hovered
                                                : ui.theme.card,
                     ui.px(6));
  if (faulty) list.AddRect(corner, end, ui.theme.error, ui.px(6));
  const std::string title = std::string(ui.tr(entry ? entry->title : layer.type)),
                    detail = entry ? gist(layer, *entry) : "";
  const float text_y = corner.y + ui.px(4), small = plot::font_size(ui.fonts.caption);
  list.AddText(ui.fonts.strong, plot::font_size(ui.fonts.strong), {corner.x + ui.px(10), text_y}, ui.theme.text,
               title.c_str());
  const std::string below = step ? step->shape.text() + (step->parameters > 0 ? " · " + grouped(step->parameters) : "")
                                 : std::string(ui.tr("shape unknown"));
  list.AddText(ui.fonts.caption, small, {corner.x + ui.px(10), end.y - small - ui.px(4)},
               faulty ? ui.theme.error : ui.theme.muted, below.c_str());
  ui.marks.insert_or_assign(name + ".shape", ui::Mark{corner.x, corner.y, end.x, end.y, below});
  if (!hovered) {
    const float wide = ImGui::CalcTextSize(detail.c_str()).x;
    list.AddText({end.x - wide - ui.px(12), corner.y + (height - ImGui::GetFontSize()) / 2}, ui.theme.muted,
                 detail.c_str());
  } else {
    const float side = ui.px(26);
    ImGui::SetCursorScreenPos({end.x - 3 * side - ui.px(14), corner.y + (height - side) / 2});
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {0, 0});
    if (ui::button(ui, name + ".up", "↑", {.look = ui::Look::quiet, .size = {side, side}, .enabled = node > 0}))
      move_from_ = node, move_to_ = node - 1;
    ImGui::SameLine(0, ui.px(2));
    if (ui::button(ui, name + ".down", "↓",
                   {.look = ui::Look::quiet,
                    .size = {side, side},
                    .enabled = node + 1 < static_cast<int>(frame.draft.experiment.network.size())})) {
      move_from_ = node, move_to_ = node + 1;
    }
    ImGui::SameLine(0, ui.px(2));
    if (ui::button(ui, name + ".remove", "×",
                   {.look = ui::Look::quiet, .size = {side, side}, .tooltip = ui.tr("Remove this layer")}))
      remove_ = node;
    ImGui::PopStyleVar();
    ImGui::SetCursorScreenPos({corner.x, end.y + ImGui::GetStyle().ItemSpacing.y * 0.6f});
  }
  if (!hovered) ImGui::SetCursorScreenPos({corner.x, end.y + ImGui::GetStyle().ItemSpacing.y * 0.6f});
  for (const Issue& issue : thought.issues) {
    if (concerns(issue, node))
      ui::notice(ui, name + ".issue", ui::Tone::error, Issue::fill(std::string(ui.tr(issue.message)), issue.arguments));
  }
  if (open_ == node && entry) {
    ImGui::Indent(ui.px(10));
    if (entry->properties.empty()) ui::caption(ui, ui.tr("Nothing to set."));
    ui::edit(ui, name, layer.properties, entry->properties);
    ImGui::Unindent(ui.px(10));
  }
  ImGui::PopID();
}

void LayerStack::draw_add(Frame& frame) {
  ui::Ui& ui = frame.ui;
  if (ui::button(ui, "layer.add", "+ " + std::string(ui.tr("Add layer")), {.size = {-1, 0}}))
    ImGui::OpenPopup("###layers");
  if (!ImGui::BeginPopup("###layers")) return;
  auto& network = frame.draft.experiment.network;
  for (const Entry& entry : catalog::layers()) {
    const std::string name = "layer.add/" + std::string(entry.name);
    if (ImGui::Selectable(ui::labelled(ui.tr(entry.title), name).c_str())) {
      // Behind the open card; otherwise before the last layer, which gives the answer.
      const int last = static_cast<int>(network.size()), at = open_ >= 0 ? open_ + 1 : last > 0 ? last - 1 : 0;
      network.insert(network.begin() + at, Node{.name = {}, .type = std::string(entry.name)});
      open_ = at;
    }
    ui.mark(name, std::string(entry.title));
    ui::tooltip(ui, ui.tr(entry.title), ui.tr(entry.help), entry.formula);
  }
  ImGui::EndPopup();
}

}  // namespace saddle::app
