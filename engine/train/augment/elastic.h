#pragma once

#include <cstdint>

#include "train/augment/warp.h"

namespace saddle::augmentation {

// Draws a smooth random field: white noise blurred by a Gaussian of `sigma` pixels and scaled so that along either axis
// the displacement has a standard deviation of `amount` pixels (Simard, Steinkraus and Platt, 2003, whose alpha is the
// scale before the blur). The field goes on periodically beyond the picture's edges, so it is equally strong
// everywhere.
void draw_displacement(double amount, double sigma, uint64_t seed, int height, int width, Displacement& displacement);

}  // namespace saddle::augmentation
