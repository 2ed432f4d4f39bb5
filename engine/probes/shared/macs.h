#pragma once

#include <cstdint>

#include "saddle/plan.h"

namespace saddle {

// Multiply-adds of a forward pass of one sample, and one more, to divide by.
inline int64_t macs_of(const Plan& plan) {
  int64_t macs = 1;
  for (const Plan::Step& step : plan.steps) macs += step.macs;
  return macs;
}

}  // namespace saddle
