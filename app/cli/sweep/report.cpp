#include "cli/sweep/report.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "cli/shared/json_numbers.h"

namespace saddle::cli {
namespace {

using Json = nlohmann::ordered_json;

Json settings_json(const Study& study, int64_t combination) {
  Json json = Json::object();
  const auto values = settings(study, combination);
  for (size_t i = 0; i < values.size(); ++i) json[study.axes[i].path] = json_value(values[i]);
  return json;
}

bool validates(const StudySnapshot& end) {
  return std::ranges::any_of(end.runs,
                             [](const auto& run) { return run->now && !run->now->curves.validation_loss.empty(); });
}

void print_json(const Study& study, const StudySnapshot& end) {
  Json rows = Json::array(), summary = Json::array();
  for (const auto& run : end.runs) {
    if (run->ended()) rows.push_back(row_of(study, *run));
  }
  const bool validated = validates(end);
  for (const StudySummary& of : summarize(study, end)) {
    Json median = Json::object(), least = Json::object(), greatest = Json::object();
    for (size_t i = 0; i < figure_table.size(); ++i) {
      const std::string name(figure_table[i].name);
      if (name.starts_with("validation") && !validated) continue;
      median[name] = json_number(of.spreads[i].median);
      least[name] = json_number(of.spreads[i].least);
      greatest[name] = json_number(of.spreads[i].greatest);
    }
    summary.push_back({{"settings", settings_json(study, of.combination)},
                       {"runs", of.runs},
                       {"diverged", of.diverged},
                       {"median", median},
                       {"least", least},
                       {"greatest", greatest}});
  }
  fmt::print("{}\n", Json{{"runs", rows}, {"summary", summary}}.dump());
}

std::string figure_text(double value, bool share) {
  if (!std::isfinite(value)) return "–";
  return share ? fmt::format("{:.2f} %", 100 * value) : fmt::format("{:.4f}", value);
}

std::string spread_text(const Spread& spread, const FigureRow& row) {
  return fmt::format("{:>9} {:>9} {:>9}", figure_text(spread.median, row.more_is_better),
                     figure_text(spread.least, row.more_is_better), figure_text(spread.greatest, row.more_is_better));
}

void print_table(const Study& study, const StudySnapshot& end) {
  const auto summaries = summarize(study, end);
  size_t width = 8;
  for (const auto& of : summaries) width = std::max(width, settings_text(study, of.combination).size());
  const FigureRow& metric = metric_of(study, end);
  std::vector<const FigureRow*> shown = {&figure_row("train_loss", "")};
  if (&metric != shown.front()) shown.push_back(&metric);
  fmt::print("{:<{}} {:>5} {:>9}", "", width, "runs", "diverged");
  for (const FigureRow* row : shown) {
    std::string name(row->name);
    std::ranges::replace(name, '_', ' ');
    fmt::print("   {:<29}", name);
  }
  fmt::print("\n{:<{}} {:>5} {:>9}", "", width, "", "");
  for (size_t i = 0; i < shown.size(); ++i) fmt::print("   {:>9} {:>9} {:>9}", "median", "least", "greatest");
  fmt::print("\n");
  for (const auto& of : summaries) {
    fmt::print("{:<{}} {:>5} {:>9}", settings_text(study, of.combination), width, of.runs, of.diverged);
    for (const FigureRow* row : shown)
      fmt::print("   {}", spread_text(of.spreads[static_cast<size_t>(row - figure_table.data())], *row));
    fmt::print("\n");
  }
}

}  // namespace

Json row_of(const Study& study, const StudyRun& run) {
  Json row{{"index", run.index},
           {"settings", settings_json(study, run.index / study.seeds)},
           {"seed", run.seed},
           {"steps", run.now ? run.now->steps : 0}};
  const bool validated = run.now && !run.now->curves.validation_loss.empty();
  for (const FigureRow& figure : figure_table) {
    if (figure.name.starts_with("validation") && !validated) continue;
    row[std::string(figure.name)] = json_number(run.figures.*(figure.value));
  }
  row["diverged"] = run.state == StudyRun::State::diverged;
  if (run.state == StudyRun::State::failed) row["failed"] = run.now->issue ? run.now->issue->text() : "";
  return row;
}

Json row_with_curves(const Study& study, const StudyRun& run) {
  Json row = row_of(study, run), curves = Json::object();
  for (const CurveRow& which : curve_table) {
    if (!run.now) break;
    const Curve& curve = run.now->curves.*(which.curve);
    if (curve.empty()) continue;
    Json steps = Json::array(), values = Json::array();
    for (int64_t i = 0; i < curve.size(); ++i) {
      steps.push_back(static_cast<int64_t>(curve[i].step));
      values.push_back(json_number(curve[i].value));
    }
    curves[std::string(which.name)] = Json{{"steps", steps}, {"values", values}};
  }
  row["curves"] = curves;
  return row;
}

void print_study(const Study& study, const StudySnapshot& end, bool json) {
  json ? print_json(study, end) : print_table(study, end);
}

}  // namespace saddle::cli
