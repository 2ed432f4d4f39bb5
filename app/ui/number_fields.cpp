#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "saddle/typed_number.h"
#include "ui/keys.h"
#include "ui/widgets.h"

// Numbers that are dragged, or typed. What is typed counts once it is entered; a text that cannot count is refused, and
// stays where it was typed, with the reason beside it.
namespace saddle::ui {
namespace {

// What a field takes.
struct Accepted {
  double min = 0, max = 1;
  bool whole = false;
  std::string_view zero = {};  // a word for 0
};

std::variant<double, Issue> read(std::string_view text, const Accepted& accepted) {
  if (!accepted.zero.empty() && text == accepted.zero) return 0.0;
  const Property row{.name = "",
                     .help = "",
                     .fallback = accepted.whole ? Value(0) : Value(0.0),
                     .min = accepted.min,
                     .max = accepted.max};
  const auto typed = typed_value(text, row, "");
  if (const auto* issue = std::get_if<Issue>(&typed)) return *issue;
  return number_of(std::get<Value>(typed));
}

// Whether more may be typed to make it a number: "-", "1e".
bool is_unfinished(std::string_view text) {
  return text.find_first_not_of("+-.,eE ") == text.npos || std::string_view("eE+-").find(text.back()) != text.npos;
}

// A sentence beside the panel that the last item is in, at its height, so that it covers nothing that is being edited.
void draw_beside(Ui& ui, const std::string& name, std::string_view sentence, ImU32 color) {
  const ImRect item{ImGui::GetItemRectMin(), ImGui::GetItemRectMax()};
  const ImRect panel = ImGui::GetCurrentWindow()->Rect();
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  const float gap = ui.px(6), padding = ui.px(10), wide = std::min(ui.px(260), screen.x - 2 * gap);
  ImGui::PushFont(ui.fonts.body);
  const ImVec2 words =
      ImGui::CalcTextSize(sentence.data(), sentence.data() + sentence.size(), false, wide - 2 * padding);
  ImGui::PopFont();
  const ImVec2 size{words.x + 2 * padding, words.y + 2 * padding};
  ImVec2 corner{panel.Max.x + gap, item.Min.y};
  if (corner.x + size.x > screen.x) corner.x = panel.Min.x - gap - size.x;
  if (corner.x < 0) corner = {std::clamp(item.Min.x, 0.0f, std::max(0.0f, screen.x - size.x)), item.Max.y + gap};
  if (corner.y + size.y > screen.y) corner.y = std::max(0.0f, std::min(item.Min.y, screen.y) - size.y - gap);
  ImGui::SetNextWindowPos(corner);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {padding, padding});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, std::max(1.0f, ui.px(1)));
  ImGui::PushStyleColor(ImGuiCol_Border, color);
  ImGui::Begin(labeled("", name).c_str(), nullptr,
               ImGuiWindowFlags_Tooltip | ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoInputs |
                   ImGuiWindowFlags_AlwaysAutoResize | ImGuiWindowFlags_NoSavedSettings |
                   ImGuiWindowFlags_NoFocusOnAppearing | ImGuiWindowFlags_NoNav);
  ImGui::PushTextWrapPos(wide - padding);
  text(ui, sentence, color, ui.fonts.body);
  ImGui::PopTextWrapPos();
  ui.mark(name, std::string(sentence));
  ImGui::End();
  ImGui::PopStyleColor();
  ImGui::PopStyleVar(2);
}

std::string range_text(const Ui& ui, const Accepted& accepted) {
  const auto number = [](double value) { return fmt::format("{:.10g}", value); };
  return fmt::format(fmt::runtime(ui.tr("from {} to {}")), number(accepted.min), number(accepted.max));
}

// A double click means the whole number, also where marks or a sign part it into words.
int select_whole(ImGuiInputTextCallbackData* data) {
  if (ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) data->SelectAll();
  return 0;
}

// The text as it is typed, or as it was refused. Returns the number once one is entered.
std::optional<double> draw_typed(Ui& ui, const std::string& name, Typing::Field& field, const Accepted& accepted) {
  std::array<char, 128> typed{};
  field.text.copy(typed.data(), typed.size() - 1);
  const bool refused = field.refusal.has_value();
  if (refused) {
    ImGui::PushStyleColor(ImGuiCol_FrameBg, ui.theme.error_surface);
    ImGui::PushStyleColor(ImGuiCol_Text, ui.theme.error);
  }
  constexpr auto flags = ImGuiInputTextFlags_AutoSelectAll | ImGuiInputTextFlags_CallbackAlways;
  if (ImGui::InputText(labeled("", name).c_str(), typed.data(), typed.size(), flags, select_whole)) {
    field.text = typed.data();
    field.refusal.reset();
    if (const auto now = read(field.text, accepted); !is_unfinished(field.text) && std::holds_alternative<Issue>(now))
      field.refusal = std::get<Issue>(now);
  }
  if (refused) ImGui::PopStyleColor(2);
  const bool active = ImGui::IsItemActive(), entered = field.active && !active, hovered = ImGui::IsItemHovered();
  const bool drawn_before = ImGui::GetFrameCount() - field.frame <= 1;
  field.active = active;
  field.frame = ImGui::GetFrameCount();
  ui.mark(name, field.text);
  const bool given_up = entered && (!drawn_before || key_pressed(ImGuiKey_Escape)),
             unchanged = entered && !field.refusal && field.text == field.begun;
  if (given_up || unchanged || (!active && !entered && !field.refusal)) {
    ui.typing.end(name);
    return std::nullopt;
  }
  if (entered) {
    const auto result = read(field.text, accepted);
    if (const double* number = std::get_if<double>(&result)) {
      const double value = *number;
      ui.typing.end(name);
      return value;
    }
    field.refusal = std::get<Issue>(result);
  }
  if (!field.refusal) {
    draw_beside(ui, name + ".range", range_text(ui, accepted), ui.theme.muted);
    return std::nullopt;
  }
  ImGui::GetWindowDrawList()->AddRect(ImGui::GetItemRectMin(), ImGui::GetItemRectMax(), ui.theme.error,
                                      ImGui::GetStyle().FrameRounding, 0, ui.px(1.5f));
  // The reason stands there until something else is begun; after that, while the mouse asks for it.
  if (!active && ImGui::IsAnyItemActive()) field.explained = true;
  if (active) field.explained = false;
  if (!field.explained || hovered) draw_beside(ui, name + ".refused", ui.language(*field.refusal), ui.theme.error);
  return std::nullopt;
}

// `draw` draws the field while nothing is typed into it, and returns whether it changed the value.
template <class Number, class Draw>
bool typed_or(Ui& ui, std::string_view mark, Number& value, const Accepted& accepted, const Draw& draw) {
  const std::string name(mark);
  Typing::Field* field = ui.typing.find(name);
  if (field && field->refusal && field->value != static_cast<double>(value)) {
    ui.typing.end(name);
    field = nullptr;
  }
  if (field) {
    const std::optional<double> number = draw_typed(ui, name, *field, accepted);
    if (!number || static_cast<Number>(*number) == value) return false;
    value = static_cast<Number>(*number);
    return true;
  }
  const ImGuiID id = ImGui::GetID(labeled("", name).c_str());
  const Number before = value;
  const bool changed = draw();
  if (!ImGui::TempInputIsActive(id)) return changed;
  value = before;
  const auto real = static_cast<double>(value);
  ui.typing.begin(name, fmt::format("{:.{}g}", real, accepted.whole ? 10 : 6), real, ImGui::GetFrameCount());
  return false;
}

// To three digits, which is as fine as a drag is that multiplies by hundredths.
double rounded(double value) {
  if (value == 0 || !std::isfinite(value)) return value;
  const std::string text = fmt::format("{:.2e}", value);
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

template <class Number>
bool drag(Ui& ui, std::string_view name, Number& value, const NumberOptions& options, ImGuiDataType type,
          const char* format) {
  ImGui::SetNextItemWidth(options.width);
  const double range = options.max - options.min, magnitude = std::abs(static_cast<double>(value));
  double speed = options.logarithmic ? 0.01 * std::max(magnitude, 1e-6) : range / 300;
  if (type == ImGuiDataType_S32) speed = range > 1000 ? 0.01 * std::max(magnitude, 100.0) : std::max(speed, 0.05);
  // A format without a place for the number, unless it is being typed.
  const std::string zero(options.zero);
  std::string words(options.words);
  if (const size_t place = words.find("{}"); place != std::string::npos) {
    words.replace(place, 2, format);
    format = words.c_str();
  }
  if (value == 0 && !zero.empty()) format = zero.c_str();
  const auto least = static_cast<Number>(options.min), most = static_cast<Number>(options.max);
  const Accepted accepted{options.min, options.max, type == ImGuiDataType_S32, options.zero};
  const Locked locked(ui, name);
  if (locked) ui.typing.end(std::string(name));
  return typed_or(ui, name, value, accepted, [&] {
    const bool changed =
        ImGui::DragScalar(labeled("", name).c_str(), type, &value, static_cast<float>(speed), &least, &most, format,
                          ImGuiSliderFlags_AlwaysClamp | ImGuiSliderFlags_NoRoundToFormat);
    if (changed && options.logarithmic && type == ImGuiDataType_Double)
      value = std::clamp(static_cast<Number>(rounded(static_cast<double>(value))), least, most);
    if (ImGui::IsItemHovered()) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
    char shown[64];
    std::snprintf(shown, sizeof shown, format, value);
    ui.mark(name, shown, !locked);
    return changed;
  });
}

}  // namespace

bool number(Ui& ui, std::string_view name, double& value, const NumberOptions& options) {
  if (hidden_on_paper(ui)) return false;
  return drag(ui, name, value, options, ImGuiDataType_Double, "%.6g");
}

bool number(Ui& ui, std::string_view name, int& value, const NumberOptions& options) {
  if (hidden_on_paper(ui)) return false;
  return drag(ui, name, value, options, ImGuiDataType_S32, "%d");
}

bool slider(Ui& ui, std::string_view name, double& value, const SliderOptions& options) {
  if (hidden_on_paper(ui)) return false;
  ImGui::SetNextItemWidth(options.width);
  const Locked locked(ui, name);
  if (locked) ui.typing.end(std::string(name));
  ImGui::BeginDisabled(!options.enabled);
  const bool changed = typed_or(ui, name, value, {options.min, options.max, false, {}}, [&] {
    const bool moved = ImGui::SliderScalar(labeled("", name).c_str(), ImGuiDataType_Double, &value, &options.min,
                                           &options.max, "%.3g", ImGuiSliderFlags_NoRoundToFormat);
    char shown[64];
    std::snprintf(shown, sizeof shown, "%.6g", value);
    ui.mark(name, shown, options.enabled && !locked);
    return moved;
  });
  ImGui::EndDisabled();
  return changed;
}

}  // namespace saddle::ui
