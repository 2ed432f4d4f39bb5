#pragma once

#include "labs/arena/setup.h"

namespace saddle::app {

// A setup as the document keeps it, and back: "function", "start.x", "racer0.optimizer", "racer0.set.learning_rate" ….
// setup_of(properties_of(setup)) == setup; what is missing has its default.
Properties properties_of(const ArenaSetup& setup);
ArenaSetup setup_of(const Properties& properties);

}  // namespace saddle::app
