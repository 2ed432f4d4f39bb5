#include "labs/compare/race_table.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "labs/compare/axis_choices.h"
#include "labs/compare/race_figure.h"
#include "plot/number.h"
#include "plot/stroke.h"
#include "plot/text.h"
#include "ui/widgets.h"

namespace saddle::app {
namespace {

constexpr float least_name = 130, column_gap = 18, swatch_width = 30;  // pixels at a scale of 1

std::string spread_words(const Spread& spread, const FigureRow& row, int runs) {
  const std::string median = figure_words(spread.median, row);
  if (runs < 2 || (!std::isfinite(spread.median) && !std::isfinite(spread.least) && !std::isfinite(spread.greatest)))
    return median;
  return fmt::format("{}  ({} … {})", median, figure_words(spread.least, row), figure_words(spread.greatest, row));
}

void draw_swatch(ui::Ui& ui, int contestant, ImVec2 corner, float height) {
  const plot::Style& style = ui.theme.plot;
  const ImU32 color = contestant_color(style, contestant);
  const float y = std::round(corner.y + height / 2) + 0.5f, width = ui.px(20);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  plot::stroke(list, std::array{ImVec2{corner.x, y}, ImVec2{corner.x + width, y}},
               {color, ui.px(2), plot::Dash::solid});
  plot::draw_marker(list, plot::series_marker(contestant), {corner.x + width / 2, y}, ui.px(4), color, ui.theme.panel);
}

}  // namespace

std::vector<RaceTable::Column> RaceTable::columns_of(const ui::Ui& ui, const StudyView& view) {
  std::vector<Column> columns;
  const auto add = [&](const char* name, std::string_view title, std::string_view help, const auto& cell) {
    columns.push_back({.name = name, .title = std::string(title), .help = std::string(help), .cells = {}});
    for (const ContestantView& contestant : view.contestants) columns.back().cells.push_back(cell(contestant));
  };
  const std::string_view spread = ui.tr("The median over the seeds, and in brackets from the least to the greatest.");
  const FigureRow &loss = *view.loss, *accuracy = view.accuracy;
  if (accuracy) {
    add("accuracy", metric_words(ui, *accuracy), spread, [&](const ContestantView& c) {
      return Cell{spread_words(c.accuracy, *accuracy, view.study->seeds), figure_words(c.accuracy.median, *accuracy)};
    });
  }
  add("diverged", ui.tr("diverged"), ui.tr("Runs whose loss was no number any more."), [&](const ContestantView& c) {
    if (c.failed > 0) return Cell{std::string(ui.tr("failed")), std::string(ui.tr("failed")), true};
    const std::string words = c.diverged == 0
                                  ? std::string("–")
                                  : fmt::format(fmt::runtime(ui.tr("{} of {}")), c.diverged, view.study->seeds);
    return Cell{words, words, c.diverged > 0};
  });
  add("loss", metric_words(ui, loss), spread, [&](const ContestantView& c) {
    return Cell{spread_words(c.loss, loss, view.study->seeds), figure_words(c.loss.median, loss)};
  });
  if (!accuracy) return columns;
  add("arrival", ui.tr("steps to 90 %"),
      ui.tr("Until the accuracy was 90 % for the first time; the median over the seeds."),
      [&](const ContestantView& c) {
        if (c.arrived == 0) return Cell{"–", "–"};
        const std::string all = plot::value_text(c.arrival.median, plot::Format::integer),
                          some = fmt::format(fmt::runtime(ui.tr("{} of {}")), c.arrived, view.study->seeds);
        if (!std::isfinite(c.arrival.median)) return Cell{some, some};
        return Cell{c.arrived < view.study->seeds ? fmt::format("{}  ({})", all, some) : all, all};
      });
  return columns;
}

// Spreads give way first, then columns; of both the last ones first.
void RaceTable::fit(const ui::Ui& ui, const std::vector<std::string>& names, std::vector<Column>& columns, float room) {
  const auto measure = [&] {
    float all = 0;
    for (Column& column : columns) {
      column.width = ImGui::CalcTextSize(column.title.c_str()).x;
      for (const Cell& cell : column.cells)
        column.width = std::max(column.width, ImGui::CalcTextSize((column.brief ? cell.brief : cell.words).c_str()).x);
      all += column.width + ui.px(column_gap);
    }
    return all;
  };
  const auto fits = [&] { return measure() + ui.px(least_name) <= room; };
  for (auto column = columns.rbegin(); column != columns.rend() && !fits(); ++column) column->brief = true;
  while (!columns.empty() && !fits()) columns.pop_back();
  float longest = ui.px(least_name) - ui.px(swatch_width);
  for (const std::string& name : names) longest = std::max(longest, ImGui::CalcTextSize(name.c_str()).x);
  name_ = std::min(room - measure(), longest + ui.px(swatch_width));
}

void RaceTable::draw_head(ui::Ui& ui, const std::vector<Column>& columns) const {
  const ImVec2 start = ImGui::GetCursorScreenPos();
  float x = start.x + name_ + ui.px(column_gap);
  for (const Column& column : columns) {
    ImGui::SetCursorScreenPos({x, start.y});
    ui::text(ui, column.title, ui.theme.muted, ui.fonts.caption);
    ui::tooltip(ui, column.title, column.help);
    x += column.width + ui.px(column_gap);
  }
  if (columns.empty()) ImGui::Dummy({1, ImGui::GetTextLineHeight()});
}

void RaceTable::draw_row(Frame& frame, CompareState& state, const std::vector<Column>& columns, int row) const {
  ui::Ui& ui = frame.ui;
  const std::string mark = "race.row" + std::to_string(row), name = contestant_name(ui, *state.view->study, row);
  const ImVec2 start = ImGui::GetCursorScreenPos();
  const float height = ImGui::GetTextLineHeight() + ui.px(8), width = ImGui::GetContentRegionAvail().x;
  const bool lit = state.highlighted == row;
  if (ImGui::Selectable(("###" + mark).c_str(), lit, 0, {width, height})) state.highlighted = lit ? -1 : row;
  ui.mark(mark, name);
  const ContestantView& contestant = state.view->contestants[static_cast<size_t>(row)];
  const float text_y = start.y + ui.px(4);
  const std::string fitted = plot::shortened(name, name_ - ui.px(swatch_width));
  if (contestant.why && ImGui::IsItemHovered()) ui::tooltip(ui, name, ui.language(*contestant.why));
  if (fitted != name && !contestant.why) ui::tooltip(ui, {}, name);
  const ImVec2 next = ImGui::GetCursorScreenPos();
  draw_swatch(ui, row, {start.x + ui.px(2), start.y}, height);
  ImGui::SetCursorScreenPos({start.x + ui.px(swatch_width), text_y});
  ui::text(ui, fitted, ui.theme.text, ui.fonts.caption);
  float x = start.x + name_ + ui.px(column_gap);
  for (const Column& column : columns) {
    const Cell& cell = column.cells[static_cast<size_t>(row)];
    ImGui::SetCursorScreenPos({x, text_y});
    ui::text(ui, column.brief ? cell.brief : cell.words, cell.bad ? ui.theme.error : ui.theme.text, ui.fonts.caption);
    ui.mark(mark + "." + column.name, cell.words);
    x += column.width + ui.px(column_gap);
  }
  ImGui::SetCursorScreenPos(next);
}

void RaceTable::draw(Frame& frame, CompareState& state) {
  ui::Ui& ui = frame.ui;
  ImGui::PushFont(ui.fonts.caption);
  std::vector<Column> columns = columns_of(ui, *state.view);
  std::vector<std::string> names;
  for (int64_t i = 0; i < std::ssize(state.view->contestants); ++i)
    names.push_back(contestant_name(ui, *state.view->study, i));
  fit(ui, names, columns, ImGui::GetContentRegionAvail().x);
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {ImGui::GetStyle().ItemSpacing.x, ui.px(2)});
  draw_head(ui, columns);
  for (int row = 0; row < static_cast<int>(state.view->contestants.size()); ++row) draw_row(frame, state, columns, row);
  ImGui::PopStyleVar();
  ImGui::PopFont();
}

}  // namespace saddle::app
