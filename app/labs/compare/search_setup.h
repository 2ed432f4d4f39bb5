#pragma once

#include <string>
#include <vector>

#include "saddle/search.h"

namespace saddle::app {

// Where a search looks, as it stands in its fields.
struct RangeText {
  std::string path, values;  // "optimizer.learning_rate", "1e-6..1e-2:log"
  bool operator==(const RangeText&) const = default;
};

// A random search around the experiment as it stands: a value that can be undone.
struct SearchSetup {
  std::vector<RangeText> ranges = {{"optimizer.learning_rate", "1e-6..1e-2:log"},
                                   {"optimizer.weight_decay", "1e-8..1e-4:log"}};
  int trials = 100, seed = 1;
  int steps = 0;  // of a trial; 0: all its epochs
  bool early_stop = false;
  std::string journal = {};  // the file that it is written to; empty: none
  std::string follow = {};   // the journal of a search made elsewhere, which is shown instead; empty: none
  bool operator==(const SearchSetup&) const = default;
};

// As the document keeps it beside the race, and back: "search.trials" ….
void write_search_setup(const SearchSetup& setup, Properties& properties);
SearchSetup search_setup_of(const Properties& properties);

// Throws Error where the text says no range.
SearchRange range_of(const RangeText& range);
RangeText text_of(const SearchRange& range);
Search search_of(const SearchSetup& setup, const Experiment& base);
SearchSetup setup_of(const Search& search);

}  // namespace saddle::app
