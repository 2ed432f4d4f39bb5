#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "saddle/experiment.h"

// Faults that Saddle hides in a run on purpose, for who looks for them: Experiment::fault names one, and all else says
// what the experiment should be. What is trained has the fault.
namespace saddle {

struct Fault {
  std::string_view name;   // "zero_initialization"
  std::string_view title;  // "All weights begin at 0"
  std::string_view help;   // what comes of it, in a sentence
  std::string_view panel;  // of the network lab, that shows it
  std::string_view mend;   // what resolves it
  // From a direction to look in, to what is seen there.
  std::array<std::string_view, 2> hints;
};

namespace catalog {
const std::vector<Fault>& faults();  // sorted by name
}

// Throws Error at `where` that lists the names, if there is none of that name.
const Fault& fault_named(std::string_view name, const std::string& where);
// Whether an experiment has what the fault is about: batch norm, Adam, a sigmoid.
bool fits(const Fault& fault, const Experiment& experiment);
// What is built of an experiment: with its fault, as far as an experiment can say it.
Experiment with_fault(const Experiment& experiment);

// A healthy experiment and the fault that hides in it: the same for the same seed. Of faults that look alike in an
// experiment, each has the same chance.
struct Hunt {
  uint64_t seed = 0;
  Experiment experiment;  // with its fault
};
Hunt make_hunt(uint64_t seed);
// The experiments that hunts are made of, without a fault.
std::vector<Experiment> healthy_experiments();

}  // namespace saddle
