#pragma once

#include <functional>
#include <vector>

#include "saddle/proof.h"

namespace saddle {

// A row for each property of layers, losses, optimizers, training, augmentation and of data that need no files.
std::vector<std::function<Proof::Row()>> knob_work();

}  // namespace saddle
