#include "shell/curves_csv.h"

#include <algorithm>
#include <array>
#include <limits>

#include <fmt/format.h>

namespace saddle::app {
namespace {

std::string quoted(const std::string& text) {
  std::string all = "\"";
  for (const char c : text) all += c == '"' ? "\"\"" : std::string(1, c);
  return all + "\"";
}

void add_rows(const CsvRun& run, std::string& text) {
  const std::string name = quoted(run.name);
  std::array<int64_t, curve_table.size()> next{};
  constexpr double none = std::numeric_limits<double>::infinity();
  while (true) {
    double step = none, seconds = 0;
    for (size_t i = 0; i < curve_table.size(); ++i) {
      const Curve& curve = run.curves.*curve_table[i].curve;
      if (next[i] >= curve.size() || curve[next[i]].step >= step) continue;
      step = curve[next[i]].step;
      seconds = curve[next[i]].seconds;
    }
    if (step == none) return;
    text +=
        fmt::format("{},{:.0f},{:.6g},{:.6f},", name, step, step / static_cast<double>(run.steps_per_epoch), seconds);
    if (run.flops_per_step > 0) text += fmt::format("{:.6g}", step * run.flops_per_step);
    for (size_t i = 0; i < curve_table.size(); ++i) {
      const Curve& curve = run.curves.*curve_table[i].curve;
      text += ',';
      if (next[i] < curve.size() && curve[next[i]].step == step) text += fmt::format("{:.9g}", curve[next[i]++].value);
    }
    text += '\n';
  }
}

}  // namespace

std::string curves_csv(const std::vector<CsvRun>& runs) {
  std::string text = "run,step,epoch,seconds,flops";
  for (const CurveRow& row : curve_table) text += "," + std::string(row.column);
  text += '\n';
  for (const CsvRun& run : runs) add_rows(run, text);
  return text;
}

}  // namespace saddle::app
