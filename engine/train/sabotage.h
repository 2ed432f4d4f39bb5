#pragma once

#include <cstdint>
#include <memory>

#include "model/fault_type.h"
#include "saddle/dataset.h"
#include "saddle/trainer.h"

// What a hidden fault does to a trainer, where no value of the experiment can say it (saddle/fault.h).
namespace saddle {

Sabotage sabotage_of(const Experiment& experiment);
// The data with the fault, or the same where it is about something else.
std::shared_ptr<const Dataset> sabotaged(std::shared_ptr<const Dataset> dataset, Sabotage sabotage, uint64_t seed);

}  // namespace saddle
