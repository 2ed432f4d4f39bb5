#include "ui/toolbar.h"

#include <algorithm>
#include <numeric>

#include "ui/widgets.h"

namespace saddle::ui {
namespace {

using Form = Toolbar::Form;
using Item = Toolbar::Item;

bool in_row(Form form) { return form == Form::full || form == Form::brief; }
float width_in(const Item& item, Form form) { return form == Form::brief ? item.brief : item.width; }
float gap_before(const Item& item, float gap) { return item.gap < 0 ? gap : item.gap; }

float width_of(const std::vector<Item>& items, const std::vector<Form>& forms, float gap) {
  float width = 0;
  for (size_t i = 0; i < items.size(); ++i) {
    if (!in_row(forms[i])) continue;
    width += width_in(items[i], forms[i]) + (width > 0 ? gap_before(items[i], gap) : 0);
  }
  return width;
}

// From what gives way first to what stays longest.
std::vector<size_t> by_rank(const std::vector<Item>& items) {
  std::vector<size_t> order(items.size());
  std::iota(order.rbegin(), order.rend(), size_t{0});
  std::ranges::stable_sort(order, {}, [&](size_t i) { return items[i].rank; });
  return order;
}

// Three dots in a row: fonts disagree on where a character for them stands.
bool draw_dots(Ui& ui, const std::string& name, const std::string& folded) {
  const float side = ImGui::GetFrameHeight();
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  const bool pressed = ImGui::InvisibleButton(labeled("", name).c_str(), {side, side});
  ui.mark(name, folded);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const bool hovered = ImGui::IsItemHovered();
  if (hovered) list.AddRectFilled(corner, {corner.x + side, corner.y + side}, ui.theme.field_hovered, ui.px(6));
  for (int dot = -1; dot <= 1; ++dot) {
    list.AddCircleFilled({corner.x + side / 2 + static_cast<float>(dot) * ui.px(6), corner.y + side / 2}, ui.px(1.8f),
                         hovered ? ui.theme.text : ui.theme.muted);
  }
  tooltip(ui, {}, ui.tr("What has no room in this row"));
  return pressed;
}

}  // namespace

std::vector<Form> fit(const std::vector<Item>& items, float width, float gap, float menu) {
  std::vector<Form> forms(items.size(), Form::full);
  const std::vector<size_t> order = by_rank(items);
  const auto fits = [&] {
    const bool folded = std::ranges::find(forms, Form::menu) != forms.end();
    return width_of(items, forms, gap) + (folded ? menu + gap : 0) <= width;
  };
  for (const size_t i : order) {
    if (fits()) return forms;
    if (items[i].brief > 0) forms[i] = Form::brief;
  }
  for (const size_t i : order) {
    if (fits()) return forms;
    forms[i] = items[i].left_out ? Form::left_out : Form::menu;
  }
  return forms;
}

float button_width(std::string_view label) {
  return ImGui::CalcTextSize(label.data(), label.data() + label.size()).x + 2 * ImGui::GetStyle().FramePadding.x;
}

void Toolbar::draw(Ui& ui) {
  if (hidden_on_paper(ui)) return;
  const float left = ImGui::GetCursorScreenPos().x, right = left + ImGui::GetContentRegionAvail().x,
              gap = ImGui::GetStyle().ItemSpacing.x, dots = ImGui::GetFrameHeight();
  const std::vector<Form> forms = fit(items_, right - left, gap, dots);
  const bool folded = std::ranges::find(forms, Form::menu) != forms.end();
  const ImVec2 start = ImGui::GetCursorScreenPos();
  draw_row(folded ? right - dots - gap : right, gap, forms);
  ImGui::SetCursorScreenPos({right - dots, start.y});
  if (folded) draw_menu(ui, forms);
  ImGui::SetCursorScreenPos(start);
  ImGui::Dummy({right - left, dots});
}

void Toolbar::draw_row(float right, float gap, const std::vector<Form>& forms) const {
  const ImVec2 start = ImGui::GetCursorScreenPos();
  float end = 0;  // of what stands at the right
  for (size_t i = 0; i < items_.size(); ++i) {
    if (items_[i].at_end && in_row(forms[i]))
      end += width_in(items_[i], forms[i]) + (end > 0 ? gap_before(items_[i], gap) : 0);
  }
  float x = start.x;
  bool first = true;
  for (const bool at_end : {false, true}) {
    if (at_end) x = std::max(x, right - end), first = true;
    for (size_t i = 0; i < items_.size(); ++i) {
      const Item& item = items_[i];
      if (item.at_end != at_end || !in_row(forms[i])) continue;
      if (!first) x += gap_before(item, gap);
      first = false;
      ImGui::SetCursorScreenPos({x, start.y});
      ImGui::BeginGroup();
      item.draw(forms[i]);
      ImGui::EndGroup();
      x += width_in(item, forms[i]);
    }
  }
}

void Toolbar::draw_menu(Ui& ui, const std::vector<Form>& forms) const {
  std::string names;
  float labels = 0;
  for (size_t i = 0; i < items_.size(); ++i) {
    if (forms[i] != Form::menu) continue;
    names += (names.empty() ? "" : " ") + items_[i].name;
    labels = std::max(labels, ImGui::CalcTextSize(items_[i].label.c_str()).x);
  }
  const std::string popup = labeled("", name_ + ".menu");
  if (draw_dots(ui, name_, names)) ImGui::OpenPopup(popup.c_str());
  const ImVec2 corner = ImGui::GetItemRectMax(), screen = ImGui::GetIO().DisplaySize;
  const float top = corner.y + ui.px(6);
  ImGui::SetNextWindowPos({corner.x, top}, ImGuiCond_Always, {1, 0});
  ImGui::SetNextWindowSizeConstraints({0, 0}, {screen.x, std::max(ui.px(80), screen.y - top - ui.px(4))});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ui.px(12), ui.px(10)});
  if (ImGui::BeginPopup(popup.c_str(), ImGuiWindowFlags_NoMove)) {
    bool done = false;
    for (size_t i = 0; i < items_.size(); ++i) {
      const Item& item = items_[i];
      if (forms[i] != Form::menu) continue;
      if (!item.label.empty()) {
        ImGui::AlignTextToFramePadding();
        text(ui, item.label, ui.theme.muted, ui.fonts.body);
        ImGui::SameLine(ImGui::GetStyle().WindowPadding.x + labels + ui.px(12));
      }
      ImGui::BeginGroup();
      done = item.draw(Form::menu) || done;
      ImGui::EndGroup();
    }
    if (done) ImGui::CloseCurrentPopup();
    ImGui::EndPopup();
  }
  ImGui::PopStyleVar();
}

}  // namespace saddle::ui
