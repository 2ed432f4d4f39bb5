#pragma once

#include "train/model_state.h"

namespace saddle {

// Throws Error where the data are not such as the model was made for.
void check_fit(const Model& model, const Dataset& dataset);

// For functions that make or ask a model more than its own members do, and have headers of their own
// (saddle/attribution.h): the network, to themselves, through ModelInside::of(model).with_network().
struct ModelInside {
  static Model::State& of(const Model& model) { return *model.state_; }
  static Model make(ModelContent content, catalog::SampleInfo sample) {
    return Model(std::make_unique<Model::State>(std::move(content), std::move(sample)));
  }
};

}  // namespace saddle
