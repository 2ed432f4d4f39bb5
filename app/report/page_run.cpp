#include <algorithm>
#include <array>
#include <cmath>

#include "model/runs/verdict.h"
#include "panels/curves/loss_range.h"
#include "plot/curve_series.h"
#include "plot/number.h"
#include "plot/smoothing.h"
#include "report/chart.h"
#include "report/html_text.h"
#include "report/page_parts.h"

// How a run went: its figures, what was said of it, its curves, and the figures that were published.
namespace saddle::app {
namespace {

constexpr double smoothed_by = 0.9;

std::string whole(int64_t number) { return plot::value_text(static_cast<double>(number), plot::Format::integer); }
std::string share_text(double share) { return fmt::format("{:.1f} %", 100 * share); }

std::string fact(const std::string& name, const std::string& value) {
  return fmt::format("<div><dt>{}</dt><dd>{}</dd></div>", name, html_text(value));
}

std::vector<plot::Point> points_of(const plot::Series& series) {
  std::vector<plot::Point> points;
  points.reserve(static_cast<size_t>(series.size()));
  for (int64_t i = 0; i < series.size(); ++i) points.push_back(series[i]);
  return points;
}

std::vector<Chart::Mark> marks_of(const Report& report, const ui::Language& language) {
  std::vector<Chart::Mark> marks;
  for (size_t i = 0; i < report.events.size(); ++i) {
    const Event& event = report.events[i];
    marks.push_back({.x = static_cast<double>(event.step),
                     .label = std::to_string(i + 1),
                     .text = language(event.sentence),
                     .tone = std::string(name_of(event.tone))});
  }
  return marks;
}

// The figures that were published for these curves.
std::vector<Chart::Dot> dots_of(const Report& report, std::string_view kind) {
  std::vector<Chart::Dot> dots;
  for (const Reference& reference : report.experiment.reference) {
    if (reference.curve.ends_with(kind))
      dots.push_back({{reference.step, reference.value}, fmt::format("{} {:.4g}", reference.curve, reference.value)});
  }
  return dots;
}

Chart loss_chart(const Report& report, const ui::Language& language) {
  const Curves& curves = report.curves;
  Chart chart{.name = "loss",
              .title = std::string(language("Loss")),
              .x_label = std::string(language("step")),
              .marks = marks_of(report, language),
              .dots = dots_of(report, "_loss")};
  const std::array<const Curves*, 1> all{&curves};
  if (spans_decades(all, false)) {
    chart.y_scale = plot::Scale::log;
  } else if (const auto range = loss_range(all)) {
    chart.y_range = *range;
  }
  const plot::Series steps = plot::by_step(curves.train_loss);
  plot::Smoothing smoothing;
  smoothing.follow(steps, smoothed_by);
  chart.lines.push_back({.points = points_of(steps), .series = 0, .faint = true});
  chart.lines.push_back({.label = std::string(language("train, each step")),
                         .points = points_of(smoothing.smoothed(steps)),
                         .series = 0});
  if (!curves.test_loss.empty())
    chart.lines.push_back(
        {.label = std::string(language("test")), .points = points_of(plot::by_step(curves.test_loss)), .series = 1});
  if (!curves.validation_loss.empty())
    chart.lines.push_back({.label = std::string(language("validation")),
                           .points = points_of(plot::by_step(curves.validation_loss)),
                           .series = 2});
  return chart;
}

Chart accuracy_chart(const Report& report, const ui::Language& language) {
  const Curves& curves = report.curves;
  Chart chart{.name = "accuracy",
              .title = std::string(language("Accuracy")),
              .x_label = std::string(language("step")),
              .y_format = plot::Format::percent,
              .marks = marks_of(report, language),
              .dots = dots_of(report, "_accuracy")};
  const auto add = [&](const Curve& curve, std::string_view label, int series) {
    if (!curve.empty())
      chart.lines.push_back(
          {.label = std::string(language(label)), .points = points_of(plot::by_step(curve)), .series = series});
  };
  add(curves.train_accuracy, "train, sample", 0);
  add(curves.test_accuracy, "test, sample", 1);
  add(curves.validation_accuracy, "validation, sample", 2);
  return chart;
}

}  // namespace

std::string facts_part(const Report& report, const ui::Language& language) {
  const Curves& curves = report.curves;
  std::string facts;
  if (report.steps > 0) {
    facts += fact(said(language, "steps"), whole(report.steps));
    if (!curves.train_loss.empty()) {
      const double epochs = static_cast<double>(report.steps) / static_cast<double>(report.steps_per_epoch);
      facts += fact(said(language, "epochs"), fmt::format("{:.2f}", epochs));
    }
  }
  if (report.diverged) facts += fact(said(language, "outcome"), std::string(language("diverged")));
  const auto loss = [](const Curve& curve) { return fmt::format("{:.4g}", curve.back().value); };
  const auto share = [](const Curve& curve) { return share_text(curve.back().value); };
  if (!curves.train_loss.empty()) facts += fact(said(language, "train loss"), loss(curves.train_loss));
  if (!curves.train_accuracy.empty()) facts += fact(said(language, "train accuracy"), share(curves.train_accuracy));
  if (!curves.validation_accuracy.empty())
    facts += fact(said(language, "validation accuracy"), share(curves.validation_accuracy));
  const Curve& test = curves.epoch_test_accuracy.empty() ? curves.test_accuracy : curves.epoch_test_accuracy;
  if (!test.empty()) {
    facts += fact(said(language, "test accuracy"), share(test));
  } else if (!curves.test_loss.empty()) {
    facts += fact(said(language, "test loss"), loss(curves.test_loss));
  }
  if (report.seconds > 0)
    facts +=
        fact(said(language, "time of training"), plot::duration_text(report.seconds, report.seconds < 10 ? 0.1 : 1));
  return facts.empty() ? "" : "<dl class=\"facts\">" + facts + "</dl>\n";
}

std::string events_part(const Report& report, const ui::Language& language) {
  if (report.events.empty()) return {};
  std::string rows;
  for (size_t i = 0; i < report.events.size(); ++i) {
    const Event& event = report.events[i];
    std::string changes;
    for (const Event::Change& change : event.changes)
      changes += (changes.empty() ? "" : " ") + std::string("--set ") + to_text(change);
    const std::string offer = event.changes.empty() ? std::string()
                                                    : fmt::format("<br><span>{}: <code>{}</code></span>",
                                                                  html_text(language(event.offer)), html_text(changes));
    rows += fmt::format("<li class=\"{}\"><b>{}</b><div><span>{}</span><br>{}{}</div></li>\n", name_of(event.tone),
                        i + 1, said(language, "step {}", whole(event.step)),
                        html_text(ui::capitalized(language(event.sentence), event.sentence)), offer);
  }
  return fmt::format("<h2>{}</h2>\n<ol class=\"events\">\n{}</ol>\n", said(language, "What happened"), rows);
}

std::string curves_part(const Report& report, const ui::Language& language) {
  if (report.curves.train_loss.empty()) return {};
  std::string figures = svg_of(loss_chart(report, language));
  if (!report.curves.train_accuracy.empty() || !report.curves.test_accuracy.empty())
    figures += svg_of(accuracy_chart(report, language));
  return fmt::format("<h2>{}</h2>\n<div class=\"figures\">\n{}</div>\n", said(language, "Learning curves"), figures);
}

std::string published_part(const Report& report, const std::vector<Preset>& presets, const ui::Language& language) {
  if (report.curves.train_loss.empty() || !as_published(report.experiment, presets)) return {};
  std::string rows;
  for (const Verdict& verdict : verdicts(report.experiment, report.curves)) {
    const bool share = verdict.reference.curve.ends_with("_accuracy");
    const auto text = [&](double value) { return share ? share_text(value) : fmt::format("{:.4g}", value); };
    const bool here = verdict.here.has_value();
    rows +=
        fmt::format("<tr><td>{}</td><td>{}</td><td>{} ± {}</td><td>{}</td><td class=\"{}\">{}</td></tr>\n",
                    html_text(verdict.reference.curve), whole(static_cast<int64_t>(verdict.reference.step)),
                    text(verdict.reference.value), text(verdict.reference.tolerance), here ? text(*verdict.here) : "–",
                    !here            ? ""
                    : verdict.agrees ? "agrees"
                                     : "differs",
                    !here ? said(language, "not reached") : said(language, verdict.agrees ? "agrees" : "differs"));
  }
  if (rows.empty()) return {};
  return fmt::format(
      "<h2>{}</h2>\n<div class=\"scroll\"><table class=\"plain\"><tr><th>{}</th><th>{}</th><th>{}</th><th>{}</th>"
      "<th></th></tr>\n{}</table></div>\n",
      said(language, "Beside the book"), said(language, "Figure"), said(language, "step"), said(language, "book"),
      said(language, "here"), rows);
}

}  // namespace saddle::app
