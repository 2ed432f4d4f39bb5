#include "labs/network/layer_stack.h"

#include <algorithm>

#include <fmt/format.h>

#include "model/layer_text.h"
#include "panels/network/fault_notice.h"
#include "plot/text.h"
#include "saddle/catalog.h"
#include "saddle/network_edit.h"
#include "saddle/surgery.h"
#include "ui/keys.h"
#include "ui/property_editor.h"
#include "ui/widgets.h"

namespace saddle::app {
namespace {

// A layer's own name before its type, which alone would not tell one dense layer from another. Returns what it wrote.
std::string draw_title(const ui::Ui& ui, ImVec2 at, float width, const std::string& name, const std::string& type) {
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const plot::Pencil strong{.font = ui.fonts.strong};
  const std::string title = plot::shortened(name.empty() ? type : name, width, strong);
  plot::draw_text(list, at, ui.theme.text, title, strong);
  if (name.empty()) return title;
  const float taken = plot::text_size(title, strong).x + ui.px(8);
  const plot::Pencil small{.font = ui.fonts.caption};
  if (taken + plot::text_size(type, small).x > width) return title;
  const float lower = plot::font_size(ui.fonts.strong) - plot::font_size(ui.fonts.caption);
  plot::draw_text(list, {at.x + taken, at.y + lower * 0.75f}, ui.theme.muted, type, small);
  return title + " · " + type;
}

// " · frozen · 2 held": what was done to it by hand.
std::string surgery_words(const ui::Ui& ui, const Node& layer) {
  std::string words;
  if (is_frozen(layer.properties)) words += " · " + std::string(ui.tr("frozen"));
  const size_t held = pinned_of(layer.properties).size();
  if (held > 0) words += " · " + fmt::format(fmt::runtime(ui.tr("{} held")), held);
  return words;
}

}  // namespace

void LayerStack::draw(Frame& frame) {
  ui::Ui& ui = frame.ui;
  Experiment& experiment = frame.draft.experiment;
  const DraftAnalysis& analysis = frame.analyses.of(experiment);
  const bool known = analysis.data.shape.rank() > 0;  // otherwise nothing can be said of the layers either
  const int64_t parameters = analysis.plan.parameters();
  ui::caption(ui, known ? Issue::fill(std::string(ui.tr("input {} · {} parameters")),
                                      {analysis.data.shape.text(), grouped(parameters)})
                        : std::string(ui.tr("shape unknown")));
  ui.mark("network.parameters", fmt::to_string(parameters));
  move_.reset();
  remove_.reset();
  hovered_.reset();
  for (const NodeIndex node : analysis.links.indices()) {
    if (draw_card(frame, analysis, node)) break;
  }
  // What is wrong with the data is said beside them.
  for (const Fault& fault : frame.analyses.of(experiment).faults) {
    const bool elsewhere = fault.issue.where.starts_with("network[") || fault.issue.where.starts_with("data") ||
                           about_data_file(experiment, fault.issue);
    if (!elsewhere && fault_notice(frame, "network.issue", fault)) break;
  }
  auto& network = experiment.network;
  obey_keys(frame, analysis);
  if (!ui::lock_reason(ui, "layer.order").empty()) remove_.reset(), move_.reset();
  if (remove_) {
    edit::remove(network, {*remove_});
    open_.reset();
  } else if (move_) {
    const NodeIndex moved = move_->up ? edit::move_up(network, move_->node) : edit::move_down(network, move_->node);
    if (open_ == move_->node) open_ = moved;
  }
  draw_add(frame);
}

// Delete takes the layer under the mouse away, or else the one whose card is open, while the mouse is over the side
// panel. What then lies under the mouse is next.
void LayerStack::obey_keys(Frame& frame, const DraftAnalysis& analysis) {
  const ImGuiIO& io = ImGui::GetIO();
  const bool here = ImGui::IsWindowHovered(ImGuiHoveredFlags_ChildWindows) && !io.WantTextInput;
  if (!here || io.KeyCtrl || io.KeyAlt || io.KeyShift || ImGui::IsAnyItemActive()) return;
  if (!ui::key_pressed(ImGuiKey_Delete)) return;
  remove_ = hovered_ ? hovered_ : open_;
  if (remove_ && frame.focus.node == analysis.names[static_cast<size_t>(*remove_)]) frame.focus.node.clear();
}

// True where a mend was pressed: the network is another now.
bool LayerStack::draw_card(Frame& frame, const DraftAnalysis& analysis, NodeIndex node) {
  ui::Ui& ui = frame.ui;
  Node& layer = frame.draft.experiment.network[static_cast<size_t>(node)];
  const int number = static_cast<int>(node);
  const std::string name = "layer" + std::to_string(number);
  const Entry* entry = catalog::find(catalog::layers(), layer.type);
  const Plan::Step* step = analysis.plan.step_of(node);
  const bool faulty = !analysis.faults_of(node).empty();

  ImGui::PushID(number);
  const float width = ImGui::GetContentRegionAvail().x, height = ui.px(40);
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  if (open_ != node && !faulty && !ImGui::IsRectVisible({width, height})) {  // of hundreds, most are out of sight
    ImGui::Dummy({width, height});
    ImGui::SetCursorScreenPos({corner.x, corner.y + height + ImGui::GetStyle().ItemSpacing.y * 0.6f});
    ui.marks.insert_or_assign(name, ui::Mark{corner.x, corner.y, corner.x + width, corner.y + height, layer.type});
    ImGui::PopID();
    return false;
  }
  ImGui::SetItemAllowOverlap();
  if (ImGui::InvisibleButton("###card", {width, height})) {
    open_ = open_ == node ? std::nullopt : std::optional(node);
    frame.focus.node = analysis.names[static_cast<size_t>(node)];
  }
  ImGui::SetItemAllowOverlap();
  const bool hovered = ImGui::IsMouseHoveringRect(corner, {corner.x + width, corner.y + height}) &&
                       ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem);
  if (hovered) hovered_ = node;
  ui.mark(name, std::string(layer.type));
  if (entry && ImGui::IsItemHovered()) ui::tooltip(ui, ui.tr(entry->title), ui.tr(entry->help), entry->formula);
  // A card is dragged to its place by the others giving way.
  if (ImGui::IsItemActive() && ImGui::IsMouseDragging(ImGuiMouseButton_Left, ui.px(6))) {
    const float y = ImGui::GetIO().MousePos.y;
    if (y < corner.y - ui.px(4)) move_ = {node, true};
    if (y > corner.y + height + ui.px(4)) move_ = {node, false};
  }

  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImVec2 end{corner.x + width, corner.y + height};
  list.AddRectFilled(corner, end,
                     faulty                     ? ui.theme.error_surface
                     : hovered || open_ == node ? ui.theme.card_hovered
                                                : ui.theme.card,
                     ui.px(6));
  if (faulty) list.AddRect(corner, end, ui.theme.error, ui.px(6));
  if (frame.focus.node == analysis.names[static_cast<size_t>(node)])
    list.AddRect(corner, end, ui.theme.accent, ui.px(6), 0, ui.px(1.5f));
  const std::string detail = entry ? gist(layer, *entry) : "";
  const float text_y = corner.y + ui.px(4), small = plot::font_size(ui.fonts.caption), side = ui.px(26);
  const float beside = hovered ? 3 * side + ui.px(18) : ImGui::CalcTextSize(detail.c_str()).x + ui.px(20);
  const std::string title = draw_title(ui, {corner.x + ui.px(10), text_y}, width - ui.px(10) - beside, layer.name,
                                       std::string(ui.tr(entry ? entry->title : layer.type)));
  ui.marks.insert_or_assign(name + ".title", ui::Mark{corner.x, corner.y, end.x, end.y, title});
  const std::string below = (step ? shape_text(*step) : std::string(ui.tr("shape unknown"))) + surgery_words(ui, layer);
  list.AddText(ui.fonts.caption, small, {corner.x + ui.px(10), end.y - small - ui.px(4)},
               faulty ? ui.theme.error : ui.theme.muted, below.c_str());
  ui.marks.insert_or_assign(name + ".shape", ui::Mark{corner.x, corner.y, end.x, end.y, below});
  if (!hovered) {
    const float wide = ImGui::CalcTextSize(detail.c_str()).x;
    list.AddText({end.x - wide - ui.px(12), corner.y + (height - ImGui::GetFontSize()) / 2}, ui.theme.muted,
                 detail.c_str());
  } else {
    ImGui::SetCursorScreenPos({end.x - 3 * side - ui.px(14), corner.y + (height - side) / 2});
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {0, 0});
    if (ui::button(ui, name + ".up", "↑", {.look = ui::Look::quiet, .size = {side, side}, .enabled = number > 0}))
      move_ = {node, true};
    ImGui::SameLine(0, ui.px(2));
    if (ui::button(ui, name + ".down", "↓",
                   {.look = ui::Look::quiet, .size = {side, side}, .enabled = node + 1 < analysis.links.end_index()})) {
      move_ = {node, false};
    }
    ImGui::SameLine(0, ui.px(2));
    if (ui::button(ui, name + ".remove", "×",
                   {.look = ui::Look::quiet,
                    .size = {side, side},
                    .tooltip = std::string(ui.tr("Remove this layer")) + "  (Del)"}))
      remove_ = node;
    ImGui::PopStyleVar();
    ImGui::SetCursorScreenPos({corner.x, end.y + ImGui::GetStyle().ItemSpacing.y * 0.6f});
  }
  if (!hovered) ImGui::SetCursorScreenPos({corner.x, end.y + ImGui::GetStyle().ItemSpacing.y * 0.6f});
  if (open_ == node && entry) {
    ImGui::Indent(ui.px(10));
    const std::span<const Property> table = without_surgery(entry->properties);
    if (table.empty()) ui::caption(ui, ui.tr("Nothing to set."));
    ui::edit(ui, name, layer.properties, table);
    ImGui::Unindent(ui.px(10));
  }
  bool mended = false;
  // Below what is edited, which stays where it is when a fault comes and goes.
  for (const Fault* fault : analysis.faults_of(node)) mended = mended || fault_notice(frame, name + ".issue", *fault);
  ImGui::PopID();
  return mended;
}

void LayerStack::draw_add(Frame& frame) {
  ui::Ui& ui = frame.ui;
  if (ui::button(ui, "layer.add", "+ " + std::string(ui.tr("Add layer")), {.size = {-1, 0}}))
    ImGui::OpenPopup("###layers");
  if (!ImGui::BeginPopup("###layers")) return;
  if (const std::string type = menu_.draw(ui, "layer.add"); !type.empty()) {
    // Behind the open card; otherwise before the last layer, which gives the answer.
    auto& network = frame.draft.experiment.network;
    const NodeIndex behind = open_.value_or(NodeIndex(network.size()) - 2);
    open_ = edit::insert_after(network, std::max(behind, NodeIndex(Link::data)), Node{.name = {}, .type = type});
  }
  ImGui::EndPopup();
}

}  // namespace saddle::app
