// The lines of a journal, as text and back. engine/README.md, "Files", describes them.
#include <algorithm>
#include <cmath>

#include "io/json_place.h"
#include "model/json_value.h"
#include "saddle/experiment_file.h"
#include "study/journal.h"

namespace saddle {
namespace {

using Json = nlohmann::ordered_json;

constexpr int journal_version = 1;
constexpr std::string_view beginning = R"({"saddle_journal":)";  // of the first line

Json range_json(const SearchRange& range) {
  if (range.values.empty())
    return {{"path", range.path}, {"low", range.low}, {"high", range.high}, {"log", range.logarithmic}};
  Json values = Json::array();
  for (const Value& value : range.values) values.push_back(json_of_value(value));
  return {{"path", range.path}, {"values", values}};
}

// Whatever else a number may be, such as 1e300, it is no count.
template <class Whole>
Whole whole_of(const Json& line, const char* key) {
  const Json& number = line.at(key);
  if (!number.is_number_integer() || number.get<double>() < 0 || number.get<double>() > 2e9)
    throw Error("", "expected a whole number for \"{}\", got {}", key, number.dump());
  return number.get<Whole>();
}

[[noreturn]] void refuse_line() { throw Error("", "is damaged: it is no line of a journal"); }

// Null is NaN.
double figure_of(const Json& json) { return json.is_null() ? Figures::none : json.get<double>(); }

void read_event(const Json& line, JournalContent& content) {
  const std::string event = line.at("event").get<std::string>();
  const auto index = whole_of<int64_t>(line, "trial");
  JournalTrial& trial = content.trials[index];
  if (event == "drawn") {
    trial.drawn = true;
    trial.settings.clear();
    for (const auto& [path, value] : line.at("settings").items()) trial.settings.push_back(value_of_json(value, path));
  } else if (event == "reached") {
    trial.reached.insert_or_assign(whole_of<int>(line, "rung"), outcome_in(line, index));
  } else if (event == "finished") {
    trial.finished = outcome_in(line, index);
  } else if (event == "failed") {
    ++trial.failures;
    trial.why = make_issue("", "{}", line.at("why").get<std::string>());
  } else if (event != "started" && event != "stopped") {
    throw Error("", "there is no event \"{}\"", event);
  }
}

void read_head(const Json& line, JournalContent& content) {
  if (line.at("saddle_journal") != journal_version)
    throw Error("", "is of version {}; a newer Saddle may be needed", line.at("saddle_journal").dump());
  if (content.search && *content.search != line.at("search"))
    throw Error("", "begins another search than the lines before it");
  content.search = line.at("search");
}

void read_line(const std::string& text, JournalContent& content) {
  try {
    JsonPlace::check(text);
    const Json line = Json::parse(text);
    if (line.is_object() && line.contains("saddle_journal")) return read_head(line, content);
    if (!content.search) throw Error("", "is no journal of a search; choose another file");
    read_event(line, content);
  } catch (const Json::exception&) {
    refuse_line();
  }
}

}  // namespace

Trial outcome_in(const Json& line, int64_t index) {
  Trial trial{.index = index, .steps = whole_of<int64_t>(line, "steps"), .diverged = line.at("diverged").get<bool>()};
  for (const FigureRow& row : figure_table) {
    const auto found = line.find(std::string(row.name));
    if (found == line.end()) continue;
    const double figure = trial.figures.*(row.value) = figure_of(*found);
    if (row.more_is_better && (figure < 0 || figure > 1))
      throw Error("", "is damaged: {} is {}, and none is outside 0 to 1", std::string(row.name), figure);
  }
  const Json &steps = line.at("curve").at("steps"), &values = line.at("curve").at("values");
  if (steps.size() != values.size()) refuse_line();
  for (size_t i = 0; i < steps.size(); ++i)
    trial.curve.push_back({.step = steps.at(i).get<double>(), .value = figure_of(values.at(i))});
  return trial;
}

Json journal_head(const Search& search) {
  Json ranges = Json::array();
  for (const SearchRange& range : search.ranges) ranges.push_back(range_json(range));
  return {{"experiment", Json::parse(to_json(search.base))},
          {"ranges", ranges},
          {"draws", search.trials > 0 ? "random" : "grid"},
          {"seed", search.seed},
          {"paired", search.paired},
          {"early_stop", search.early_stop},
          {"steps", search.steps},
          {"metric", std::string(metric_of(search).name)}};
}

JournalContent parse_journal(const std::string& text, const std::string& where) {
  JournalContent content;
  size_t number = 0;
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = text.find('\n', begin);
    if (end == text.npos) {
      const std::string_view rest = std::string_view(text).substr(begin);
      // What its writer never began is somebody else's, and is not to be cut off.
      if (!content.search && !rest.starts_with(beginning.substr(0, rest.size())))
        throw Error(where, "is no journal of a search; choose another file");
      content.torn_bytes = std::ssize(text) - static_cast<int64_t>(begin);
      break;
    }
    ++number;
    try {
      read_line(text.substr(begin, end - begin), content);
    } catch (const Error& error) {
      throw Error(where, "line {}: {}", number, error.what());
    }
    begin = end + 1;
    content.whole_bytes = static_cast<int64_t>(begin);
  }
  return content;
}

}  // namespace saddle
