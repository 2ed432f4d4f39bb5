#include "shell/curves_csv.h"

#include <algorithm>
#include <array>
#include <limits>

#include <fmt/format.h>

namespace saddle::app {
namespace {

struct Column {
  const char* name;
  Curve Curves::*curve;
};
constexpr std::array<Column, 8> columns{{{"train_loss", &Curves::train_loss},
                                         {"validation_loss", &Curves::validation_loss},
                                         {"test_loss", &Curves::test_loss},
                                         {"train_accuracy", &Curves::train_accuracy},
                                         {"validation_accuracy", &Curves::validation_accuracy},
                                         {"test_accuracy", &Curves::test_accuracy},
                                         {"test_accuracy_whole_set", &Curves::epoch_test_accuracy},
                                         {"gradient_norm", &Curves::gradient_norm}}};

std::string quoted(const std::string& text) {
  std::string all = "\"";
  for (const char c : text) all += c == '"' ? "\"\"" : std::string(1, c);
  return all + "\"";
}

void add_rows(const CsvRun& run, std::string& text) {
  const std::string name = quoted(run.name);
  std::array<int64_t, columns.size()> next{};
  constexpr double none = std::numeric_limits<double>::infinity();
  while (true) {
    double step = none, seconds = 0;
    for (size_t i = 0; i < columns.size(); ++i) {
      const Curve& curve = run.curves.*columns[i].curve;
      if (next[i] >= curve.size() || curve[next[i]].step >= step) continue;
      step = curve[next[i]].step;
      seconds = curve[next[i]].seconds;
    }
    if (step == none) return;
    text +=
        fmt::format("{},{:.0f},{:.6g},{:.6f},", name, step, step / static_cast<double>(run.steps_per_epoch), seconds);
    if (run.flops_per_step > 0) text += fmt::format("{:.6g}", step * run.flops_per_step);
    for (size_t i = 0; i < columns.size(); ++i) {
      const Curve& curve = run.curves.*columns[i].curve;
      text += ',';
      if (next[i] < curve.size() && curve[next[i]].step == step) text += fmt::format("{:.9g}", curve[next[i]++].value);
    }
    text += '\n';
  }
}

}  // namespace

std::string curves_csv(const std::vector<CsvRun>& runs) {
  std::string text = "run,step,epoch,seconds,flops";
  for (const Column& column : columns) text += std::string(",") + column.name;
  text += '\n';
  for (const CsvRun& run : runs) add_rows(run, text);
  return text;
}

}  // namespace saddle::app
