#include "ui/theme.h"

#include <algorithm>
#include <cmath>

namespace saddle::ui {
namespace {

constexpr ImU32 rgb(unsigned hex) { return IM_COL32(hex >> 16 & 255, hex >> 8 & 255, hex & 255, 255); }

ImVec4 vector(ImU32 color) { return ImGui::ColorConvertU32ToFloat4(color); }

double luminance(ImU32 color) {
  const auto channel = [](double value) {
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
  };
  const ImVec4 c = vector(color);
  return 0.2126 * channel(c.x) + 0.7152 * channel(c.y) + 0.0722 * channel(c.z);
}

}  // namespace

Theme dark_theme() {
  Theme theme{.dark = true,
              .window = rgb(0x14171c),
              .panel = rgb(0x1b1f26),
              .card = rgb(0x232831),
              .card_hovered = rgb(0x2a303b),
              .field = rgb(0x2b313c),
              .field_hovered = rgb(0x353d4a),
              .border = rgb(0x323945),
              .text = rgb(0xe8ebf0),
              .muted = rgb(0xa0a9b8),
              .accent = rgb(0x4c9aff),
              .accent_hovered = rgb(0x70b0ff),
              .on_accent = rgb(0x0a1422),
              .good = rgb(0x4fc48d),
              .warning = rgb(0xf0b429),
              .error = rgb(0xff8a80),
              .error_surface = rgb(0x3b2224),
              .warning_surface = rgb(0x352d1b),
              .plot = plot::dark()};
  theme.plot.background = theme.panel;
  return theme;
}

Theme light_theme() {
  Theme theme{.dark = false,
              .window = rgb(0xeef0f4),
              .panel = rgb(0xffffff),
              .card = rgb(0xf3f5f8),
              .card_hovered = rgb(0xe9edf3),
              .field = rgb(0xe6eaf0),
              .field_hovered = rgb(0xdbe1ea),
              .border = rgb(0xd3d9e2),
              .text = rgb(0x1a202b),
              .muted = rgb(0x576070),
              .accent = rgb(0x1663c7),
              .accent_hovered = rgb(0x2b78dc),
              .on_accent = rgb(0xffffff),
              .good = rgb(0x157347),
              .warning = rgb(0x8a5a00),
              .error = rgb(0xb3261e),
              .error_surface = rgb(0xfdecea),
              .warning_surface = rgb(0xfdf3dc),
              .plot = plot::light()};
  theme.plot.background = theme.panel;
  return theme;
}

Theme paper_theme() {
  Theme theme = light_theme();
  theme.on_paper = theme.plot.on_paper = true;
  theme.window = theme.panel = theme.plot.background = rgb(0xffffff);
  return theme;
}

void apply(const Theme& theme, float scale) {
  ImGuiStyle style;
  style.WindowPadding = {16, 14};
  style.FramePadding = {10, 6};
  style.ItemSpacing = {10, 8};
  style.ItemInnerSpacing = {8, 6};
  style.CellPadding = {6, 4};
  style.WindowRounding = style.ChildRounding = style.PopupRounding = 8;
  style.FrameRounding = style.GrabRounding = style.ScrollbarRounding = 6;
  style.ScrollbarSize = 10;
  style.WindowBorderSize = 0;
  style.ChildBorderSize = 0;
  style.PopupBorderSize = 1;
  style.FrameBorderSize = 0;
  style.DisabledAlpha = 0.45f;
  style.ScaleAllSizes(scale);
  style.PopupBorderSize = std::max(1.0f, std::floor(scale));
  ImVec4* colors = style.Colors;
  const auto set = [&](ImGuiCol role, ImU32 color) { colors[role] = vector(color); };
  set(ImGuiCol_Text, theme.text);
  set(ImGuiCol_TextDisabled, theme.muted);
  set(ImGuiCol_WindowBg, theme.window);
  set(ImGuiCol_ChildBg, theme.panel);
  set(ImGuiCol_PopupBg, theme.card);
  set(ImGuiCol_Border, theme.border);
  set(ImGuiCol_FrameBg, theme.field);
  set(ImGuiCol_FrameBgHovered, theme.field_hovered);
  set(ImGuiCol_FrameBgActive, theme.field_hovered);
  set(ImGuiCol_Button, theme.field);
  set(ImGuiCol_ButtonHovered, theme.field_hovered);
  set(ImGuiCol_ButtonActive, theme.border);
  set(ImGuiCol_Header, theme.field);
  set(ImGuiCol_HeaderHovered, theme.field_hovered);
  set(ImGuiCol_HeaderActive, theme.field_hovered);
  set(ImGuiCol_CheckMark, theme.accent);
  set(ImGuiCol_SliderGrab, theme.accent);
  set(ImGuiCol_SliderGrabActive, theme.accent_hovered);
  set(ImGuiCol_ScrollbarBg, theme.panel);
  set(ImGuiCol_ScrollbarGrab, theme.field_hovered);
  set(ImGuiCol_ScrollbarGrabHovered, theme.muted);
  set(ImGuiCol_ScrollbarGrabActive, theme.muted);
  set(ImGuiCol_Separator, theme.border);
  set(ImGuiCol_TableBorderLight, theme.border);
  set(ImGuiCol_TableBorderStrong, theme.border);
  set(ImGuiCol_NavHighlight, theme.accent);
  set(ImGuiCol_TextSelectedBg, theme.accent);
  colors[ImGuiCol_TextSelectedBg].w = 0.35f;
  colors[ImGuiCol_ModalWindowDimBg] = {0, 0, 0, 0.45f};  // not a gray, which would light up the dark theme
  ImGui::GetStyle() = style;
}

double contrast(ImU32 a, ImU32 b) {
  const double la = luminance(a), lb = luminance(b);
  return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

}  // namespace saddle::ui
