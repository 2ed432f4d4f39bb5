#include "labs/network/run_question.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "plot/number.h"

namespace saddle::app {
namespace {

// The lower end of each choice but the first; of a loss, as a share of the first one, its upper end.
constexpr std::array accuracies{0.5, 0.9, 0.97};
constexpr std::array losses{1.0, 0.5, 0.1};

// A class does not wait for longer.
constexpr double most_steps = 10'000;

bool counts(const Reference& reference) { return reference.curve == "test_accuracy"; }

// Two digits of it, as people say a number.
double round_number(double value) {
  const double unit = std::pow(10.0, std::floor(std::log10(value)) - 1);
  return std::round(value / unit) * unit;
}

std::string part_text(const Reference& reference, double part) {
  return counts(reference) ? fmt::format("{:.4g} %", 100 * part) : fmt::format("{:.4g}", part);
}

VoteQuestion reference_question(const ui::Ui& ui, const Reference& reference) {
  const std::string step = plot::value_text(reference.step, plot::Format::integer);
  VoteQuestion question{.runs = true};
  question.ask =
      fmt::format(fmt::runtime(counts(reference) ? ui.tr("How much of the test set will it get right after {} steps?")
                                                 : ui.tr("Where will the loss be after {} steps?")),
                  step);
  const std::vector<double> parts = parts_of(reference);
  question.choices.push_back(fmt::format(fmt::runtime(ui.tr("Less than {}")), part_text(reference, parts.front())));
  for (size_t i = 0; i + 1 < parts.size(); ++i)
    question.choices.push_back(fmt::format(fmt::runtime(ui.tr("{} to {}")), part_text(reference, parts[i]),
                                           part_text(reference, parts[i + 1])));
  question.choices.push_back(fmt::format(fmt::runtime(ui.tr("{} or more")), part_text(reference, parts.back())));
  question.note =
      fmt::format(fmt::runtime(ui.tr("The book has {} after {} steps.")), part_text(reference, reference.value), step);
  return question;
}

// The value of a curve at a step, or right after it; of a loss, the mean of what lies around, for a single mini-batch
// tells little. None: the run has not come there.
std::optional<double> value_at(const Curve& curve, double step, int64_t around) {
  const int64_t at = curve.first_at(step);
  if (at == curve.size()) return std::nullopt;
  const int64_t first = std::max<int64_t>(0, at - around), last = std::min(curve.size() - 1, at + around);
  double sum = 0;
  for (int64_t i = first; i <= last; ++i) sum += curve[i].value;
  return sum / static_cast<double>(last - first + 1);
}

std::optional<std::vector<size_t>> reference_answer(const RunSnapshot& now, const Reference& reference) {
  // Of the whole test set, after the epoch: of a sample a few images would decide.
  const Curve& curve = counts(reference) ? now.curves.epoch_test_accuracy : now.curves.train_loss;
  const std::optional<double> value = value_at(curve, reference.step, counts(reference) ? 0 : 10);
  const bool ended = now.status == Status::finished || now.status == Status::diverged;
  if (!value && !ended) return std::nullopt;
  if (now.status == Status::diverged && !value) return std::vector<size_t>{counts(reference) ? size_t{0} : size_t{3}};
  const double reached = value ? *value : curve.empty() ? 0 : curve.back().value;
  const auto parts = parts_of(reference);
  return std::vector<size_t>{
      static_cast<size_t>(std::ranges::count_if(parts, [&](double part) { return reached >= part; }))};
}

}  // namespace

const Reference* asked_reference(const Experiment& experiment) {
  const Reference* asked = nullptr;
  for (const char* curve : {"test_accuracy", "train_loss"}) {
    for (const Reference& reference : experiment.reference) {
      const bool usable = reference.curve == curve && reference.step <= most_steps && reference.value > 0 &&
                          !(counts(reference) && reference.value >= 1);
      if (usable && (!asked || reference.step > asked->step)) asked = &reference;
    }
    if (asked) return asked;
  }
  return nullptr;
}

// Each is 1.6 times as much as the one before: of a loss, or of what is wrong.
std::vector<double> parts_of(const Reference& reference) {
  constexpr double apart = 1.6;
  const double size = counts(reference) ? 1 - reference.value : reference.value;
  // Of the four choices one of the three upper ones, for the least has no end.
  const int place = 1 + static_cast<int>(std::lround(reference.step + 1000 * reference.value)) % 3;
  std::vector<double> parts;
  for (int i = 0; i < 3; ++i) {
    const double part = round_number(size * std::pow(apart, i - place + 0.5));
    parts.push_back(counts(reference) ? 1 - part : part);
  }
  std::ranges::sort(parts);
  return parts;
}

std::optional<VoteQuestion> run_question(const ui::Ui& ui, const RunSnapshot& now) {
  if (!now.experiment || now.steps > 0 || now.tape || now.status == Status::running || now.status == Status::failed ||
      now.status == Status::loading)
    return std::nullopt;
  if (const Reference* reference = asked_reference(*now.experiment)) return reference_question(ui, *reference);
  VoteQuestion question{.runs = true};
  if (now.classes.empty()) {
    question.ask = ui.tr("Where will the loss be at the end?");
    question.choices = {std::string(ui.tr("Not below where it began, or no number")),
                        std::string(ui.tr("Lower, but above a half of it")),
                        std::string(ui.tr("Between a tenth and a half")), std::string(ui.tr("Below a tenth"))};
  } else {
    question.ask = ui.tr("How much of the test set will it get right at the end?");
    question.choices = {std::string(ui.tr("Less than half")), std::string(ui.tr("50 to 90 %")),
                        std::string(ui.tr("90 to 97 %")), std::string(ui.tr("97 % or more"))};
  }
  return question;
}

std::optional<std::vector<size_t>> run_answer(const RunSnapshot& now) {
  if (now.status == Status::failed || now.status == Status::idle) return std::vector<size_t>{};
  if (const Reference* reference = now.experiment ? asked_reference(*now.experiment) : nullptr)
    return reference_answer(now, *reference);
  if (now.status != Status::finished && now.status != Status::diverged) return std::nullopt;
  const bool diverged = now.status == Status::diverged;
  if (!now.classes.empty()) {
    // A run that diverged keeps weights, and they get as much right as was measured last.
    const Curve& curve = now.curves.test_accuracy;
    if (!now.tested && curve.empty()) return std::vector<size_t>{0};
    const double accuracy = now.tested && !diverged ? now.tested->accuracy : curve.empty() ? 0 : curve.back().value;
    const auto above = std::ranges::count_if(accuracies, [&](double least) { return accuracy >= least; });
    return std::vector<size_t>{diverged ? 0 : static_cast<size_t>(above)};
  }
  if (diverged || now.curves.train_loss.empty()) return std::vector<size_t>{0};
  // A single mini-batch tells little: the mean of the last tenth.
  const Curve& curve = now.curves.train_loss;
  const int64_t last = std::max<int64_t>(1, curve.size() / 10);
  double mean = 0;
  for (int64_t i = curve.size() - last; i < curve.size(); ++i) mean += curve[i].value / static_cast<double>(last);
  const double share = mean / curve[0].value;
  return std::vector<size_t>{
      static_cast<size_t>(std::ranges::count_if(losses, [&](double most) { return share < most; }))};
}

}  // namespace saddle::app
