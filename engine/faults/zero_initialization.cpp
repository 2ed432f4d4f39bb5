#include "faults/shared/settings.h"

namespace saddle::faults {

FaultType zero_initialization() {
  return {
      .about =
          {.name = "zero_initialization",
           .title = "All weights begin at 0",
           .help =
               "The units of a layer get the same gradient and stay alike, so that it learns as one unit, or nothing.",
           .panel = "signals",
           .mend = "Draw the first weights at random: He before ReLU, Xavier before sigmoid.",
           .hints = {"Look at what the layers give before the first step.",
                     "The units of a hidden layer all give the same."}},
      .fits = any,
      .apply = [](Experiment& experiment) { set_inits(experiment, std::string("zero")); }};
}

}  // namespace saddle::faults
