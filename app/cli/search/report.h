#pragma once

#include "saddle/search_runner.h"

namespace saddle::cli {

// Prints what came of a search: the best trials, or with `json` one object of all that were begun or drawn for this
// shard. It depends on the search alone: neither on the number of jobs nor on how often it was resumed.
void print_search(const Search& search, const SearchSnapshot& end, int shard, int shards, bool json);

}  // namespace saddle::cli
