#include "cli/shared/run_log.h"

#include <fmt/format.h>

#include "saddle/error.h"
#include "saddle/text_file.h"

namespace saddle::cli {
namespace {

// The value that the curve has at this step, and a move past it.
std::string value_at(const Curve& curve, int64_t& next, double step) {
  if (next >= curve.size() || curve[next].step != step) return {};
  return fmt::format("{:.9g}", curve[next++].value);
}

}  // namespace

RunLog::RunLog(const std::string& file) : file_(file), csv_(file.ends_with(".csv")) {
  if (!file.empty() && !csv_ && !file.ends_with(".jsonl"))
    throw Error("--log", "\"{}\" ends neither in .jsonl nor in .csv", file);
  if (csv_) text_ = "step,epoch,seconds,train_loss,train_accuracy,test_accuracy,gradient_norm\n";
}

void RunLog::write(const Snapshot& now) {
  if (file_.empty()) return;
  for (const Curve& loss = now.curves.train_loss; loss_ < loss.size(); ++loss_) {
    const CurvePoint point = loss[loss_];
    // Accuracies are measured after the loss; the last step's may still be on their way.
    if (loss_ == loss.size() - 1 && now.status == Status::running) return;
    const std::string train = value_at(now.curves.train_accuracy, train_, point.step),
                      test = value_at(now.curves.test_accuracy, test_, point.step),
                      norm = value_at(now.curves.gradient_norm, norm_, point.step);
    const double epoch = point.step / static_cast<double>(now.steps_per_epoch);
    if (csv_) {
      text_ += fmt::format("{:.0f},{:.6g},{:.6f},{:.9g},{},{},{}\n", point.step, epoch, point.seconds, point.value,
                           train, test, norm);
    } else {
      text_ += fmt::format(R"({{"step":{:.0f},"epoch":{:.6g},"seconds":{:.6f},"train_loss":{:.9g})", point.step, epoch,
                           point.seconds, point.value);
      if (!train.empty()) text_ += ",\"train_accuracy\":" + train;
      if (!test.empty()) text_ += ",\"test_accuracy\":" + test;
      if (!norm.empty()) text_ += ",\"gradient_norm\":" + norm;
      text_ += "}\n";
    }
  }
}

void RunLog::finish() {
  if (!file_.empty()) write_text_file(file_, text_);
}

}  // namespace saddle::cli
