#include "labs/concepts/shared/levers.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <optional>

#include <fmt/format.h>

#include "plot/text.h"
#include "saddle/typed_number.h"
#include "ui/flow.h"
#include "ui/property_editor.h"

namespace saddle::app {
namespace {

const Property& property_of(const PageView& page, std::string_view name) {
  const Property* row = find(page.table, name);
  assert(row);
  return *row;
}

// A label in its column; where less is left than a lever needs, the lever stands below it.
void begin_lever(PageView& page, std::string_view label, std::string_view help, ImU32 color) {
  ui::Ui& ui = page.ui;
  const float left = ImGui::GetCursorPosX(), room = ImGui::GetContentRegionAvail().x;
  const float column = std::max(ui.px(58), std::min(ui.px(118), room * 0.36f)),
              words = ImGui::CalcTextSize(label.data(), label.data() + label.size()).x;
  ImGui::AlignTextToFramePadding();
  ImGui::PushTextWrapPos(0);
  ui::text(ui, label, color ? color : ui.theme.text, ui.fonts.body);
  ImGui::PopTextWrapPos();
  if (!help.empty()) ui::tooltip(ui, label, ui.tr(help));
  if (words + ui.px(8) > column && room - words - ui.px(8) < ui.px(110)) return;
  ImGui::SameLine(left + std::max(column, words + ui.px(8)));
}

bool draw_lever(PageView& page, const std::string& mark, Value& value, const Property& row) {
  ui::Ui& ui = page.ui;
  if (!row.choices.empty()) {
    std::vector<ui::Option> options;
    for (const auto choice : row.choices)
      options.push_back({std::string(choice), std::string(ui.tr(ui::humanized(choice)))});
    return ui::combo(ui, mark, std::get<std::string>(value), options);
  }
  if (bool* yes = std::get_if<bool>(&value)) return ui::checkbox(ui, mark, *yes);
  if (int* whole = std::get_if<int>(&value)) return ui::number(ui, mark, *whole, {.min = row.min, .max = row.max});
  if (auto* words = std::get_if<std::string>(&value)) return ui::text_field(ui, mark, *words);
  auto& real = std::get<double>(value);
  if (row.logarithmic) return ui::number(ui, mark, real, {.min = row.min, .max = row.max, .logarithmic = true});
  if (!ui::slider(ui, mark, real, {.min = row.min, .max = row.max})) return false;
  // To a five-hundredth of the track: a hand hits round numbers.
  const double step = std::pow(10.0, std::floor(std::log10((row.max - row.min) / 100)));
  if (ImGui::IsMouseDown(ImGuiMouseButton_Left)) real = std::round(real / step) * step;
  return true;
}

void draw_verdict(PageView& page, HandWork::Blank& blank, const std::string& mark) {
  ui::Ui& ui = page.ui;
  const Judgment& judgment = blank.judgment;
  if (judgment.verdict == HandVerdict::none) return;
  const bool slip = judgment.verdict == HandVerdict::slip;
  const std::string sentence = slip ? std::string(ui.tr("Almost:")) + " " + std::string(ui.tr(judgment.reason))
                                    : std::string(ui.tr("Not yet: go through the formula term by term"));
  ImGui::PushTextWrapPos(0);
  ui::text(ui, sentence, slip ? ui.theme.warning : ui.theme.error, ui.fonts.caption);
  ImGui::PopTextWrapPos();
  ui.mark(mark + ".verdict", sentence);
}

void draw_blank(PageView& page, const PageNumber& number, const std::string& mark) {
  ui::Ui& ui = page.ui;
  HandWork::Blank& blank = page.hand.blank(number.name);
  const std::string field = mark + ".blank";
  ui::text_field(ui, field, blank.typed);
  if (ImGui::IsItemDeactivatedAfterEdit()) {
    const auto typed = typed_number(blank.typed, field);
    const double* answer = std::get_if<double>(&typed);
    page.hand.judge(number, answer ? std::optional(*answer) : std::nullopt);
  }
  draw_verdict(page, blank, mark);
  if ((blank.asked || blank.judgment.verdict != HandVerdict::none) &&
      ui::button(ui, mark + ".reveal", ui.tr("Show it"), {.look = ui::Look::quiet}))
    page.hand.give_up(number);
}

}  // namespace

void set_value(PageView& page, std::string_view property, Value value) {
  set(page.values, property_of(page, property), std::move(value));
}

plot::Grip grip_of(const PageView& page, std::string_view picture, std::string_view property) {
  const bool locked =
      !ui::lock_reason(page.ui, page.mark(picture)).empty() && !ui::lock_reason(page.ui, page.mark(property)).empty();
  return locked ? plot::Grip::fixed : plot::Grip::free;
}

void set_by_hand(PageView& page, std::string_view picture, std::string_view property, Value value) {
  if (grip_of(page, picture, property) == plot::Grip::free) set_value(page, property, std::move(value));
}

bool lever(PageView& page, std::string_view property, std::string_view label, ImU32 color) {
  const Property& row = property_of(page, property);
  begin_lever(page, label, row.help, color);
  Value value = value_of(page.values, row);
  if (!draw_lever(page, page.mark(property), value, row)) return false;
  set(page.values, row, std::move(value));
  return true;
}

bool tabs(PageView& page, std::string_view property,
          std::initializer_list<std::pair<std::string_view, std::string_view>> labels) {
  const Property& row = property_of(page, property);
  const auto now = std::get<std::string>(value_of(page.values, row));
  bool changed = false;
  ui::Flow flow(page.ui, page.ui.px(4));
  for (const auto& [choice, label] : labels) {
    const std::string mark = page.mark(property) + "." + std::string(choice);
    if (!flow.button(mark, label, {.look = now == choice ? ui::Look::plain : ui::Look::quiet}) || now == choice)
      continue;
    set(page.values, row, std::string(choice));
    changed = true;
  }
  return changed;
}

void mark_number(PageView& page, const PageNumber& number) {
  const std::string mark = page.mark(number.name);
  if (page.hand.hides(number)) {
    page.ui.mark(mark, "?");
    return;
  }
  page.ui.mark(mark, shown_number(number.value, number.digits));
  page.ui.mark(mark + ".value", fmt::format("{:.17g}", number.value));
}

void show(PageView& page, std::string_view name, ImU32 color) {
  ui::Ui& ui = page.ui;
  const PageNumber* number = number_named(page.numbers, name);
  if (!number) return;
  const ImU32 ink = color ? color : ui.theme.text;
  const bool hidden = page.hand.hides(*number);
  const std::string value = shown_number(number->value, number->digits);
  const auto width = [](const std::string& text, ImFont* font) { return plot::text_size(text, {.font = font}).x; };
  const float room = ImGui::GetContentRegionAvail().x, gap = ui.px(6);
  ImGui::BeginGroup();
  // "|Δ|": what follows the first bar of a text that is translated says which of its meanings is meant.
  const std::string label(number->label.starts_with('|') ? number->label : ui.tr(number->label));
  ui::text(ui, label, ink, ui.fonts.strong);
  float used = width(label, ui.fonts.strong);
  if (!number->formula.empty()) {
    const std::string words = "= " + number->formula;
    const float wide = width(words, ui.fonts.body);
    if (used + gap + wide <= room) ImGui::SameLine(0, gap);
    used = used + gap + wide <= room ? used + gap + wide : wide;
    ImGui::PushTextWrapPos(0);
    ui::text(ui, words, ui.theme.muted, ui.fonts.body);
    ImGui::PopTextWrapPos();
  }
  if (hidden) {
    ImGui::AlignTextToFramePadding();
    ui::text(ui, "=", ui.theme.muted, ui.fonts.body);
    ImGui::SameLine(0, gap);
    draw_blank(page, *number, page.mark(number->name));
  } else {
    const std::string words = "= " + value;
    const bool worked_out = page.hand.found(*number);
    const std::string all = worked_out ? words + "   ✓" : words;
    if (used + gap + width(all, ui.fonts.strong) <= room) ImGui::SameLine(0, gap);
    ui::text(ui, all, worked_out ? ui.theme.good : ink, ui.fonts.strong);
  }
  ImGui::EndGroup();
  mark_number(page, *number);
  if (hidden || !std::isfinite(number->value)) return;
  if (ImGui::IsItemHovered()) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  if (ImGui::IsItemClicked()) page.hand.ask(number->name);
}

void group(PageView& page, std::string_view words) {
  ImGui::Dummy({0, page.ui.px(4)});
  ui::heading(page.ui, words);
}

void say(PageView& page, std::string_view words, ImU32 color) {
  ImGui::PushTextWrapPos(0);
  ui::text(page.ui, words, color ? color : page.ui.theme.muted, page.ui.fonts.body);
  ImGui::PopTextWrapPos();
}

bool formula_field(PageView& page, std::string_view property, std::string_view before, const std::string& fault) {
  ui::Ui& ui = page.ui;
  const Property& row = property_of(page, property);
  auto words = std::get<std::string>(value_of(page.values, row));
  ImGui::AlignTextToFramePadding();
  ui::text(ui, before, ui.theme.muted, ui.fonts.body);
  ImGui::SameLine(0, ui.px(6));
  const bool changed = ui::text_field(ui, page.mark(property), words);
  ui::tooltip(ui, {}, ui.tr(row.help));
  if (changed) set(page.values, row, words);
  if (!fault.empty()) {
    say(page, fault, ui.theme.error);
    ui.mark(page.mark(property) + ".fault", fault);
  }
  return changed;
}

}  // namespace saddle::app
