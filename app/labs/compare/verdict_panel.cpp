#include "labs/compare/verdict_panel.h"

#include <cmath>
#include <vector>

#include <fmt/format.h>

#include "labs/compare/axis_choices.h"
#include "labs/compare/race_figure.h"
#include "plot/figure.h"
#include "plot/number.h"
#include "ui/flow.h"
#include "ui/widgets.h"

namespace saddle::app {
namespace {

template <class... Values>
std::string filled_tr(const ui::Ui& ui, std::string_view english, const Values&... values) {
  return fmt::format(fmt::runtime(ui.tr(english)), values...);
}

std::string difference_words(double difference, const FigureRow& row) {
  return row.more_is_better ? fmt::format("{:.2g} %", 100 * std::abs(difference))
                            : fmt::format("{:.3g}", std::abs(difference));
}

void choose_contestants(Frame& frame, CompareState& state) {
  ui::Ui& ui = frame.ui;
  std::vector<ui::Option> options;
  for (int i = 0; i < static_cast<int>(state.view->contestants.size()); ++i)
    options.push_back({std::to_string(i), contestant_name(ui, *state.view->study, i)});
  int first = state.view->first, second = state.view->second;
  const auto choose = [&](const char* name, int& chosen, int& other) {
    std::string value = std::to_string(chosen);
    if (!ui::combo(ui, name, value, options, std::min(ui::combo_width(options), ImGui::GetContentRegionAvail().x)))
      return;
    const int before = chosen;
    chosen = std::stoi(value);
    if (chosen == other) other = before;
    state.first = first;
    state.second = second;
  };
  const float width = std::min(ui::combo_width(options), ImGui::GetContentRegionAvail().x);
  ui::Flow flow(ui, ui.px(8));
  flow.place(width);
  choose("race.first", first, second);
  flow.place(width);
  choose("race.second", second, first);
}

// A point for each seed, at how far the two are apart.
void draw_differences(Frame& frame, const StudyView& view) {
  const ui::Ui& ui = frame.ui;
  std::vector<plot::Point> points;
  const ContestantView &a = view.contestants[static_cast<size_t>(view.first)],
                       &b = view.contestants[static_cast<size_t>(view.second)];
  for (size_t seed = 0; seed < a.finals.size(); ++seed) {
    const double difference = a.finals[seed] - b.finals[seed];
    if (std::isfinite(difference)) points.push_back({difference, static_cast<double>(seed + 1)});
  }
  if (points.empty()) return;
  const std::string label = filled_tr(ui, "{} minus {}, seed by seed", contestant_name(ui, *view.study, view.first),
                                      contestant_name(ui, *view.study, view.second));
  plot::Figure figure(frame.ui.plots, "###race.differences",
                      {.x_label = label,
                       .y_label = ui.tr("seed"),
                       .x_format = view.metric->more_is_better ? plot::Format::percent : plot::Format::number,
                       .y_format = plot::Format::integer,
                       .y_range = plot::Range{0, static_cast<double>(view.study->seeds) + 1},
                       .size = {0, ui.px(130)},
                       .controls = plot::Controls::hidden,
                       .legend = plot::Controls::hidden});
  const std::vector<plot::Point> zero{{0, 0}};
  figure.scatter(std::string(ui.tr("difference")) + "###difference", plot::series(points),
                 {.color = ui.theme.accent, .marker = plot::Marker::circle, .radius = 4.5f});
  figure.marks(plot::series(zero), {.color = ui.theme.plot.background, .marker = plot::Marker::none});  // is in sight
  figure.vertical_line(0, {}, {.dash = plot::Dash::solid});
  figure.draw();
  ui.mark("race.differences", std::to_string(points.size()));
}

}  // namespace

std::string chance_words(const ui::Ui& ui, double chance) {
  const double races = 1 / chance, whole = std::round(races);
  if (chance >= 0.1 && std::abs(races - whole) > 1e-6) return filled_tr(ui, "{} of 100", std::lround(100 * chance));
  return filled_tr(ui, "1 of {}", plot::value_text(whole, plot::Format::integer));
}

std::string verdict_sentence(const ui::Ui& ui, const StudyView& view) {
  const PairedComparison& all = view.comparison;
  if (view.first < 0 || all.pairs == 0)
    return std::string(ui.tr("As soon as two contestants have a seed behind them, this says whether they differ."));
  const bool turned = all.worse > all.better;
  const std::string winner = contestant_name(ui, *view.study, turned ? view.second : view.first),
                    other = contestant_name(ui, *view.study, turned ? view.first : view.second);
  const int agree = turned ? all.worse : all.better;
  if (all.equal == all.pairs) return filled_tr(ui, "{} and {} are equal in every seed.", winner, other);
  const bool more = view.metric->more_is_better;
  std::string words = more ? filled_tr(ui, "In {} of {} seeds, {} is higher than {}", agree, all.pairs, winner, other)
                           : filled_tr(ui, "In {} of {} seeds, {} is lower than {}", agree, all.pairs, winner, other);
  if (std::isfinite(all.median) && all.median != 0)
    words += filled_tr(ui, ", by {} in the median", difference_words(all.median, *view.metric));
  words += ". " + filled_tr(ui, "By chance alone that would happen in {} races.", chance_words(ui, all.chance));
  if (all.by_sign) words += " " + std::string(ui.tr("A run that diverged counts as worse than any other."));
  if (all.is_real())
    words +=
        " " + filled_tr(ui, "That is rare enough: the difference is real, as far as {} seeds can tell.", all.pairs);
  else if (all.more_seeds == 1)
    words +=
        " " + std::string(ui.tr("That is not quite enough to tell. If it goes on like this, one more seed would be."));
  else if (all.more_seeds)
    words += " " + filled_tr(ui, "That is not enough to tell. If it goes on like this, {} more seeds would be.",
                             *all.more_seeds);
  else
    words += " " + std::string(ui.tr("There is no difference that seeds could show."));
  return words;
}

void draw_verdict_panel(Frame& frame, CompareState& state) {
  ui::Ui& ui = frame.ui;
  const StudyView& view = *state.view;
  ui::heading(ui, ui.tr("Is the difference real?"));
  if (view.contestants.size() < 2) return ui::caption(ui, ui.tr("That takes two contestants at least."));
  if (view.first >= 0) choose_contestants(frame, state);
  const std::string sentence = verdict_sentence(ui, view);
  ImGui::PushTextWrapPos(0);
  ui::text(ui, sentence, view.comparison.pairs > 0 && view.comparison.is_real() ? ui.theme.good : ui.theme.text,
           ui.fonts.body);
  ui.mark("race.verdict", sentence);
  ImGui::PopTextWrapPos();
  const auto count = std::ssize(view.contestants);
  if (count > 2 && state.first < 0 && view.first >= 0) {
    const int64_t pairs = count * (count - 1) / 2;
    ui::caption(
        ui, filled_tr(
                ui, "Of {} pairs these were picked because they lead. A pair so picked can be trusted from 1 of {} on.",
                pairs, std::lround(static_cast<double>(pairs) / rare)));
  }
  if (view.first >= 0 && view.comparison.pairs > 1) draw_differences(frame, view);
}

}  // namespace saddle::app
