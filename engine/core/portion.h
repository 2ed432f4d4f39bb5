#pragma once

#include <cstdint>

namespace saddle {

// One of several portions of a piece of work, as equal as can be, for threads to share out. By itself it is all of it.
struct Portion {
  int number = 0, of = 1;

  // What of so many things belongs to it: those from begin() up to end().
  int64_t begin(int64_t all) const { return all * number / of; }
  int64_t end(int64_t all) const { return all * (number + 1) / of; }
};

}  // namespace saddle
