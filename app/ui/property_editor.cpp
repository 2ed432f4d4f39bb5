#include "ui/property_editor.h"

#include <algorithm>
#include <cctype>

#include "ui/widgets.h"

namespace saddle::ui {
namespace {

std::vector<Option> options_of(Ui& ui, const Property& p) {
  std::vector<Option> options;
  for (const auto choice : p.choices) options.push_back({std::string(choice), std::string(ui.tr(humanized(choice)))});
  return options;
}

// A choice, or a number beside it.
bool edit_choice_or_number(Ui& ui, const std::string& name, Value& value, const Property& p) {
  constexpr const char* own = "σ";
  auto options = options_of(ui, p);
  options.push_back({own, std::string(ui.tr("N(0, σ)"))});
  const bool is_number = !std::holds_alternative<std::string>(value);
  double sigma = 0.01;
  if (const double* real = std::get_if<double>(&value)) sigma = *real;
  if (const int* whole = std::get_if<int>(&value)) sigma = *whole;
  std::string chosen = is_number ? own : std::get<std::string>(value);
  const float width = ImGui::GetContentRegionAvail().x;
  bool changed = combo(ui, name, chosen, options, is_number ? width * 0.55f : -1);
  if (changed) value = chosen == own ? Value(sigma) : Value(chosen);
  if (!is_number) return changed;
  ImGui::SameLine(0, ui.px(6));
  if (number(ui, name + ".number", sigma, {.min = p.min, .max = p.max, .logarithmic = p.logarithmic})) {
    value = sigma;
    changed = true;
  }
  return changed;
}

bool edit_value(Ui& ui, const std::string& name, Value& value, const Property& p) {
  const NumberOptions options{.min = p.min, .max = p.max, .logarithmic = p.logarithmic, .zero = ui.tr(p.zero)};
  if (p.or_number) return edit_choice_or_number(ui, name, value, p);
  if (!p.choices.empty()) return combo(ui, name, std::get<std::string>(value), options_of(ui, p));
  if (bool* yes = std::get_if<bool>(&value)) return checkbox(ui, name, *yes);
  if (int* whole = std::get_if<int>(&value); whole && std::holds_alternative<int>(p.fallback))
    return number(ui, name, *whole, options);
  double real = std::holds_alternative<int>(value) ? std::get<int>(value) : std::get<double>(value);
  if (!number(ui, name, real, options)) return false;
  value = real;
  return true;
}

}  // namespace

void row(Ui& ui, std::string_view label, std::string_view help, std::string_view formula) {
  ImGui::AlignTextToFramePadding();
  const float start = ImGui::GetCursorPosX();
  text(ui, label, ui.theme.muted, ui.fonts.body);
  if (!help.empty()) tooltip(ui, label, help, formula);
  ImGui::SameLine(start + std::min(ui.px(118), ImGui::GetWindowWidth() * 0.42f));
}

bool edit(Ui& ui, const std::string& name, Properties& properties, std::span<const Property> table) {
  bool changed = false;
  for (const Property& p : table) {
    row(ui, ui.tr(humanized(p.name)), ui.tr(p.help));
    Value value = value_of(properties, p);
    if (!edit_value(ui, name + "." + std::string(p.name), value, p)) continue;
    set(properties, p, std::move(value));
    changed = true;
  }
  return changed;
}

std::string humanized(std::string_view name) {
  std::string text(name);
  std::replace(text.begin(), text.end(), '_', ' ');
  if (!text.empty()) text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
  return text;
}

}  // namespace saddle::ui
