#include <cmath>

#include <nlohmann/json.hpp>

#include "report/report.h"

// A log of a run (.jsonl): a row for each step; the first has the experiment.
namespace saddle::app {
namespace {

using Json = nlohmann::json;

constexpr double most_steps = 1e12;

std::string line_of(const std::string& where, size_t line) { return where + ", line " + std::to_string(line); }

Json row_of(const std::string& text, const std::string& where) {
  const Json row = Json::parse(text, nullptr, false);
  if (row.is_discarded() || !row.is_object())
    throw Error(where, "is no row of a run's log; write one with saddle train --log");
  return row;
}

// The curve of that column, in the rows of a log.
CurveWriter* writer_of(std::string_view key, std::array<CurveWriter, curve_table.size()>& writers) {
  for (size_t i = 0; i < curve_table.size(); ++i) {
    if (curve_table[i].column == key) return &writers[i];
  }
  return nullptr;
}

void begin(Report& report, const Json& row, const std::string& where) {
  if (!row.contains("experiment") || !row.contains("saddle_run_log"))
    throw Error(where,
                "does not say of which experiment it is; logs of saddle train --log do, as .jsonl, since format 1");
  report.experiment = parse_experiment(row["experiment"].dump(), where);
  const Json epoch = row.value("steps_per_epoch", Json(1));
  if (!epoch.is_number_integer() || epoch.get<int64_t>() < 1) throw Error(where, "has no steps_per_epoch above 0");
  report.steps_per_epoch = epoch.get<int64_t>();
}

}  // namespace

Report report_of_log(const std::string& text, const std::string& where) {
  Report report{.source = where};
  std::array<CurveWriter, curve_table.size()> writers;
  double last = 0;
  size_t line = 0;
  for (size_t at = 0; at < text.size(); ++line) {
    const size_t end = text.find('\n', at);
    // A last line without its end was being written.
    if (end == text.npos && line > 0) break;
    const std::string place = line_of(where, line + 1);
    const Json row = row_of(text.substr(at, end - at), place);
    at = end == text.npos ? text.size() : end + 1;
    if (line == 0) begin(report, row, place);
    const auto number = [&](const char* key) {
      return row.contains(key) && row[key].is_number() ? row[key].get<double>() : std::nan("");
    };
    const double step = number("step"), seconds = number("seconds");
    if (!(step > last) || !(step <= most_steps)) throw Error(place, "has no step after the one before it");
    last = step;
    report.seconds = seconds >= 0 ? seconds : report.seconds;
    for (const auto& [key, value] : row.items()) {
      CurveWriter* writer = value.is_number() ? writer_of(key, writers) : nullptr;
      if (writer) writer->add({step, value.get<double>(), report.seconds});
    }
    if (!row.contains("event")) continue;
    if (!row["event"].is_array()) throw Error(place, "has an event that is no list");
    for (const Json& event : row["event"]) report.events.push_back(parse_event(event.dump(), place));
  }
  if (line == 0) throw Error(where, "is empty; a log has a row for each step");
  report.steps = static_cast<int64_t>(last);
  for (size_t i = 0; i < curve_table.size(); ++i) report.curves.*curve_table[i].curve = writers[i].freeze();
  for (const Event& event : report.events) report.diverged = report.diverged || event.rule == "diverged";
  return report;
}

}  // namespace saddle::app
