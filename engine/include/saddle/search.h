#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "saddle/experiment.h"
#include "saddle/figures.h"

namespace saddle {

// Where a search looks for the value at one path (see Axis in saddle/study.h): anywhere from `low` to `high`, or among
// `values` if there are any.
struct SearchRange {
  std::string path;
  double low = 0, high = 0;
  bool logarithmic = false;  // each power of ten is as likely as the next: 0 < low
  std::vector<Value> values = {};
  bool operator==(const SearchRange&) const = default;
};

// A search for the settings with which an experiment learns best. Plain data: the numbers of a trial follow from the
// seed and its index alone, so that more trials, or other machines, only add to what is known.
struct Search {
  Experiment base;
  std::vector<SearchRange> ranges = {};
  // 0: every combination, in order, where all ranges are lists.
  int64_t trials = 0;
  int seed = 1;  // of the numbers that are drawn
  // All trials begin with the same weights, wherever shapes agree, and see the same batches. Otherwise, as in the book,
  // each has a training seed of its own.
  bool paired = true;
  // Successive halving (Jamieson and Talwalkar, 2016): a third of the trials goes on after 1/27, 1/9 and 1/3 of the
  // steps, the others are stopped.
  bool early_stop = false;
  int64_t steps = 0;        // of a trial; 0: all its epochs
  std::string metric = {};  // a row of figure_table, not of the test set; empty: see settle()
  bool operator==(const Search&) const = default;
};

// How many trials there are.
int64_t trials(const Search& search);
// Returns the value of each range in one trial. A path whose value is a whole number gets whole numbers.
std::vector<Value> draw(const Search& search, int64_t index);
// Returns the experiment of a trial. Throws Error for an impossible value.
Experiment trial(const Search& search, int64_t index);

// By what trials are compared: as the search says, or else by the accuracy on the validation samples.
const FigureRow& metric_of(const Search& search);

// Throws Error for a search that is none: an unknown path, an empty range, a limit that the property does not have …
// `directory`: as in --data.
void check(const Search& search, const std::filesystem::path& directory = {});

// Settles what a search leaves open. Of regression, trials are compared by the loss. And where they are compared by
// validation and the data set keeps no samples for it, a fifth of the training samples is kept, as in the book; the
// data set is loaded to count them. Returns a sentence about that, or nothing. Throws Error where the data set cannot
// do it, and where the load is stopped, as load_dataset().
std::optional<Issue> settle(Search& search, const std::filesystem::path& directory = {},
                            const std::atomic<bool>* stop = nullptr);

// Parses "optimizer.learning_rate=1e-6..1e-2:log", "network[0].units=10..200", a list "path=a,b,c", or evenly spaced
// values "path=1e-6..1e-2:log:5". Throws Error at `where`.
SearchRange parse_range(std::string_view text, const std::string& where);

}  // namespace saddle
