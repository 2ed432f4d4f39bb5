#pragma once

#include <array>
#include <optional>

#include "saddle/experiment.h"

namespace saddle::app {

// Returns the standard deviations that the book's program prints for its five layers (6.2.2 and 6.2.3) if the
// experiment is the book's: N(0, 1) in 100 numbers, five dense layers of 100 without bias, one activation, one
// initialization. NaN where the book's figure is not known.
std::optional<std::array<double, 5>> book_deviations(const Experiment& experiment);

}  // namespace saddle::app
