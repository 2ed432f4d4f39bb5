#pragma once

#include "labs/concepts/shared/number_code.h"
#include "labs/concepts/shared/page_number.h"

namespace saddle::app {

// One step of SGD in miniature: a neuron y = w x + b with the loss (y - t)^2 / 2.
PageNumbers neuron_step_numbers(double x, double rate);
NumberCode neuron_step_code(double x, double rate);

}  // namespace saddle::app
