#pragma once

#include "nn/network.h"

namespace saddle {

// Of all gradients together, as one vector.
double gradient_norm(const Network<float>& network);
// Scales them down where that is more than `most`; 0: never.
void clip_gradient(Network<float>& network, double most);

}  // namespace saddle
