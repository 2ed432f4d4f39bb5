#include "labs/network/workspace_view.h"

#include <algorithm>
#include <utility>

#include "labs/network/age_caption.h"
#include "labs/network/arrangements.h"
#include "labs/network/panel_menu.h"
#include "ui/divider.h"
#include "ui/keys.h"
#include "ui/widgets.h"

namespace saddle::app {
namespace {

// A name for every pane, each of a panel there is, none twice.
void repair(Workspace& workspace) {
  std::vector<std::string> names;
  const auto take = [&](const std::string& name) {
    if (panel_named(name) && std::ranges::find(names, name) == names.end()) names.push_back(name);
  };
  for (const std::string& name : workspace.panes) take(name);
  for (const PanelType* type : panel_menu()) take(std::string(type->name));
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
  draw_panes(frame, corner, size);
}

void WorkspaceView::draw_panes(Frame& frame, ImVec2 corner, ImVec2 size) {
  const float gap = frame.ui.px(10);
  const Arrangement& arrangement =
      that_fits(arrangement_named(shown_.arrangement), {size.x / frame.ui.scale, size.y / frame.ui.scale});
  const Dividers dividers = dividers_of(frame, arrangement, size);
  std::vector<Box> boxes = arrangement.boxes(dividers.column, dividers.row);
  boxes.resize(std::min(boxes.size(), shown_.panes.size()));
  in_sight_ = static_cast<int>(boxes.size());
  for (size_t pane = 0; pane < boxes.size(); ++pane) {
    const Box& box = boxes[pane];
    const float left = box.x > 0 ? gap / 2 : 0, right = box.x + box.width < 0.999f ? gap / 2 : 0,
                top = box.y > 0 ? gap / 2 : 0, bottom = box.y + box.height < 0.999f ? gap / 2 : 0;
    draw_pane(frame, static_cast<int>(pane), {corner.x + box.x * size.x + left, corner.y + box.y * size.y + top},
              {box.width * size.x - left - right, box.height * size.y - top - bottom});
  }
  draw_dividers(frame, arrangement, dividers, corner, size);
}

Dividers WorkspaceView::dividers_of(Frame& frame, const Arrangement& arrangement, ImVec2 size) {
  const float scale = frame.ui.scale;
  const ImVec2 logical{size.x / scale, size.y / scale};
  Dividers dividers = usual_dividers(arrangement, logical);
  const std::string name(arrangement.name);
  const auto row = frame.workspace.divider(name + ".row"), column = frame.workspace.divider(name + ".column");
  const auto within = [](double place, float least, float whole) {
    return std::clamp(static_cast<float>(place), std::min(0.5f, least / whole), std::max(0.5f, 1 - least / whole));
  };
  if (column) dividers.column = within(*column, least_pane_width, logical.x);
  if (row) {
    dividers.row = within(*row, least_pane_height, logical.y);
  } else if (name == "lecture" && panel(shown_.panes[1]).idle(frame)) {
    dividers.row = 1 - 76 / logical.y;  // an idle panel keeps its heading and one line; the pane above takes the rest
  }
  return dividers;
}

void WorkspaceView::draw_dividers(Frame& frame, const Arrangement& arrangement, const Dividers& dividers, ImVec2 corner,
                                  ImVec2 size) {
  ui::Ui& ui = frame.ui;
  const float gap = ui.px(10);
  const auto draw = [&](const char* which, bool upright, ImVec2 at, ImVec2 extent, float share, const char* part = "") {
    const std::string name = std::string(arrangement.name) + "." + which;
    const float start = upright ? corner.x : corner.y, whole = upright ? size.x : size.y,
                least = ui.px(upright ? least_pane_width : least_pane_height);
    bool reset = false;
    const auto place = ui::divider(ui, name + part, at, extent, start + share * whole, reset,
                                   {.upright = upright,
                                    .least = start + least,
                                    .most = start + whole - least,
                                    .help = upright ? ui.tr("Drag: wider or narrower. Double click: as usual.")
                                                    : ui.tr("Drag: higher or lower. Double click: as usual.")});
    if (!place && !reset) return;
    settle(frame);
    if (place) frame.workspace.dividers[name] = static_cast<double>((*place - start) / whole);
    if (reset) frame.workspace.dividers.erase(name);
  };
  const float x = corner.x + dividers.column * size.x, y = corner.y + dividers.row * size.y;
  if (arrangement.column) draw("column", true, {x - gap / 2, corner.y}, {gap, size.y}, dividers.column);
  if (!arrangement.row) return;
  // Not across the upright one, which is taken there.
  const float left_end = x - gap / 2, right_start = x + gap / 2;
  draw("row", false, {corner.x, y - gap / 2}, {left_end - corner.x, gap}, dividers.row);
  if (arrangement.name == "four")
    draw("row", false, {right_start, y - gap / 2}, {corner.x + size.x - right_start, gap}, dividers.row, ".right");
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
  Workspace& workspace = frame.workspace;
  const bool full = workspace.full >= 0, offers = pane == 0 || full;
  const PaneWish wish = app::draw_heading(frame.ui, {.mark = "pane" + std::to_string(pane),
                                                     .panel = shown_.panes[static_cast<size_t>(pane)],
                                                     .arrangement = offers ? shown_.arrangement : "",
                                                     .full = full});
  if (!wish.arrangement.empty()) {
    settle(frame);
    workspace.arrangement = wish.arrangement;
    workspace.full = -1;
  }
  if (wish.full) workspace.full = full ? -1 : pane;
  if (!wish.panel.empty()) choose(frame, pane, wish.panel);
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
  for (const PanelType* type : panel_menu()) {
    if (panel(std::string(type->name)).suits(frame)) suited.emplace_back(type->name);
  }
  const size_t panes = std::min(arrangement_named(shown_.arrangement).boxes(1, 1).size(), shown_.panes.size());
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
  const auto panels = panel_menu();
  if (wanted < 0 || wanted >= std::ssize(panels)) return;
  const int full = frame.workspace.full;
  const int pane = full >= 0 ? full : under_mouse_ < in_sight_ ? under_mouse_ : 0;
  choose(frame, pane, std::string(panels[static_cast<size_t>(wanted)]->name));
}

// A panel that a button asked for comes into sight beside the curves, unless it is there.
void WorkspaceView::bring(Frame& frame) {
  const std::string wanted = std::exchange(frame.focus.asked_panel, {});
  if (wanted.empty() || !panel_named(wanted)) return;
  const auto in_sight = shown_.panes.begin() + std::min(std::ptrdiff_t{in_sight_}, std::ssize(shown_.panes));
  const int full = frame.workspace.full;
  if (full >= 0 ? shown_.panes[static_cast<size_t>(full)] == wanted
                : std::find(shown_.panes.begin(), in_sight, wanted) != in_sight)
    return;
  const bool curves_first = shown_.panes.front() == "curves" && in_sight_ > 1;
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

bool WorkspaceView::pump() {
  bool busy = false;
  for (auto& [name, panel] : panels_) busy = panel->pump() || busy;
  return busy;
}

bool WorkspaceView::waiting() const {
  return std::ranges::any_of(panels_, [](const auto& entry) { return entry.second->waiting(); });
}

Panel& WorkspaceView::panel(const std::string& name) {
  auto& made = panels_[name];
  if (!made) {
    made = panel_named(name)->make();
    made->connect(services_);
    if (renderer_) made->use(*renderer_);
  }
  return *made;
}

}  // namespace saddle::app
