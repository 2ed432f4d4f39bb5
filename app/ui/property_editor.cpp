#include "ui/property_editor.h"

#include <algorithm>
#include <cctype>

#include "ui/widgets.h"

namespace saddle::ui {
namespace {

// "0.00123"
float least_number_width(const Ui& ui) { return ui.px(62); }

std::vector<Option> options_of(Ui& ui, const Property& p) {
  std::vector<Option> options;
  for (const auto choice : p.choices) options.push_back({std::string(choice), std::string(ui.tr(humanized(choice)))});
  return options;
}

constexpr const char* own = "σ";  // the choice of a number

std::vector<Option> options_or_number(Ui& ui, const Property& p) {
  auto options = options_of(ui, p);
  options.push_back({own, std::string(ui.tr(p.or_number))});
  return options;
}

// A choice, or a number beside it.
bool edit_choice_or_number(Ui& ui, const std::string& name, Value& value, const Property& p) {
  const auto options = options_or_number(ui, p);
  const bool is_number = !std::holds_alternative<std::string>(value);
  double real = number_in(value).value_or(p.logarithmic ? 0.01 : p.min);
  std::string chosen = is_number ? own : std::get<std::string>(value);
  const float width = ImGui::GetContentRegionAvail().x;
  bool changed = combo(ui, name, chosen, options, is_number ? width - ui.px(6) - least_number_width(ui) : -1);
  const bool pixels = !p.logarithmic;
  const auto number_value = [&] { return pixels ? Value(static_cast<int>(real)) : Value(real); };
  if (changed) value = chosen == own ? number_value() : Value(chosen);
  if (!is_number) return changed;
  ImGui::SameLine(0, ui.px(6));
  int whole = static_cast<int>(real);
  const NumberOptions limits{.min = p.min, .max = p.max, .logarithmic = p.logarithmic};
  if (pixels ? number(ui, name + ".number", whole, limits) : number(ui, name + ".number", real, limits)) {
    if (pixels) real = whole;
    value = number_value();
    changed = true;
  }
  return changed;
}

// What its field needs, whatever its value is, so that nothing moves when another is chosen.
float room_for(Ui& ui, const Property& p) {
  if (!p.or_number.empty()) return combo_width(options_or_number(ui, p)) + ui.px(6) + least_number_width(ui);
  return p.choices.empty() ? 0 : combo_width(options_of(ui, p));
}

bool edit_value(Ui& ui, const std::string& name, Value& value, const Property& p) {
  const NumberOptions options{.min = p.min, .max = p.max, .logarithmic = p.logarithmic, .zero = ui.tr(p.zero)};
  if (!p.or_number.empty()) return edit_choice_or_number(ui, name, value, p);
  if (!p.choices.empty()) return combo(ui, name, std::get<std::string>(value), options_of(ui, p));
  if (std::string* words = std::get_if<std::string>(&value)) return text_field(ui, name, *words);
  if (bool* yes = std::get_if<bool>(&value)) return checkbox(ui, name, *yes);
  if (int* whole = std::get_if<int>(&value); whole && std::holds_alternative<int>(p.fallback))
    return number(ui, name, *whole, options);
  double real = number_of(value);
  if (!number(ui, name, real, options)) return false;
  value = real;
  return true;
}

bool edit_rows(Ui& ui, const std::string& name, Properties& properties, std::span<const Property> table,
               bool advanced) {
  bool changed = false;
  for (const Property& p : table) {
    if (p.advanced != advanced) continue;
    row(ui, ui.tr(humanized(p.name)), ui.tr(p.help), {}, room_for(ui, p));
    Value value = value_of(properties, p);
    if (!edit_value(ui, name + "." + std::string(p.name), value, p)) continue;
    set(properties, p, std::move(value));
    changed = true;
  }
  return changed;
}

}  // namespace

void row(Ui& ui, std::string_view label, std::string_view help, std::string_view formula, float room) {
  const float start = ImGui::GetCursorPosX(), whole = ImGui::GetContentRegionAvail().x,
              field = std::min(ui.px(118), ImGui::GetWindowWidth() * 0.36f);
  const bool beside = room <= whole - field;
  if (beside) ImGui::AlignTextToFramePadding();
  text(ui, label, ui.theme.muted, ui.fonts.body);
  if (!help.empty()) tooltip(ui, label, help, formula);
  if (beside) ImGui::SameLine(start + field);
}

bool edit(Ui& ui, const std::string& name, Properties& properties, std::span<const Property> table) {
  bool changed = edit_rows(ui, name, properties, table, false);
  if (std::none_of(table.begin(), table.end(), [](const Property& p) { return p.advanced; })) return changed;
  const bool open =
      ImGui::TreeNodeEx(labeled(ui.tr("More"), name + ".more").c_str(), ImGuiTreeNodeFlags_NoTreePushOnOpen);
  ui.mark(name + ".more", open ? "open" : "closed");
  if (open) changed = edit_rows(ui, name, properties, table, true) || changed;
  return changed;
}

std::string humanized(std::string_view name) {
  std::string text(name);
  if (name == "and" || name == "or" || name == "nand" || name == "xor") {  // gates
    std::ranges::transform(text, text.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    return text;
  }
  std::replace(text.begin(), text.end(), '_', ' ');
  if (!text.empty()) text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
  return text;
}

}  // namespace saddle::ui
