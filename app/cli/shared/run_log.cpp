#include "cli/shared/run_log.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include <fmt/format.h>

#include "saddle/error.h"
#include "saddle/event.h"
#include "saddle/experiment_file.h"

namespace saddle::cli {
namespace {

constexpr std::chrono::milliseconds flushing_interval{500};

// Returns the value of the curve at exactly this step.
std::string value_at(const Curve& curve, double step) {
  const int64_t index = curve.first_at(step);
  if (index == curve.size() || curve[index].step != step) return {};
  return fmt::format("{:.9g}", curve[index].value);
}

// Written beside the train loss, where they were measured.
constexpr std::array logged{&Curves::train_accuracy, &Curves::test_accuracy, &Curves::gradient_norm};

std::string_view column(Curve Curves::*curve) {
  return std::ranges::find(curve_table, curve, &CurveRow::curve)->column;
}

// JSON holds no line ends but between its parts.
std::string in_one_line(std::string json) {
  std::ranges::replace(json, '\n', ' ');
  return json;
}

[[noreturn]] void fail(const std::string& file) {
  throw Error(file, "cannot be written: {}; choose another place", std::strerror(errno));
}

}  // namespace

RunLog::RunLog(const std::string& file) : name_(file), csv_(file.ends_with(".csv")) {
  if (file.empty()) return;
  if (!csv_ && !file.ends_with(".jsonl")) throw Error("--log", "\"{}\" ends neither in .jsonl nor in .csv", file);
  file_.reset(std::fopen(file.c_str(), "w"));
  if (!file_) fail(file);
  if (!csv_) return;
  std::string head = "step,epoch,seconds,train_loss";
  for (const auto curve : logged) head += "," + std::string(column(curve));
  fmt::print(file_.get(), "{}\n", head);
}

// What only some rows have: the first one the experiment; and what the narrator said after this step.
std::string RunLog::rest_of_row(const RunSnapshot& now, int64_t step) {
  std::string rest;
  if (!std::exchange(began_, true) && now.experiment)
    rest += fmt::format(R"(,"saddle_run_log":1,"steps_per_epoch":{},"experiment":{})", now.steps_per_epoch,
                        in_one_line(to_json(*now.experiment)));
  std::string events;
  for (; now.events && said_ < now.events->size() && (*now.events)[said_].step <= step; ++said_)
    events += (events.empty() ? "" : ",") + to_json((*now.events)[said_]);
  if (!events.empty()) rest += fmt::format(R"(,"event":[{}])", events);
  return rest;
}

void RunLog::write(const RunSnapshot& now) {
  if (!file_) return;
  const Curve& loss = now.curves.train_loss;
  for (int64_t i = loss.first_at(step_ + 1); i < loss.size(); ++i) {
    const CurvePoint point = loss[i];
    // Accuracies are measured after the loss; those of the last step may be missing yet.
    if (i == loss.size() - 1 && now.status == Status::running) break;
    step_ = point.step;
    const double epoch = point.step / static_cast<double>(now.steps_per_epoch);
    std::string row = csv_ ? fmt::format("{:.0f},{:.6g},{:.6f},{:.9g}", point.step, epoch, point.seconds, point.value)
                           : fmt::format(R"({{"step":{:.0f},"epoch":{:.6g},"seconds":{:.6f},"train_loss":{:.9g})",
                                         point.step, epoch, point.seconds, point.value);
    for (const auto curve : logged) {
      const std::string value = value_at(now.curves.*curve, point.step);
      if (csv_) {
        row += "," + value;
      } else if (!value.empty()) {
        row += fmt::format(",\"{}\":{}", column(curve), value);
      }
    }
    if (!csv_) row += rest_of_row(now, static_cast<int64_t>(point.step));
    row += csv_ ? "\n" : "}\n";
    std::fwrite(row.data(), 1, row.size(), file_.get());
  }
  const auto time = std::chrono::steady_clock::now();
  if (time - flushed_ < flushing_interval) return;
  flushed_ = time;
  if (std::fflush(file_.get()) != 0) fail(name_);
}

void RunLog::finish() {
  if (file_ && (std::ferror(file_.get()) || std::fflush(file_.get()) != 0)) fail(name_);
}

}  // namespace saddle::cli
