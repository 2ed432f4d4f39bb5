#pragma once

#include "train/model_state.h"

namespace saddle {

// For functions that ask a model more than its own members do, and have headers of their own (saddle/attribution.h):
// the network, to themselves, through ModelInside::of(model).with_network().
struct ModelInside {
  static Model::State& of(const Model& model) { return *model.state_; }
};

}  // namespace saddle
