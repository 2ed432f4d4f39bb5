#include "labs/network/run_question.h"

#include <algorithm>
#include <array>

namespace saddle::app {
namespace {

// The lower end of each choice but the first; of a loss, as a share of the first one, its upper end.
constexpr std::array accuracies{0.5, 0.9, 0.97};
constexpr std::array losses{1.0, 0.5, 0.1};

}  // namespace

std::optional<VoteQuestion> run_question(const ui::Ui& ui, const RunSnapshot& now) {
  if (!now.experiment || now.steps > 0 || now.tape || now.status == Status::running || now.status == Status::failed ||
      now.status == Status::loading)
    return std::nullopt;
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
