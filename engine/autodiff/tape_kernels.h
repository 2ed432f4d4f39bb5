#pragma once

#include "autodiff/tape.h"

namespace saddle::tape {

// One operation on plain numbers.
double one(Tape::Code code, double a, double b, double number);

}  // namespace saddle::tape
