#include <algorithm>
#include <cmath>

#include "plot/number.h"
#include "report/chart.h"
#include "report/html_text.h"
#include "report/page_parts.h"
#include "saddle/catalog.h"
#include "shell/train_command.h"

// What was done, so that it can be done again; and what a search has found.
namespace saddle::app {
namespace {

constexpr int most_rows = 20;

std::string titled(const std::vector<Entry>& entries, const std::string& type, const ui::Language& language) {
  const Entry* entry = catalog::find(entries, type);
  return html_text(language(entry ? entry->title : std::string_view(type)));
}

std::string values_of(const Properties& properties) {
  std::string text;
  for (const auto& [name, value] : properties)
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", name, to_text(value));
  return html_text(text);
}

std::string setting(const std::string& name, const std::string& type, const Properties& properties) {
  const std::string values = values_of(properties);
  return fmt::format("<tr><td>{}</td><td>{}{}</td></tr>\n", name, type,
                     values.empty() ? "" : fmt::format(" <span class=\"muted\">{}</span>", values));
}

// The name of the preset that the experiment began as.
std::string preset_of(const Experiment& experiment, const std::vector<Preset>& presets) {
  const auto found =
      std::ranges::find_if(presets, [&](const Preset& preset) { return preset.experiment.name == experiment.name; });
  return found == presets.end() ? std::string() : std::string(found->name);
}

std::string search_arguments(const Search& search) {
  std::string text;
  for (const SearchRange& range : search.ranges) {
    std::string values;
    for (const Value& value : range.values) values += (values.empty() ? "" : ",") + to_text(value);
    if (range.values.empty())
      values = fmt::format("{}..{}{}", to_text(Value(range.low)), to_text(Value(range.high)),
                           range.logarithmic ? ":log" : "");
    text += " --range " + shell_word(range.path + "=" + values);
  }
  if (search.trials > 0) text += fmt::format(" --trials {}", search.trials);
  if (search.seed != 1) text += fmt::format(" --seed {}", search.seed);
  if (search.steps > 0) text += fmt::format(" --steps {}", search.steps);
  if (search.early_stop) text += " --early-stop";
  if (!search.paired) text += " --unpaired";
  return text;
}

// Repeats it: of a preset in one line, otherwise by the experiment's file.
std::string command_of(const Report& report, const std::vector<Preset>& presets, bool& of_file) {
  std::optional<std::string> command =
      train_command(report.experiment, presets, preset_of(report.experiment, presets), {});
  of_file = !command;
  if (of_file) command = train_command_of_file("experiment.json", {});
  if (!report.search) return *command + (report.steps > 0 ? fmt::format(" --steps {}", report.steps) : "");
  constexpr std::string_view train = "saddle train";
  return "saddle search" + command->substr(train.size()) + search_arguments(*report.search);
}

}  // namespace

std::string experiment_part(const Report& report, const std::vector<Preset>& presets, const ui::Language& language) {
  const Experiment& e = report.experiment;
  bool of_file = false;
  const std::string command = command_of(report, presets, of_file);
  std::string rows =
      setting(said(language, "Data"), titled(catalog::datasets(), e.data.type, language), e.data.properties);
  if (!e.augmentation.empty()) rows += setting(said(language, "Augmentation"), "", e.augmentation);
  const auto names = names_of(e.network);
  for (size_t i = 0; i < names.size(); ++i)
    rows +=
        setting(html_text(names[i]), titled(catalog::layers(), e.network[i].type, language), e.network[i].properties);
  rows += setting(said(language, "Loss"), titled(catalog::losses(), e.loss.type, language), e.loss.properties);
  rows += setting(said(language, "Optimizer"), titled(catalog::optimizers(), e.optimizer.type, language),
                  e.optimizer.properties);
  rows += setting(said(language, "Training"), "", e.training);
  rows += setting(said(language, "Seed"), std::to_string(read<TrainingOptions>(e.training).seed), {});
  return fmt::format(
      "<h2>{}</h2>\n<p class=\"muted\">{}</p>\n<pre>{}</pre>\n<h2>{}</h2>\n<div class=\"scroll\"><table "
      "class=\"settings\">\n{}</table></div>\n<details{}><summary>{}</summary><pre>{}</pre></details>\n",
      said(language, "Do it again"),
      of_file ? said(language,
                     "Save the experiment below as experiment.json; the same seed gives the same run, bit for bit.")
              : said(language, "The same seed gives the same run, bit for bit."),
      html_text(command), said(language, "Experiment"), rows, of_file ? " open" : "", said(language, "As a file"),
      html_text(to_json(e)));
}

std::string trials_part(const Report& report, const ui::Language& language) {
  if (!report.search || !report.trials) return {};
  const FigureRow& metric = metric_of(*report.search);
  const auto text = [&](double value) {
    if (std::isnan(value)) return std::string("–");
    return metric.name.ends_with("_accuracy") ? fmt::format("{:.2f} %", 100 * value) : fmt::format("{:.4g}", value);
  };
  const std::vector<int64_t> best = best_trials(*report.search, *report.trials, most_rows);
  Chart chart{.name = "trials",
              .title = std::string(metric.name),
              .x_label = std::string(language("step")),
              .y_format = metric.name.ends_with("_accuracy") ? plot::Format::percent : plot::Format::number};
  std::string head, rows;
  for (const SearchRange& range : report.search->ranges) head += fmt::format("<th>{}</th>", html_text(range.path));
  for (size_t place = 0; place < best.size(); ++place) {
    const Trial& trial = *report.trials->trials[static_cast<size_t>(best[place])];
    rows += fmt::format("<tr><td>{}</td>", trial.index);
    for (const Value& value : trial.settings) {
      const auto number = number_in(value);
      rows += fmt::format("<td>{}</td>", html_text(number ? fmt::format("{:.4g}", *number) : to_text(value)));
    }
    rows += fmt::format("<td>{}</td><td>{}</td></tr>\n", trial.steps, text(trial.figures.*metric.value));
    Chart::Line line{.series = place == 0 ? 0 : 7, .faint = place > 0};
    if (place == 0) line.label = fmt::format(fmt::runtime(language("trial {}, the best")), trial.index);
    for (const CurvePoint& point : trial.curve) line.points.push_back({point.step, point.value});
    if (!line.points.empty()) chart.lines.push_back(std::move(line));
  }
  std::ranges::reverse(chart.lines);  // the best lies over the others
  std::string part = fmt::format(
      "<h2>{}</h2>\n<p class=\"muted\">{}</p>\n", said(language, "Search"),
      said(language, "{} of {} trials have ended; the best {} by {}:", report.trials->ended,
           std::max<int64_t>(trials(*report.search), std::ssize(report.trials->trials)), best.size(), metric.name));
  if (!chart.lines.empty()) part += "<div class=\"figures\">\n" + svg_of(chart) + "</div>\n";
  if (rows.empty()) return part;
  return part + fmt::format(
                    "<div class=\"scroll\"><table class=\"plain\"><tr><th>{}</th>{}<th>{}</th><th>{}</th></tr>\n{}"
                    "</table></div>\n",
                    said(language, "Trial"), head, said(language, "steps"), html_text(metric.name), rows);
}

}  // namespace saddle::app
