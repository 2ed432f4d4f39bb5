#pragma once

#include <memory>
#include <optional>
#include <string>

#include "labs/compare/search_setup.h"
#include "saddle/search_runner.h"

namespace saddle::app {

// What the panels of a search share.
struct SearchState {
  SearchSetup setup;                               // in the document
  std::string shown = "best";                      // "scatter", "parallel"
  int x = 0, y = 1;                                // ranges of the scatter
  std::shared_ptr<const Search> search;            // of this frame; null: nothing was searched yet
  std::shared_ptr<const SearchSnapshot> snapshot;  // the same
  std::optional<Issue> failure, note;
  std::string journal;  // that is read
  bool running = false, following = false;
};

}  // namespace saddle::app
