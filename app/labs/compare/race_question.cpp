#include "labs/compare/race_question.h"

#include <algorithm>
#include <cmath>

#include "labs/compare/axis_choices.h"

namespace saddle::app {
namespace {

constexpr int64_t most_asked = 9;  // a digit each

}  // namespace

const FigureRow& asked_metric(const Study& study, bool classes) {
  if (!study.metric.empty()) return figure_row(study.metric, "metric");
  return figure_row(classes ? "test_accuracy" : "train_loss", "metric");
}

std::vector<size_t> best_contestants(const Study& study, const FigureRow& metric, const StudySnapshot& snapshot) {
  if (snapshot.ended < runs(study)) return {};
  const auto row =
      static_cast<size_t>(std::ranges::find(figure_table, metric.name, &FigureRow::name) - figure_table.begin());
  std::vector<size_t> best;
  double least = 0;
  for (const StudySummary& summary : summarize(study, snapshot)) {
    const double median = summary.spreads[row].median;
    if (!std::isfinite(median)) continue;
    const double value = metric.more_is_better ? -median : median;
    if (best.empty() || value < least) best.clear();
    if (best.empty() || value == least) {
      best.push_back(static_cast<size_t>(summary.combination));
      least = value;
    }
  }
  return best;
}

std::optional<VoteQuestion> race_question(const ui::Ui& ui, const Study& study, const FigureRow& metric,
                                          const StudySnapshot* ended) {
  const int64_t contestants = combinations(study);
  if (contestants < 2 || contestants > most_asked) return std::nullopt;
  VoteQuestion question{.ask = std::string(metric.more_is_better ? ui.tr("Which curve will be highest at the end?")
                                                                 : ui.tr("Which curve will be lowest at the end?")),
                        .choices = {},
                        .colored = true,
                        .runs = ended == nullptr};
  for (int64_t i = 0; i < contestants; ++i) question.choices.push_back(contestant_name(ui, study, i));
  if (ended) question.right = best_contestants(study, metric, *ended);
  return question;
}

}  // namespace saddle::app
