#pragma once

#include <string>
#include <vector>

#include "saddle/snapshot.h"

namespace saddle::app {

struct CsvRun {
  std::string name;
  Curves curves;  // shares its blocks: cheap to copy
  int64_t steps_per_epoch = 1;
  double flops_per_step = 0;
};

// A row for each run and step at which anything was measured (RFC 4180); what was not is left empty.
std::string curves_csv(const std::vector<CsvRun>& runs);

}  // namespace saddle::app
