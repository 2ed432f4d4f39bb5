#pragma once

#include <cstdint>

#include "model/augmentation.h"

namespace saddle {

// Writes a variant of a picture: channels-last (height, width, channels), values in [0, 1]; what comes in from outside
// the frame is 0. A pure function of its arguments: equal keys, equal bits. Each amount has a random stream of its own,
// so a change to one leaves what the others do. `in` and `out` must not overlap. Any thread; after its first picture of
// a size a thread allocates nothing.
void augment(const AugmentationOptions& options, uint64_t key, int channels, int height, int width, const float* in,
             float* out);

}  // namespace saddle
