#include "panels/digit/canvas.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

#include <fmt/format.h>

#include "model/shortcuts.h"
#include "panels/digit/hard_drawings.h"
#include "panels/digit/raster.h"
#include "ui/keys.h"
#include "ui/widgets.h"

namespace saddle::app {
namespace {

// Mouse positions closer than this, in units of the canvas's side, are one.
constexpr float nearest = 0.004f;
constexpr const char* gallery_popup = "###digit.gallery";
// A picture on the screen is drawn in so many cells across.
constexpr int cells = 56;

void draw_ink(ImDrawList& list, const Picture& picture, ImVec2 corner, float side, ImU32 color) {
  const int longest = std::max(picture.width, picture.height);
  const float pixel = side / cells, step = static_cast<float>(longest) / cells;
  const float left = static_cast<float>(longest - picture.width) / 2,
              top = static_cast<float>(longest - picture.height) / 2;
  for (int y = 0; y < cells; ++y) {
    for (int x = 0; x < cells; ++x) {
      const int column = static_cast<int>(std::floor((static_cast<float>(x) + 0.5f) * step - left)),
                row = static_cast<int>(std::floor((static_cast<float>(y) + 0.5f) * step - top));
      if (column < 0 || row < 0 || column >= picture.width || row >= picture.height) continue;
      const float ink =
          picture.ink[static_cast<size_t>(row) * static_cast<size_t>(picture.width) + static_cast<size_t>(column)];
      if (ink < 0.02f) continue;
      const ImVec2 at{corner.x + static_cast<float>(x) * pixel, corner.y + static_cast<float>(y) * pixel};
      const ImU32 alpha = static_cast<ImU32>(std::lround(255 * std::min(ink, 1.0f)));
      list.AddRectFilled(at, {at.x + pixel, at.y + pixel}, (color & ~IM_COL32_A_MASK) | alpha << IM_COL32_A_SHIFT);
    }
  }
}

}  // namespace

float Canvas::tools_height() { return 2 * ImGui::GetFrameHeightWithSpacing(); }

void Canvas::draw(Frame& frame, float highest) {
  Drawing& drawing = frame.focus.canvas;
  if (drawing != known_) learn(drawing);
  draw_surface(frame, std::min(ImGui::GetContentRegionAvail().x, highest));
  draw_tools(frame);
  history_.observe(drawing, pen_down_);
  known_ = drawing;
}

// A drawing that was made elsewhere is taken back as if it had been made here: a picture that was brought at once, and
// strokes one by one.
void Canvas::learn(const Drawing& drawing) {
  pen_down_ = false;
  Drawing made{.picture = drawing.picture, .strokes = {}};
  history_.observe(made, false);
  for (const auto& stroke : drawing.strokes) {
    made.strokes.push_back(stroke);
    history_.observe(made, false);
  }
}

void Canvas::draw_surface(Frame& frame, float side) {
  ui::Ui& ui = frame.ui;
  const Drawing& drawing = frame.focus.canvas;
  ImGui::SetCursorPosX(ImGui::GetCursorPosX() + (ImGui::GetContentRegionAvail().x - side) / 2);
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  ImGui::InvisibleButton("###canvas", {side, side});
  ui.mark("digit.canvas", fmt::format("{} strokes", drawing.strokes.size()));
  const bool hovered = ImGui::IsItemHovered();
  follow_mouse(frame, corner, side);
  obey(frame, hovered);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImVec2 end{corner.x + side, corner.y + side};
  list.AddRectFilled(corner, end, ui.theme.window, ui.px(8));
  list.AddRect(corner, end, hovered ? ui.theme.accent : ui.theme.border, ui.px(8), 0, ui.px(1.5f));
  list.PushClipRect(corner, end, true);
  show_drawing(ui, drawing, corner, side);
  if (hovered && tool_ == "eraser")
    list.AddCircle(ImGui::GetIO().MousePos, static_cast<float>(width_) / 200 * side, ui.theme.muted, 0, ui.px(1));
  list.PopClipRect();
  if (!drawing.empty()) return;
  const std::string_view hint = ui.tr("Draw here with the mouse");
  const float room = side - ui.px(16);
  const ImVec2 size = ImGui::CalcTextSize(hint.data(), hint.data() + hint.size(), false, room);
  const ImVec2 at{corner.x + (side - size.x) / 2, corner.y + (side - size.y) / 2};
  list.AddText(ImGui::GetFont(), ImGui::GetFontSize(), at, ui.theme.muted, hint.data(), hint.data() + hint.size(),
               room);
  ui.marks.insert_or_assign("digit.hint", ui::Mark{at.x, at.y, at.x + size.x, at.y + size.y, std::string(hint)});
}

void Canvas::follow_mouse(Frame& frame, ImVec2 corner, float side) {
  Drawing& drawing = frame.focus.canvas;
  const auto on_canvas = [&](ImVec2 mouse) { return ImVec2{(mouse.x - corner.x) / side, (mouse.y - corner.y) / side}; };
  if (ImGui::IsItemActivated()) {
    pen_down_ = true;
    drawing.strokes.push_back(std::make_shared<const Stroke>(Stroke{.points = {on_canvas(ImGui::GetIO().MousePos)},
                                                                    .width = static_cast<float>(width_) / 100,
                                                                    .erases = tool_ == "eraser"}));
  } else if (pen_down_ && ImGui::IsItemActive() && !drawing.strokes.empty()) {
    Stroke grown = *drawing.strokes.back();
    const size_t before = grown.points.size();
    const auto add = [&](ImVec2 mouse) {
      const ImVec2 at = on_canvas(mouse), last = grown.points.back();
      if (std::hypot(at.x - last.x, at.y - last.y) > nearest) grown.points.push_back(at);
    };
    for (const ImVec2 passed : frame.ui.trail) add(passed);
    add(ImGui::GetIO().MousePos);
    if (grown.points.size() > before) drawing.strokes.back() = std::make_shared<const Stroke>(std::move(grown));
  } else {
    pen_down_ = false;
  }
}

// Over the canvas, undo and redo are those of the drawing. A picture is pasted wherever the mouse is: nothing else
// takes one.
void Canvas::obey(Frame& frame, bool hovered) {
  const ImGuiIO& io = ImGui::GetIO();
  using enum Focus::Paste;
  Focus::Paste& pasted = frame.focus.paste;
  if (pasted != wanted && ImGui::IsMouseClicked(0)) pasted = none;
  if (pasted == nothing)
    ui::toast(frame.ui, "digit.paste", frame.ui.tr("The clipboard holds neither a picture nor the path of one."));
  if (pasted == blind)
    ui::toast(frame.ui, "digit.paste",
              frame.ui.tr("The clipboard holds no path of a picture: copy the file itself, or drop it on the window."));
  if (io.KeyCtrl && !io.KeyShift && !io.WantTextInput && ui::key_pressed(ImGuiKey_V)) pasted = wanted;
  if (!hovered) return;
  frame.focus.own_undo = true;
  if (frame.focus.wanted_undo == Focus::Undo::undo) history_.undo(frame.focus.canvas);
  if (frame.focus.wanted_undo == Focus::Undo::redo) history_.redo(frame.focus.canvas);
}

void show_drawing(const ui::Ui& ui, const Drawing& drawing, ImVec2 corner, float side) {
  ImDrawList& list = *ImGui::GetWindowDrawList();
  if (drawing.picture) draw_ink(list, *drawing.picture, corner, side, ui.theme.text);
  for (const auto& stroke : drawing.strokes) {
    const float radius = stroke->width * side / 2;
    const ImU32 color = stroke->erases ? ui.theme.window : ui.theme.text;
    std::vector<ImVec2> line = smoothed(stroke->points);
    for (ImVec2& p : line) p = {corner.x + p.x * side, corner.y + p.y * side};
    // Piece by piece: a polyline's joints grow spikes where a stroke turns sharply.
    for (size_t i = 0; i < line.size(); ++i) {
      if (i > 0) list.AddLine(line[i - 1], line[i], color, 2 * radius);
      list.AddCircleFilled(line[i], radius, color);
    }
  }
}

void Canvas::draw_tools(Frame& frame) {
  ui::Ui& ui = frame.ui;
  const float gap = ImGui::GetStyle().ItemSpacing.x, room = ImGui::GetContentRegionAvail().x;
  const float half = (room - gap) / 2;
  const std::string undo = with_keys(ui.tr("Takes the last stroke back"), Action::undo);
  if (ui::button(ui, "digit.undo", ui.tr("Undo stroke"),
                 {.size = {half, 0}, .enabled = history_.can_undo(), .tooltip = undo}))
    history_.undo(frame.focus.canvas);
  ImGui::SameLine();
  if (ui::button(ui, "digit.clear", ui.tr("Clear"), {.size = {half, 0}, .enabled = !frame.focus.canvas.empty()}))
    frame.focus.canvas = {};
  // The button is as wide as its word, the list as its longest; the number has the rest.
  const ui::Option tools[] = {{"pen", std::string(ui.tr("Pen"))}, {"eraser", std::string(ui.tr("Eraser"))}};
  const std::string_view picture = ui.tr("Picture …");
  const float word = ImGui::CalcTextSize(picture.data(), picture.data() + picture.size()).x +
                     2 * ImGui::GetStyle().FramePadding.x,
              third = (room - 2 * gap) / 3, button = std::max(word, third),
              list = std::min(ui::combo_width(tools), third), least_field = ui.px(40);
  const bool in_one_row = list + least_field + button + 2 * gap <= room;
  const float field = room - list - gap - (in_one_row ? button + gap : 0);
  ui::combo(ui, "digit.tool", tool_, tools, list);
  ImGui::SameLine();
  ui::number(ui, "digit.width", width_, {.min = 1, .max = 30, .words = "{} %%", .width = field});
  ui::tooltip(ui, ui.tr("Width of the pen"), ui.tr("In percent of the canvas's side."));
  if (in_one_row) ImGui::SameLine();
  if (ui::button(ui, "digit.picture", picture,
                 {.size = {in_one_row ? button : room, 0},
                  .tooltip = ui.tr("Drawings that are hard to read, to begin with; or a picture of a digit from a "
                                   "file.")}))
    ImGui::OpenPopup(gallery_popup);
  draw_gallery(frame);
}

void Canvas::draw_gallery(Frame& frame) {
  if (!ImGui::BeginPopup(gallery_popup, ImGuiWindowFlags_NoMove)) return;
  ui::Ui& ui = frame.ui;
  ui::caption(ui, ui.tr("Hard ones to begin with"));
  const float side = ui.px(52), gap = ui.px(5);
  constexpr size_t columns = 5;
  const std::vector<HardDrawing>& all = hard_drawings();
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {gap, gap});
  for (size_t i = 0; i < all.size(); ++i) {
    if (i % columns != 0) ImGui::SameLine(0, gap);
    const ImVec2 corner = ImGui::GetCursorScreenPos(), end{corner.x + side, corner.y + side};
    const bool pressed = ImGui::InvisibleButton(fmt::format("###digit.hard{}", i).c_str(), {side, side});
    const bool hovered = ImGui::IsItemHovered();
    ui.mark(fmt::format("digit.hard{}", i), std::string(all[i].name));
    if (hovered) ui::tooltip(ui, ui.tr(all[i].name), {});
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.AddRectFilled(corner, end, ui.theme.window, ui.px(5));
    list.AddRect(corner, end, hovered ? ui.theme.accent : ui.theme.border, ui.px(5));
    const Drawing drawing = drawing_of(all[i]);
    show_drawing(ui, drawing, corner, side);
    if (!pressed) continue;
    frame.focus.canvas = drawing;
    ImGui::CloseCurrentPopup();
  }
  ImGui::PopStyleVar();
  if (ui::button(ui, "digit.file", ui.tr("From a file …"),
                 {.tooltip = ui.tr("A picture of a digit from a file. It can also be dropped on the window, or pasted "
                                   "with Ctrl+V once it or its file was copied.")})) {
    frame.focus.picture_asked = true;
    ImGui::CloseCurrentPopup();
  }
  ImGui::EndPopup();
}

}  // namespace saddle::app
