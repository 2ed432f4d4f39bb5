#include "labs/network/workspace_view.h"

#include <algorithm>
#include <array>
#include <functional>
#include <utility>

#include "labs/network/age_caption.h"
#include "ui/keys.h"
#include "ui/widgets.h"

namespace saddle::app {
namespace {

struct Box {
  float x = 0, y = 0, width = 1, height = 1;  // in units of the area
};

struct Arrangement {
  std::string_view name, title;
  std::vector<Box> boxes;
};

const std::array<Arrangement, 4>& arrangements() {
  static const std::array<Arrangement, 4> all = {{
      {"one", "One panel", {{0, 0, 1, 1}}},
      {"two", "Two panels side by side", {{0, 0, 0.5f, 1}, {0.5f, 0, 0.5f, 1}}},
      {"lecture",
       "A large panel, one below it and one beside it",
       {{0, 0, 0.68f, 0.64f}, {0, 0.64f, 0.68f, 0.36f}, {0.68f, 0, 0.32f, 1}}},
      {"four",
       "Four panels",
       {{0, 0, 0.5f, 0.5f}, {0.5f, 0, 0.5f, 0.5f}, {0, 0.5f, 0.5f, 0.5f}, {0.5f, 0.5f, 0.5f, 0.5f}}},
  }};
  return all;
}

const Arrangement& arrangement_named(const std::string& name) {
  const auto found = std::ranges::find(arrangements(), name, &Arrangement::name);
  return found == arrangements().end() ? arrangements()[2] : *found;
}

std::vector<const PanelType*> menu() {
  std::vector<const PanelType*> types;
  for (const PanelType& type : panels::all()) types.push_back(&type);
  std::ranges::stable_sort(types, {}, &PanelType::place);
  return types;
}

const PanelType* type_named(const std::string& name) {
  const auto found = std::ranges::find(panels::all(), name, &PanelType::name);
  return found == panels::all().end() ? nullptr : &*found;
}

// A name for every pane, each of a panel there is, none twice.
void repair(Workspace& workspace) {
  std::vector<std::string> names;
  const auto take = [&](const std::string& name) {
    if (type_named(name) && std::ranges::find(names, name) == names.end()) names.push_back(name);
  };
  for (const std::string& name : workspace.panes) take(name);
  for (const PanelType* type : menu()) take(std::string(type->name));
  if (names.size() > 4) names.resize(4);
  workspace.panes = names;
  if (workspace.full >= static_cast<int>(names.size())) workspace.full = -1;
}

// As it is before the user arranges anything.
bool untouched(const Workspace& workspace) {
  const Workspace fresh;
  return workspace.arrangement == fresh.arrangement &&
         std::equal(fresh.panes.begin(), fresh.panes.end(), workspace.panes.begin());
}

// A small button with a drawing instead of a word.
bool glyph(ui::Ui& ui, std::string_view name, std::string_view tooltip, bool on,
           const std::function<void(ImDrawList&, ImVec2 corner, float side, ImU32 color)>& draw) {
  const float side = ui.px(22);
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  const bool pressed = ImGui::InvisibleButton(ui::labeled("", name).c_str(), {side, side});
  ui.mark(name, on ? "on" : "off");
  ImDrawList& list = *ImGui::GetWindowDrawList();
  if (ImGui::IsItemHovered())
    list.AddRectFilled(corner, {corner.x + side, corner.y + side}, ui.theme.field_hovered, ui.px(4));
  draw(list, {corner.x + ui.px(4), corner.y + ui.px(4)}, side - ui.px(8), on ? ui.theme.accent : ui.theme.muted);
  ui::tooltip(ui, {}, tooltip);
  return pressed;
}

}  // namespace

void WorkspaceView::draw(Frame& frame, ImVec2 corner, ImVec2 size) {
  Workspace& workspace = frame.workspace;
  repair(workspace);
  obey_key(frame);
  bring(frame);
  arrange(frame);
  if (workspace.full >= 0) {
    const bool dialog = ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel);
    if (!dialog && !ImGui::GetIO().WantTextInput && ui::key_pressed(ImGuiKey_Escape)) workspace.full = -1;
    draw_pane(frame, std::max(workspace.full, 0), corner, size);
    return;
  }
  const float gap = frame.ui.px(10);
  std::vector<Box> boxes = arrangement_named(shown_.arrangement).boxes;
  boxes.resize(std::min(boxes.size(), shown_.panes.size()));
  // An idle panel keeps its heading and one line; the pane above it takes the rest.
  if (boxes.size() == 3 && panel(shown_.panes[1]).idle(frame)) {
    const float low = frame.ui.px(76) / size.y;
    boxes[0].height = 1 - low;
    boxes[1].y = 1 - low;
    boxes[1].height = low;
  }
  // Beside a wide middle the right column does not grow without end.
  if (boxes.size() == 3) {
    const float right = std::min(frame.ui.px(310) / size.x, boxes[2].width);
    boxes[0].width = boxes[1].width = 1 - right;
    boxes[2].x = 1 - right;
    boxes[2].width = right;
  }
  for (size_t pane = 0; pane < boxes.size(); ++pane) {
    const Box& box = boxes[pane];
    const float left = box.x > 0 ? gap / 2 : 0, right = box.x + box.width < 0.999f ? gap / 2 : 0,
                top = box.y > 0 ? gap / 2 : 0, bottom = box.y + box.height < 0.999f ? gap / 2 : 0;
    draw_pane(frame, static_cast<int>(pane), {corner.x + box.x * size.x + left, corner.y + box.y * size.y + top},
              {box.width * size.x - left - right, box.height * size.y - top - bottom});
  }
}

void WorkspaceView::draw_pane(Frame& frame, int pane, ImVec2 corner, ImVec2 size) {
  const std::string name = shown_.panes[static_cast<size_t>(pane)];
  ImGui::SetCursorScreenPos(corner);
  ImGui::BeginChild(("###pane" + std::to_string(pane)).c_str(), size, false, ImGuiWindowFlags_AlwaysUseWindowPadding);
  frame.ui.marks.insert_or_assign("pane" + std::to_string(pane) + ".area",
                                  ui::Mark{corner.x, corner.y, corner.x + size.x, corner.y + size.y, name});
  if (ImGui::IsMouseHoveringRect(corner, {corner.x + size.x, corner.y + size.y})) under_mouse_ = pane;
  draw_heading(frame, pane);
  frame.training.shown.clear();
  ImGui::PushID(name.c_str());
  panel(name).draw(frame);
  ImGui::PopID();
  draw_age_of(frame, "pane" + std::to_string(pane));
  ImGui::EndChild();
}

// Beside its name, as far as the buttons.
void WorkspaceView::draw_age_of(Frame& frame, const std::string& pane) const {
  const ui::Ui& ui = frame.ui;
  const auto& marks = ui.marks;
  const auto name = marks.find(pane), last = marks.find(pane + ".full");
  if (name == marks.end() || last == marks.end()) return;  // the heading is out of sight
  const ui::Mark &menu = name->second, &full = last->second;
  float right = full.left;
  for (const Arrangement& arrangement : arrangements()) {
    const auto button = marks.find("arrange." + std::string(arrangement.name));
    if (button != marks.end() && button->second.top == full.top && button->second.left > menu.left)
      right = std::min(right, button->second.left);
  }
  const float left = menu.right + ui.px(8);
  draw_age(frame, pane + ".age", {left, full.top}, right - ui.px(8) - left, full.bottom - full.top);
}

void WorkspaceView::draw_heading(Frame& frame, int pane) {
  ui::Ui& ui = frame.ui;
  Workspace& workspace = frame.workspace;
  const std::string mark = "pane" + std::to_string(pane);
  const float top = ImGui::GetCursorPosY(), side = ui.px(22), gap = ui.px(2);
  std::vector<ui::Option> options;
  for (const PanelType* type : menu()) {
    const size_t place = options.size() + 1;
    const std::string key = place < 10 ? std::to_string(place) : "";
    options.push_back({.value = std::string(type->name),
                       .label = std::string(ui.tr(type->title)),
                       .tooltip = std::string(ui.tr(type->help)),
                       .key = key});
  }
  std::string chosen = shown_.panes[static_cast<size_t>(pane)];
  if (ui.theme.on_paper) return ui::heading(ui, ui.tr(type_named(chosen)->title));
  ImGui::PushFont(ui.fonts.strong);
  ImGui::PushStyleColor(ImGuiCol_FrameBg, ImVec4(0, 0, 0, 0));
  ImGui::PushStyleColor(ImGuiCol_Button, ImVec4(0, 0, 0, 0));
  // The list that opens has the padding of its field; the title stands where it would without any.
  const float padding = ui.px(8);
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {padding, ui.px(2)});
  ImGui::SetCursorPosX(ImGui::GetCursorPosX() - padding);
  const int glyphs = pane == 0 || workspace.full >= 0 ? 5 : 1;
  const float room = ImGui::GetContentRegionAvail().x - static_cast<float>(glyphs) * (side + gap) - ui.px(8);
  float width = 0;
  for (const ui::Option& option : options) {
    if (option.value == chosen) width = ImGui::CalcTextSize(option.label.c_str()).x + ui.px(30) + 2 * padding;
  }
  const bool changed = ui::combo(ui, mark, chosen, options, std::min(width, room));
  ImGui::PopStyleVar();
  ImGui::PopStyleColor(2);
  ImGui::PopFont();
  ImGui::SameLine(ImGui::GetWindowWidth() - ImGui::GetStyle().WindowPadding.x - static_cast<float>(glyphs) * side -
                  static_cast<float>(glyphs - 1) * gap);
  ImGui::SetCursorPosY(top);
  if (glyphs > 1) {
    for (const Arrangement& arrangement : arrangements()) {
      const bool on = workspace.full < 0 && shown_.arrangement == arrangement.name;
      const auto icon = [&](ImDrawList& list, ImVec2 corner, float extent, ImU32 color) {
        for (const Box& box : arrangement.boxes) {
          list.AddRect({corner.x + box.x * extent, corner.y + box.y * extent},
                       {corner.x + (box.x + box.width) * extent, corner.y + (box.y + box.height) * extent}, color, 0, 0,
                       ui.px(1.2f));
        }
      };
      if (glyph(ui, "arrange." + std::string(arrangement.name), ui.tr(arrangement.title), on, icon)) {
        settle(frame);
        workspace.arrangement = arrangement.name;
        workspace.full = -1;
      }
      ImGui::SameLine(0, gap);
    }
  }
  const bool full = workspace.full >= 0;
  const auto arrows = [&](ImDrawList& list, ImVec2 corner, float extent, ImU32 color) {
    const float a = extent * 0.36f;
    for (const auto& [x, y, dx, dy] : {std::array{0.0f, 0.0f, 1.0f, 1.0f},
                                       {extent, 0.0f, -1.0f, 1.0f},
                                       {0.0f, extent, 1.0f, -1.0f},
                                       {extent, extent, -1.0f, -1.0f}}) {
      const ImVec2 tip =
          full ? ImVec2{corner.x + x + dx * a, corner.y + y + dy * a} : ImVec2{corner.x + x, corner.y + y};
      const float sx = full ? -dx : dx, sy = full ? -dy : dy;
      list.AddLine(tip, {tip.x + sx * a, tip.y}, color, ui.px(1.4f));
      list.AddLine(tip, {tip.x, tip.y + sy * a}, color, ui.px(1.4f));
    }
  };
  if (glyph(ui, mark + ".full", full ? ui.tr("Back to all panels (Esc)") : ui.tr("This panel alone"), full, arrows))
    workspace.full = full ? -1 : pane;
  if (changed) choose(frame, pane, chosen);
}

// What is drawn: the user's panes, but where a panel has nothing to show for these data one that is made for them
// stands in. Until the user arranges something, and if most panes would be idle, that one and the curves share the
// room.
void WorkspaceView::arrange(const Frame& frame) {
  const Shape& sample = frame.training.now.sample;
  const bool known = sample.rank() > 0;  // not while data are loaded
  if (!known && wanted_ == frame.workspace) return;
  wanted_ = shown_ = frame.workspace;
  if (!known) return;
  if (sample != sample_) kept_.clear();
  sample_ = sample;
  std::vector<std::string> suited;
  for (const PanelType* type : menu()) {
    if (panel(std::string(type->name)).suits(frame)) suited.emplace_back(type->name);
  }
  const size_t panes = std::min(arrangement_named(shown_.arrangement).boxes.size(), shown_.panes.size());
  const auto idle = [&](const std::string& name) { return !kept_.contains(name) && panel(name).idle(frame); };
  if (untouched(shown_) && !suited.empty() && std::count_if(shown_.panes.begin(), shown_.panes.begin() + 3, idle) > 1) {
    shown_.arrangement = "two";
    shown_.panes = {suited.front(), shown_.panes.front()};
    repair(shown_);
    return;
  }
  for (size_t pane = 0; pane < panes; ++pane) {
    if (!idle(shown_.panes[pane])) continue;
    for (const std::string& name : suited) {
      const auto there = std::ranges::find(shown_.panes, name);
      if (there < shown_.panes.begin() + static_cast<std::ptrdiff_t>(panes)) continue;  // in sight already
      if (there != shown_.panes.end()) *there = shown_.panes[pane];
      shown_.panes[pane] = name;
      break;
    }
  }
}

// Before the user changes something: what is shown is what is changed.
void WorkspaceView::settle(Frame& frame) const {
  frame.workspace.arrangement = shown_.arrangement;
  frame.workspace.panes = shown_.panes;
}

// A digit: the panel of that place in the menu comes into the pane under the mouse.
void WorkspaceView::obey_key(Frame& frame) {
  const int wanted = std::exchange(frame.focus.wanted_panel, -1);
  const auto panels = menu();
  if (wanted < 0 || wanted >= std::ssize(panels)) return;
  const int full = frame.workspace.full, panes = static_cast<int>(arrangement_named(shown_.arrangement).boxes.size());
  const int pane = full >= 0 ? full : under_mouse_ < panes ? under_mouse_ : 0;
  choose(frame, pane, std::string(panels[static_cast<size_t>(wanted)]->name));
}

// A panel that a button asked for comes into sight beside the curves, unless it is there.
void WorkspaceView::bring(Frame& frame) {
  const std::string wanted = std::exchange(frame.focus.asked_panel, {});
  if (wanted.empty() || !type_named(wanted)) return;
  const auto panes = std::ssize(arrangement_named(shown_.arrangement).boxes);
  const auto in_sight = shown_.panes.begin() + std::min(panes, std::ssize(shown_.panes));
  const int full = frame.workspace.full;
  if (full >= 0 ? shown_.panes[static_cast<size_t>(full)] == wanted
                : std::find(shown_.panes.begin(), in_sight, wanted) != in_sight)
    return;
  const bool curves_first = shown_.panes.front() == "curves" && panes > 1;
  choose(frame, full >= 0 ? full : curves_first ? 1 : 0, wanted);
}

// A panel that already stands elsewhere changes places.
void WorkspaceView::choose(Frame& frame, int pane, const std::string& name) {
  settle(frame);
  kept_.insert(name);
  auto& panes = frame.workspace.panes;
  std::string& here = panes[static_cast<size_t>(pane)];
  if (const auto other = std::ranges::find(panes, name); other != panes.end()) *other = here;
  here = name;
}

void WorkspaceView::use(plot::SurfaceRenderer& renderer) {
  renderer_ = &renderer;
  for (auto& [name, panel] : panels_) panel->use(renderer);
}

Panel& WorkspaceView::panel(const std::string& name) {
  auto& made = panels_[name];
  if (!made) {
    made = type_named(name)->make();
    if (renderer_) made->use(*renderer_);
  }
  return *made;
}

}  // namespace saddle::app
