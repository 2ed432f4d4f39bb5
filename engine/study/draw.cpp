#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

#include "core/rng.h"
#include "model/experiment_paths.h"
#include "saddle/catalog.h"
#include "saddle/limits.h"
#include "saddle/search.h"
#include "saddle/study.h"
#include "saddle/typed_number.h"
#include "study/metric.h"

namespace saddle {
namespace {

// Whether what is there now is a whole number: its property then takes no other.
bool is_whole(const Experiment& experiment, const std::string& path) {
  constexpr std::string_view every = "network.*.";
  const auto holds_int = [&](const std::string& one) {
    const auto value = find_value(experiment, one);
    return value && std::holds_alternative<int>(*value);
  };
  if (!path.starts_with(every)) return holds_int(path);
  for (size_t i = 0; i < experiment.network.size(); ++i) {
    if (holds_int("network[" + std::to_string(i) + "]." + path.substr(every.size()))) return true;
  }
  return false;
}

// The number at `share` of the way, 0 <= share < 1.
double between(const SearchRange& range, double share) {
  if (!range.logarithmic) return range.low + share * (range.high - range.low);
  const double low = std::log10(range.low), high = std::log10(range.high);
  return std::clamp(std::pow(10.0, low + share * (high - low)), range.low, range.high);
}

Value drawn(const Search& search, const SearchRange& range, Rng& rng) {
  if (!range.values.empty()) return range.values[static_cast<size_t>(rng.below(std::ssize(range.values)))];
  if (!is_whole(search.base, range.path)) return between(range, rng.uniform());
  // Each whole number has a stretch of length 1 around it, so that the ends are as likely as the others.
  SearchRange wider = range;
  wider.low = std::ceil(range.low) - (range.logarithmic ? 0 : 0.5);
  wider.high = std::floor(range.high) + (range.logarithmic ? 0 : 0.5);
  const double number = std::round(between(wider, rng.uniform()));
  return static_cast<int>(std::clamp(number, std::ceil(range.low), std::floor(range.high)));
}

bool all_lists(const Search& search) {
  return std::ranges::all_of(search.ranges, [](const SearchRange& range) { return !range.values.empty(); });
}

Study grid_of(const Search& search) {
  Study grid{.base = search.base, .axes = {}};
  for (const SearchRange& range : search.ranges) grid.axes.push_back({range.path, range.values});
  return grid;
}

void check_range(const Search& search, const SearchRange& range) {
  if (range.path == "training.seed")
    throw Error(range.path, "is not to be searched for: the best of many seeds is luck; vary something else");
  std::vector<Value> ends = range.values;
  if (ends.empty()) {
    if (!(range.low < range.high))
      throw Error(range.path, "the range from {} to {} is empty; the first end must be below the second", range.low,
                  range.high);
    if (range.logarithmic && range.low <= 0)
      throw Error(range.path, "a logarithmic range begins above 0, got {}", range.low);
    if (is_whole(search.base, range.path)) {
      if (std::ceil(range.low) > std::floor(range.high))
        throw Error(range.path, "there is no whole number from {} to {}", range.low, range.high);
      if (range.high > std::numeric_limits<int>::max() || range.low < std::numeric_limits<int>::min())
        throw Error(range.path, "the range from {} to {} is too wide", range.low, range.high);
      ends = {static_cast<int>(std::ceil(range.low)), static_cast<int>(std::floor(range.high))};
    } else {
      ends = {range.low, range.high};
    }
  }
  for (const Value& end : ends) {
    Experiment tried = search.base;
    vary(tried, range.path, end);
  }
}

double limit_of(std::string_view text, const std::string& path, const std::string& where) {
  const auto typed = typed_number(text, where);
  const double* number = std::get_if<double>(&typed);
  if (!number || !std::isfinite(*number))
    throw Error(where, "expected {}=LOW..HIGH, got \"{}\" for one of the two", path, std::string(text));
  return *number;
}

// "low..high:log:5"
std::vector<std::string_view> parts_of(std::string_view text) {
  std::vector<std::string_view> parts;
  for (size_t colon = text.find(':'); colon != text.npos; colon = text.find(':')) {
    parts.push_back(text.substr(0, colon));
    text.remove_prefix(colon + 1);
  }
  parts.push_back(text);
  return parts;
}

}  // namespace

int64_t trials(const Search& search) { return search.trials > 0 ? search.trials : combinations(grid_of(search)); }

std::vector<Value> draw(const Search& search, int64_t index) {
  if (search.trials == 0) return settings(grid_of(search), index);
  std::vector<Value> values;
  for (const SearchRange& range : search.ranges) {
    // Of the path, so that another range beside it changes nothing.
    const uint64_t stream = key(key(static_cast<uint64_t>(search.seed), "search"), static_cast<uint64_t>(index));
    Rng rng(key(stream, range.path));
    values.push_back(drawn(search, range, rng));
  }
  return values;
}

Experiment trial(const Search& search, int64_t index) {
  // A study of one combination: types are set before what depends on them.
  Study one{.base = search.base, .axes = {}};
  const auto values = draw(search, index);
  for (size_t i = 0; i < values.size(); ++i) one.axes.push_back({search.ranges[i].path, {values[i]}});
  if (!search.paired) {
    const int first = read<TrainingOptions>(search.base.training, "training").seed;
    assign(one.base, "training.seed", static_cast<int>((first + index) % std::numeric_limits<int>::max()));
  }
  return expand(one, 0);
}

void check(const Search& search, const std::filesystem::path& directory) {
  if (search.ranges.empty())
    throw Error("--range", "there is nothing to search; name a path, as in optimizer.learning_rate=1e-4..1:log");
  if (const auto issues = check(search.base, directory); !issues.empty()) throw Error(issues.front());
  for (size_t i = 0; i < search.ranges.size(); ++i) {
    check_range(search, search.ranges[i]);
    for (size_t j = 0; j < i; ++j) {
      if (search.ranges[j].path == search.ranges[i].path)
        throw Error(search.ranges[i].path, "has two ranges; leave one out");
    }
  }
  if (search.trials == 0 && !all_lists(search))
    throw Error("--trials", "is missing; say how many numbers are drawn from the ranges");
  if (trials(search) > most_runs)
    throw Error("--trials", "these are {}, and at most {} are made; ask for fewer", trials(search), most_runs);
  if (metric_of(search).name.starts_with("test"))
    throw Error("metric", "a search that looks at the test set leaves nothing to test with; compare by validation_{}",
                metric_of(search).name.substr(5));
  if (!search.metric.empty()) check_metric(metric_of(search), search.base, directory);
}

SearchRange parse_range(std::string_view text, const std::string& where) {
  const size_t equals = text.find('='), dots = text.find("..", equals == text.npos ? 0 : equals);
  if (equals == text.npos || equals == 0 || equals + 1 == text.size())
    throw Error(where, "expected path=LOW..HIGH, path=LOW..HIGH:log or path=a,b,c, got \"{}\"", std::string(text));
  if (dots == text.npos) {
    Axis axis = parse_axis(text, where);
    return {.path = std::move(axis.path), .values = std::move(axis.values)};
  }
  SearchRange range{.path = std::string(text.substr(0, equals))};
  range.low = limit_of(text.substr(equals + 1, dots - equals - 1), range.path, where);
  const auto parts = parts_of(text.substr(dots + 2));
  range.high = limit_of(parts[0], range.path, where);
  int count = 0;
  for (size_t i = 1; i < parts.size(); ++i) {
    const char* end = parts[i].data() + parts[i].size();
    const auto [stop, failure] = std::from_chars(parts[i].data(), end, count);
    if (parts[i] == "log") {
      range.logarithmic = true;
    } else if (failure != std::errc() || stop != end || count < 2 || count > most_runs) {
      throw Error(where, "expected log, or how many values from 2 on, behind the range, got \"{}\"",
                  std::string(parts[i]));
    }
  }
  if (range.logarithmic && range.low <= 0)
    throw Error(range.path, "a logarithmic range begins above 0, got {}", range.low);
  for (int i = 0; i < count; ++i) range.values.emplace_back(between(range, i / (count - 1.0)));
  return range;
}

}  // namespace saddle
