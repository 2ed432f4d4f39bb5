#include "panels/signals/signal_table.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <imgui.h>

#include "panels/signals/small_histogram.h"
#include "plot/style.h"
#include "plot/text.h"
#include "ui/widgets.h"

namespace saddle::panels {

using namespace app;

void SignalTable::draw(std::span<const Row> rows) {
  const ui::Ui& ui = frame_.ui;
  lay_out(ImGui::GetContentRegionAvail().x - ImGui::GetStyle().ScrollbarSize,
          std::ranges::any_of(rows, [](const Row& row) { return !std::isnan(row.book); }));
  draw_headings();
  ImGui::BeginChild("###rows", {0, 0}, false);
  const float room = ImGui::GetContentRegionAvail().y, least = ui.px(past_ ? 54 : 24);
  const float height =
      std::clamp(std::floor(room / static_cast<float>(std::max<size_t>(rows.size(), 1))), least, ui.px(150));
  const float first = ImGui::GetCursorPosY(), scroll = ImGui::GetScrollY();
  for (size_t row = 0; row < rows.size(); ++row) {
    const float y = first + static_cast<float>(row) * height;
    if (y + height < scroll || y > scroll + room) continue;
    ImGui::SetCursorPosY(y);
    ImGui::PushID(static_cast<int>(row));
    draw_row(rows[row], height);
    ImGui::PopID();
  }
  ImGui::SetCursorPosY(first + static_cast<float>(rows.size()) * height);
  ImGui::Dummy({1, 1});
  ImGui::EndChild();
}

void SignalTable::lay_out(float width, bool book) {
  const ui::Ui& ui = frame_.ui;
  name_ = std::min(ui.px(120), width * 0.2f);
  number_ = ui.px(70);
  gap_ = ui.px(8);
  mean_ = ui.px(84);  // "−0.000618"
  columns_ = {Column::deviation, Column::quiet};
  if (book) columns_.insert(columns_.begin() + 1, Column::book);
  for (const Column column : {Column::outside, Column::mean}) {
    const auto count = static_cast<float>(columns_.size() + 1);
    if (width - name_ - count * number_ < ui.px(260)) break;
    columns_.insert(column == Column::mean ? columns_.begin() : columns_.end(), column);
  }
  // Where not even two have room beside histograms that can be read, one is left out.
  const auto numbers = [&] {
    float sum = 0;
    for (const Column column : columns_) sum += width_of(column);
    return sum;
  };
  while (columns_.size() > 1 && (width - name_ - numbers()) / 2 - gap_ < ui.px(36)) columns_.pop_back();
  histogram_ = std::max(ui.px(20), (width - name_ - numbers()) / 2 - gap_);
}

void SignalTable::draw_headings() const {
  ui::Ui& ui = frame_.ui;
  const float left = ImGui::GetCursorPosX();
  float x = left + name_;
  const auto heading = [&](const char* name, std::string_view words, std::string_view help, std::string_view formula,
                           float width, bool right) {
    const plot::Pencil pencil{.font = ui.fonts.caption};
    const std::string text = plot::shortened(words, width - ui.px(4), pencil);
    ImGui::SameLine(right ? x + width - plot::text_size(text, pencil).x : x);
    ui::caption(ui, text);
    ui.mark(name, text);
    ui::tooltip(ui, words, help, formula);
    x += width;
  };
  ui::caption(ui, ui.tr("Layer"));
  heading(
      "signals.head.values", ui.tr("outputs"),
      ui.tr("The outputs of the layer for up to 100 samples of the training set, always the same. A bar that dwarfs "
            "the others is cut off."),
      {}, histogram_ + gap_, false);
  heading("signals.head.gradient", ui.tr("gradients"),
          ui.tr("The gradient of the loss by these outputs, of the same samples."), "∂L/∂y", histogram_ + gap_, false);
  for (const Column column : columns_) {
    switch (column) {
      case Column::mean:
        heading("signals.head.mean", ui.tr("mean"), ui.tr("The mean of the outputs."), "m = Σ y / n", mean_, true);
        break;
      case Column::deviation:
        heading("signals.head.deviation", ui.tr("sd"),
                ui.tr("The standard deviation of the outputs: how far they spread. Good first weights keep it about "
                      "the same in all layers."),
                "σ = √(Σ (y − m)² / n)", number_, true);
        break;
      case Column::quiet:
        heading(
            "signals.head.quiet", ui.tr("dead"),
            ui.tr(
                "After ReLU: units that give 0 for every sample, dead for these data. After sigmoid and tanh: outputs "
                "within 1.5 % of an end of the range, where the slope is under 6 % of its largest."),
            "ReLU: y = 0   tanh: |y| > 0.97", number_, true);
        break;
      case Column::outside:
        heading("signals.head.outside", ui.tr("outside"),
                ui.tr("The share of the outputs that lie outside the range that the histogram shows."), {}, number_,
                true);
        break;
      case Column::book:
        heading("signals.head.book", ui.tr("sd, book"),
                ui.tr("What the book prints for this very experiment, with random weights of its own (6.2.2, 6.2.3)."),
                {}, number_, true);
        break;
    }
  }
}

void SignalTable::draw_row(const Row& row, float height) const {
  ui::Ui& ui = frame_.ui;
  const Signal& signal = row.signal;
  const ImVec2 start = ImGui::GetCursorScreenPos();
  const float line = plot::font_size(ui.fonts.body), inner = height - ui.px(4);
  const plot::Pencil name{.font = ui.fonts.body}, digits{.font = ui.fonts.body, .writing = plot::Writing::numbers};
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const bool focused = frame_.focus.node == signal.name;
  plot::draw_text(list, {start.x, start.y + (inner - line) / 2}, focused ? ui.theme.accent : ui.theme.text,
                  plot::shortened(signal.name, name_ - gap_, name), name);
  if (ImGui::InvisibleButton("###name", {name_, inner})) frame_.focus.node = signal.name;
  float x = start.x + name_;
  draw_histogram(signal, false, {x, start.y}, {histogram_, inner});
  x += histogram_ + gap_;
  draw_histogram(signal, true, {x, start.y}, {histogram_, inner});
  x += histogram_ + gap_;
  const Distribution& d = signal.values;
  std::string said;
  for (const Column column : columns_) {
    std::string text;
    ImU32 color = ui.theme.text;
    switch (column) {
      case Column::mean:
        text = short_number(d.mean);
        break;
      case Column::deviation:
        text = short_number(d.deviation);
        said += "sd " + text;
        break;
      case Column::book:
        text = std::isnan(row.book) ? "" : short_number(row.book);
        color = ui.theme.muted;
        if (!text.empty()) said += " book " + text;
        break;
      case Column::quiet: {
        const double share = std::isnan(d.dead) ? d.saturated : d.dead;
        text = short_percent(share);
        if (share >= 0.5) color = ui.theme.warning;
        said += " asleep " + text;
        break;
      }
      case Column::outside:
        text = short_percent(d.outside);
        color = d.outside > 0.1 ? ui.theme.warning : ui.theme.muted;
        break;
    }
    x += width_of(column);
    plot::draw_text(list, {x - plot::text_size(text, digits).x, start.y + (inner - line) / 2}, color, text, digits);
  }
  ImGui::SetCursorScreenPos(start);
  ImGui::Dummy({x - start.x, inner});
  ui.mark("signals." + signal.name, said);
}

void SignalTable::draw_histogram(const Signal& signal, bool gradient, ImVec2 corner, ImVec2 size) const {
  ui::Ui& ui = frame_.ui;
  const auto part = [gradient](const Signal& s) -> const Distribution* {
    return !gradient ? &s.values : s.gradient ? &*s.gradient : nullptr;
  };
  const Distribution* now = part(signal);
  if (!now) return;
  std::vector<const Distribution*> past;
  if (past_) {
    for (const auto& reading : *past_) {
      for (const Signal& then : reading->as<SignalsReading>()->layers) {
        if (then.name == signal.name && part(then)) past.push_back(part(then));
      }
    }
  }
  draw_small_histogram(ui, *now,
                       {.corner = corner, .size = size, .color = ui.theme.plot.series(gradient ? 1 : 0), .past = past});
  ImGui::SetCursorScreenPos(corner);
  ImGui::InvisibleButton(gradient ? "###gradient" : "###values", size);
  ui.mark("signals." + signal.name + (gradient ? ".gradient" : ".values"),
          fmt::format("{} bars from {} to {}, {} past", now->bins.size(), short_number(now->low),
                      short_number(now->high), past.size()));
  if (ImGui::IsItemHovered()) ui::tooltip(ui, signal.name + (gradient ? " · ∂L/∂y" : ""), description(ui, *now));
}

}  // namespace saddle::panels
