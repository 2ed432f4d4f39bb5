#pragma once

#include <cstdint>

#include "saddle/error.h"

namespace saddle {

// That training goes wrong although the loss is still a number.
struct LossAlarm {
  enum class Kind {
    grown,  // far above what it began with: nearly always a learning rate that is too large
    stuck   // long after the start no better than the loss of a network that answers 0 to everything
  };
  Kind kind = Kind::grown;
  Issue issue;                // a sentence that says so
  int64_t good_step = -1;     // whose weights were kept to go back to (command::GoBack); -1: none
  double suggested_rate = 0;  // for going on from there
};

}  // namespace saddle
