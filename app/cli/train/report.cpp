#include "cli/train/report.h"

#include <algorithm>
#include <limits>
#include <string>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/shared/measures.h"

namespace saddle::cli {
namespace {

// What is known of the test set at the end: of all of it where it was asked after the last step; of a run that was
// stopped, the samples that its curves are of.
struct TestFigures {
  double loss = std::numeric_limits<double>::quiet_NaN(), accuracy = std::numeric_limits<double>::quiet_NaN();
  int64_t samples = 0, step = 0;
};

TestFigures test_figures(const RunSnapshot& end) {
  if (end.test_samples == 0) return {};
  if (end.tested && end.tested->step == end.steps)
    return {end.tested->loss, end.tested->accuracy, end.test_samples, end.steps};
  const Curves& curves = end.curves;
  if (curves.test_loss.empty()) return {};
  TestFigures figures{.loss = curves.test_loss.back().value, .samples = end.test_samples};
  if (!curves.test_accuracy.empty()) figures.accuracy = curves.test_accuracy.back().value;
  const int64_t asked = read<TrainingOptions>(end.experiment->training).evaluate_samples;
  if (asked > 0) figures.samples = std::min(figures.samples, asked);
  figures.step = static_cast<int64_t>(curves.test_loss.back().step);
  return figures;
}

// Of all that was trained here; a resumed run has steps behind it that were made elsewhere.
double samples_per_second(const RunSnapshot& end) {
  const Curve& curve = end.curves.train_loss;
  if (curve.empty() || end.seconds <= 0) return 0;
  const double epochs = (static_cast<double>(end.steps) - curve[0].step + 1) / static_cast<double>(end.steps_per_epoch);
  return epochs * static_cast<double>(end.train_samples) / end.seconds;
}

nlohmann::ordered_json json_of(const std::shared_ptr<const std::vector<Event>>& events) {
  auto rows = nlohmann::ordered_json::array();
  if (!events) return rows;
  for (const Event& event : *events) rows.push_back(nlohmann::ordered_json::parse(to_json(event)));
  return rows;
}

}  // namespace

bool was_complete(const RunSnapshot& end) { return end.status == Status::finished && end.curves.train_loss.empty(); }

void print_report(const RunSnapshot& end, const std::vector<Issue>& notes, bool json) {
  // What was not measured is NaN, which JSON spells null.
  const auto last = [](const Curve& curve) {
    return curve.empty() ? std::numeric_limits<double>::quiet_NaN() : curve.back().value;
  };
  const double epochs = static_cast<double>(end.steps) / static_cast<double>(end.steps_per_epoch);
  const TestFigures test = test_figures(end);
  if (json) {
    std::vector<std::string> texts;
    for (const Issue& note : notes) texts.push_back(note.text());
    const nlohmann::ordered_json result{
        {"steps", end.steps},
        {"epochs", epochs},
        {"train_loss", last(end.curves.train_loss)},
        {"train_accuracy", last(end.curves.train_accuracy)},
        {"test_loss", test.loss},
        {"test_accuracy", test.accuracy},
        {"test_samples", test.samples},
        {"test_step", test.step},
        {"seconds", end.seconds},
        {"samples_per_second", samples_per_second(end)},
        {"events", json_of(end.events)},
        {"warning", end.alarm ? nlohmann::ordered_json(end.alarm->issue.text()) : nlohmann::ordered_json(nullptr)},
        {"notes", texts}};
    fmt::print("{}\n", result.dump());
    return;
  }
  if (was_complete(end)) return;
  fmt::print("{} steps ({:.2f} epochs) in {:.1f} s: {:.0f} samples/s\n", end.steps, epochs, end.seconds,
             samples_per_second(end));
  fmt::print("train  {}\n", measures_text(last(end.curves.train_loss), last(end.curves.train_accuracy)));
  if (test.samples > 0) {
    const bool earlier = test.step != end.steps, fewer = test.samples != end.test_samples;
    fmt::print("test   {}  ({}{} samples{})\n", measures_text(test.loss, test.accuracy), test.samples,
               fewer ? fmt::format(" of {}", end.test_samples) : "",
               earlier ? fmt::format(", at step {}", test.step) : "");
  }
  if (end.alarm) fmt::print("note   {}\n", end.alarm->issue.text());
}

}  // namespace saddle::cli
