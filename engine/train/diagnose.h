#pragma once

#include "nn/network.h"
#include "saddle/diagnosis.h"

namespace saddle {

// False where one of them is infinite or not a number.
bool all_finite(View<const float> values);
bool gradient_is_finite(const Network<float>& network);

// Reads what a training pass over `count` samples left in the network: which number failed first, and how large all
// were. `backward`: it went back, too.
Diagnosis diagnose(Network<float>& network, int count, bool backward);

// The learning rate to try after one that was too large: the optimizer's default, or a tenth where that is less.
double smaller_rate(double rate, double fallback);

}  // namespace saddle
