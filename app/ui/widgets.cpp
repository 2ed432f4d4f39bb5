#include "ui/widgets.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "plot/text.h"
#include "ui/word_lines.h"

namespace saddle::ui {
namespace {

struct Colors {
  ImU32 ground, hovered, words;
};

Colors colors_of(const Theme& theme, Look look) {
  switch (look) {
    case Look::primary:
      return {theme.accent, theme.accent_hovered, theme.on_accent};
    case Look::quiet:
      return {0, theme.field_hovered, theme.muted};
    case Look::danger:
      return {theme.error_surface, theme.error_surface, theme.error};
    case Look::plain:
      break;
  }
  return {theme.field, theme.field_hovered, theme.text};
}

// A window that is as wide as its words asks for no end.
bool line_ends() { return (ImGui::GetCurrentWindowRead()->Flags & ImGuiWindowFlags_AlwaysAutoResize) == 0; }

// What a button says, in a window that is narrower than that.
std::string fitted_in_line(std::string_view label) {
  const ImGuiStyle& style = ImGui::GetStyle();
  const float left = ImGui::GetWindowContentRegionMin().x, right = ImGui::GetWindowContentRegionMax().x,
              room = right - left - 2 * style.FramePadding.x;
  const float width = ImGui::CalcTextSize(label.data(), label.data() + label.size()).x;
  if (!line_ends() || width <= room + 1) return std::string(label);
  return plot::shortened(label, room, {.font = ImGui::GetFont()});
}

}  // namespace

bool button(Ui& ui, std::string_view name, std::string_view label, const ButtonOptions& options) {
  if (hidden_on_paper(ui)) return false;
  const Locked locked(ui, name);
  const Colors colors = colors_of(ui.theme, options.look);
  ImGui::PushStyleColor(ImGuiCol_Button, colors.ground);
  ImGui::PushStyleColor(ImGuiCol_ButtonHovered, colors.hovered);
  ImGui::PushStyleColor(ImGuiCol_ButtonActive, colors.hovered);
  ImGui::PushStyleColor(ImGuiCol_Text, colors.words);
  if (options.look == Look::primary) ImGui::PushFont(ui.fonts.strong);
  ImGui::BeginDisabled(!options.enabled);
  const std::string words = options.size.x == 0 ? fitted_in_line(label) : std::string(label);
  const bool pressed = ImGui::Button(labeled(words, name).c_str(), options.size), cut = words != label;
  ImGui::EndDisabled();
  if (options.look == Look::primary) ImGui::PopFont();
  ImGui::PopStyleColor(4);
  ui.mark(name, std::string(label), options.enabled && !locked, cut);
  if (!locked && (cut || !options.tooltip.empty()) && ImGui::IsItemHovered(ImGuiHoveredFlags_AllowWhenDisabled))
    tooltip(ui, cut ? label : std::string_view(), options.tooltip);
  return pressed;
}

bool combo(Ui& ui, std::string_view name, std::string& value, std::span<const Option> options, float width) {
  if (hidden_on_paper(ui)) return false;
  const Locked locked(ui, name);
  const auto current =
      std::find_if(options.begin(), options.end(), [&](const Option& option) { return option.value == value; });
  const std::string shown = current == options.end() ? value : current->label;
  ImGui::SetNextItemWidth(width);
  const float room = ImGui::CalcItemWidth() - ImGui::GetFrameHeight() - ImGui::GetStyle().FramePadding.x;
  // Smaller letters before fewer of them, in a field as high as any.
  const bool small = plot::text_size(shown, {.font = ImGui::GetFont()}).x > room;
  ImFont* const font = small ? ui.fonts.caption : ImGui::GetFont();
  const std::string fitted = plot::shortened(shown, room, {.font = font});
  // A font that is pushed here could not be popped when the list is open: that is another window by then.
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImVec2 corner = ImGui::GetCursorScreenPos(), padding = ImGui::GetStyle().FramePadding;
  const ImRect field(corner, {corner.x + ImGui::CalcItemWidth(), corner.y + ImGui::GetFrameHeight()});
  const ImGuiWindow& window = *ImGui::GetCurrentWindowRead();
  const float drop = (ImGui::GetFontSize() - font->FontSize) / 2;
  const bool open =
      ImGui::BeginCombo(labeled("", name).c_str(), small ? "" : fitted.c_str(), ImGuiComboFlags_HeightLargest);
  if (small)
    list.AddText(font, font->FontSize, {corner.x + padding.x, corner.y + padding.y + drop},
                 ImGui::GetColorU32(ImGuiCol_Text), fitted.c_str());
  ui.mark_in(window, field, name, shown, !locked, fitted != shown);
  bool chosen = false;
  if (!open) {
    const std::string_view help = current == options.end() ? std::string_view() : current->tooltip;
    if ((!help.empty() || fitted != shown) && ImGui::IsItemHovered()) tooltip(ui, shown, help);
    return false;
  }
  std::string group;
  for (const Option& option : options) {
    if (option.group != group) {
      group = option.group;
      caption(ui, group);
    }
    const std::string item = std::string(name) + "/" + option.value;
    const std::string room_for_key = option.key.empty() ? "" : "      ";
    if (ImGui::Selectable(labeled(option.label + room_for_key, item).c_str(), option.value == value)) {
      chosen = option.value != value;
      value = option.value;
    }
    if (!option.key.empty()) {
      const ImVec2 from = ImGui::GetItemRectMin(), to = ImGui::GetItemRectMax();
      const float left = to.x - ImGui::CalcTextSize(option.key.c_str()).x - ui.px(4);
      ImGui::GetWindowDrawList()->AddText({left, from.y + ImGui::GetStyle().ItemSpacing.y / 2}, ui.theme.muted,
                                          option.key.c_str());
    }
    ui.mark(item, option.label);
    if (!option.tooltip.empty() && ImGui::IsItemHovered()) tooltip(ui, option.label, option.tooltip);
  }
  ImGui::EndCombo();
  return chosen;
}

float combo_width(std::span<const Option> options) {
  float widest = 0;
  for (const Option& option : options) widest = std::max(widest, ImGui::CalcTextSize(option.label.c_str()).x);
  return std::ceil(widest + ImGui::GetFrameHeight() + 2 * ImGui::GetStyle().FramePadding.x);
}

bool checkbox(Ui& ui, std::string_view name, bool& value) {
  if (hidden_on_paper(ui)) return false;
  const Locked locked(ui, name);
  const bool changed = ImGui::Checkbox(labeled("", name).c_str(), &value);
  ui.mark(name, value ? "on" : "off", !locked);
  return changed;
}

void tooltip(Ui& ui, std::string_view title, std::string_view words, std::string_view formula) {
  if (!ImGui::IsItemHovered(ImGuiHoveredFlags_AllowWhenDisabled)) return;
  // Where the mouse has clicked it would cover what the click has changed; but what cannot be clicked says why.
  const ImGuiIO& io = ImGui::GetIO();
  const ImVec2 clicked = io.MouseClickedPos[0];
  const ImGuiContext& context = *ImGui::GetCurrentContext();
  const double since_click = context.Time - io.MouseClickedTime[0];
  // It may be the click that has disabled it, for a moment.
  constexpr double moment = 1;
  const bool says_why = (ImGui::GetItemFlags() & ImGuiItemFlags_Disabled) != 0 && since_click > moment;
  if (!says_why && std::hypot(io.MousePos.x - clicked.x, io.MousePos.y - clicked.y) < ui.px(4)) return;
  // Nor does it come back over the neighbors of what was pressed, until the mouse has been elsewhere.
  if (!says_why && since_click < static_cast<double>(context.HoveredIdTimer)) return;
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ui.px(12), ui.px(10)});
  ImGui::BeginTooltip();
  ImGui::PushTextWrapPos(ui.px(340));
  if (!title.empty()) text(ui, title, ui.theme.text, ui.fonts.strong);
  if (!words.empty()) text(ui, words, title.empty() ? ui.theme.text : ui.theme.muted, ui.fonts.body);
  if (!formula.empty()) text(ui, formula, ui.theme.accent, ui.fonts.body);
  ImGui::PopTextWrapPos();
  ImGui::EndTooltip();
  ImGui::PopStyleVar();
}

void text(Ui&, std::string_view words, ImU32 color, ImFont* font) {
  // A line does not end between a number and its unit.
  std::string kept(words);
  for (size_t at = kept.find(" %"); at != std::string::npos; at = kept.find(" %", at)) kept.replace(at, 1, "\u00a0");
  ImGui::PushFont(font);
  const float end = ImGui::GetCurrentWindowRead()->DC.TextWrapPos;
  if (end >= 0 && holds_broken_number(kept))
    kept = in_word_lines(kept, ImGui::CalcWrapWidthForPos(ImGui::GetCursorScreenPos(), end));
  ImGui::PushStyleColor(ImGuiCol_Text, color);
  ImGui::TextUnformatted(kept.data(), kept.data() + kept.size());
  ImGui::PopStyleColor();
  ImGui::PopFont();
}

void heading(Ui& ui, std::string_view words) {
  if (line_ends()) ImGui::PushTextWrapPos(0);
  text(ui, words, ui.theme.text, ui.fonts.strong);
  if (line_ends()) ImGui::PopTextWrapPos();
}

void caption(Ui& ui, std::string_view words) {
  // What is longer than the window goes on in the next line.
  if (line_ends()) ImGui::PushTextWrapPos(0);
  text(ui, words, ui.theme.muted, ui.fonts.caption);
  if (line_ends()) ImGui::PopTextWrapPos();
}

namespace {

std::string in_lines(const Ui& ui, std::string_view words) {
  ImGui::PushFont(ui.fonts.caption);
  std::string lines = in_word_lines(words, ImGui::GetContentRegionAvail().x);
  ImGui::PopFont();
  return lines;
}

}  // namespace

void paragraph(Ui& ui, std::string_view name, std::string_view words) {
  const std::string lines = in_lines(ui, words);
  ImGui::PushTextWrapPos(0);  // of a word that is wider than a line
  caption(ui, lines);
  ImGui::PopTextWrapPos();
  ui.mark(name, lines);
}

float paragraph_height(Ui& ui, std::string_view words) {
  const std::string lines = in_lines(ui, words);
  ImGui::PushFont(ui.fonts.caption);
  const float height = ImGui::CalcTextSize(lines.c_str(), nullptr, false, ImGui::GetContentRegionAvail().x).y;
  ImGui::PopFont();
  return height;
}

void toast(Ui& ui, std::string_view name, std::string_view sentence) {
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  ImGui::SetNextWindowPos({screen.x / 2, screen.y - ui.px(28)}, ImGuiCond_Always, {0.5f, 1});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ui.px(16), ui.px(10)});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, ui.px(8));
  ImGui::PushStyleColor(ImGuiCol_WindowBg, ui.theme.field);
  ImGui::Begin(labeled("", name).c_str(), nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoInputs | ImGuiWindowFlags_AlwaysAutoResize |
                   ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoFocusOnAppearing | ImGuiWindowFlags_NoNav);
  ImGui::PushTextWrapPos(std::min(ui.px(900), screen.x - ui.px(80)));
  text(ui, sentence, ui.theme.text, ui.fonts.body);
  ui.mark(name, std::string(sentence));
  ImGui::PopTextWrapPos();
  ImGui::End();
  ImGui::PopStyleColor();
  ImGui::PopStyleVar(2);
}

namespace {

// The label of a button that is at most so wide, broken between words.
std::string in_lines(std::string_view label, float width) {
  constexpr int most = 4;
  return fmt::to_string(fmt::join(plot::wrapped(label, width, most, {.font = ImGui::GetFont()}), "\n"));
}

}  // namespace

bool notice(Ui& ui, std::string_view name, Tone tone, std::string_view sentence, std::string_view action) {
  if (action.empty()) return notice(ui, name, tone, sentence, std::span<const std::string>()) >= 0;
  const std::string actions[] = {std::string(action)};
  return notice(ui, name, tone, sentence, actions) >= 0;
}

int notice(Ui& ui, std::string_view name, Tone tone, std::string_view sentence, std::span<const std::string> actions) {
  const ImU32 ground = tone == Tone::error     ? ui.theme.error_surface
                       : tone == Tone::warning ? ui.theme.warning_surface
                                               : ui.theme.card;
  const ImU32 words = tone == Tone::error ? ui.theme.error : tone == Tone::warning ? ui.theme.warning : ui.theme.text;
  const float padding = ui.px(10), width = ImGui::GetContentRegionAvail().x;
  const ImVec2 start = ImGui::GetCursorScreenPos();
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.ChannelsSplit(2);
  list.ChannelsSetCurrent(1);
  ImGui::BeginGroup();
  ImGui::SetCursorScreenPos({start.x + padding, start.y + padding});
  ImGui::BeginGroup();
  ImGui::PushTextWrapPos(ImGui::GetCursorPosX() + width - 2 * padding);
  text(ui, sentence, words, ui.fonts.body);
  ImGui::PopTextWrapPos();
  int pressed = -1;
  const float left = ImGui::GetCursorScreenPos().x, gap = ui.px(6);
  float x = left;
  const float frame = 2 * ImGui::GetStyle().FramePadding.x;
  for (size_t i = 0; i < actions.size(); ++i) {
    const std::string label = in_lines(actions[i], width - 2 * padding - frame);
    const float wide = ImGui::CalcTextSize(label.c_str()).x + frame;
    if (i > 0 && x + wide <= start.x + width - padding) ImGui::SameLine(0, gap);
    if (i > 0 && x + wide > start.x + width - padding) x = left;
    x += wide + gap;
    if (button(ui, std::string(name) + ".action" + (i > 0 ? std::to_string(i) : ""), label))
      pressed = static_cast<int>(i);
  }
  ImGui::EndGroup();
  const float bottom = ImGui::GetItemRectMax().y + padding;
  ImGui::SetCursorScreenPos(start);
  ImGui::Dummy({width, bottom - start.y});
  ImGui::EndGroup();
  list.ChannelsSetCurrent(0);
  list.AddRectFilled(start, {start.x + width, bottom}, ground, ui.px(6));
  list.ChannelsMerge();
  ui.mark(name, std::string(sentence));
  return pressed;
}

}  // namespace saddle::ui
