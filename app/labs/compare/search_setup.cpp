#include "labs/compare/search_setup.h"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

namespace saddle::app {
namespace {

// Both directions walk over the same members, so that none is forgotten in one of them.
template <class Setup, class Use>
void for_each_member_of_search(Setup& setup, const Use& use) {
  use("search.trials", setup.trials);
  use("search.seed", setup.seed);
  use("search.steps", setup.steps);
  use("search.early_stop", setup.early_stop);
  use("search.journal", setup.journal);
  use("search.follow", setup.follow);
}

template <class Range, class Use>
void for_each_member_of_range(size_t index, Range& range, const Use& use) {
  const std::string prefix = "search.range" + std::to_string(index) + ".";
  use(prefix + "path", range.path);
  use(prefix + "values", range.values);
}

}  // namespace

void write_search_setup(const SearchSetup& setup, Properties& properties) {
  const auto write = [&](const std::string& name, const auto& member) {
    properties.insert_or_assign(name, Value(member));
  };
  for_each_member_of_search(setup, write);
  write("search.ranges", static_cast<int>(setup.ranges.size()));
  for (size_t i = 0; i < setup.ranges.size(); ++i) for_each_member_of_range(i, setup.ranges[i], write);
}

SearchSetup search_setup_of(const Properties& properties) {
  SearchSetup setup;
  const auto read = [&](const std::string& name, auto& member) {
    const auto found = properties.find(name);
    if (found == properties.end()) return;
    if (const auto* value = std::get_if<std::remove_cvref_t<decltype(member)>>(&found->second)) member = *value;
  };
  for_each_member_of_search(setup, read);
  int ranges = -1;
  read("search.ranges", ranges);
  if (ranges < 0) return setup;
  setup.ranges.assign(static_cast<size_t>(ranges), {});
  for (size_t i = 0; i < setup.ranges.size(); ++i) for_each_member_of_range(i, setup.ranges[i], read);
  return setup;
}

SearchRange range_of(const RangeText& text) {
  std::string values = text.values;
  std::erase(values, ' ');
  return parse_range(text.path + "=" + values, text.path);
}

RangeText text_of(const SearchRange& range) {
  RangeText text{.path = range.path, .values = {}};
  if (range.values.empty()) {
    text.values = fmt::format("{:.4g}..{:.4g}{}", range.low, range.high, range.logarithmic ? ":log" : "");
  } else {
    for (const Value& value : range.values) text.values += (text.values.empty() ? "" : ", ") + to_text(value);
  }
  return text;
}

Search search_of(const SearchSetup& setup, const Experiment& base) {
  Search search{.base = base,
                .ranges = {},
                .trials = setup.trials,
                .seed = setup.seed,
                .early_stop = setup.early_stop,
                .steps = setup.steps};
  for (const RangeText& range : setup.ranges) search.ranges.push_back(range_of(range));
  return search;
}

SearchSetup setup_of(const Search& search) {
  const auto count = [](int64_t value) {
    return static_cast<int>(std::min<int64_t>(value, std::numeric_limits<int>::max()));
  };
  SearchSetup setup{.ranges = {},
                    .trials = count(trials(search)),
                    .seed = search.seed,
                    .steps = count(search.steps),
                    .early_stop = search.early_stop};
  for (const SearchRange& range : search.ranges) setup.ranges.push_back(text_of(range));
  return setup;
}

}  // namespace saddle::app
