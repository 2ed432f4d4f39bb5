#pragma once

#include "train/model_state.h"

namespace saddle {

// For functions that ask a model more than its own members do: the network, to themselves, through
// state_of(ModelInside(), model).with_network(). They have headers of their own (saddle/attribution.h), and model.h,
// which nearly everything includes, does not name them as friends; an explicit instantiation may name a private member
// ([temp.spec.general] of C++20).
struct ModelInside {
  friend auto& state_of(ModelInside, const Model& model);
};
template <class Inside, auto member>
struct MemberOfModel {
  friend auto& state_of(Inside, const Model& model) { return *(model.*member); }
};
template struct MemberOfModel<ModelInside, &Model::state_>;

}  // namespace saddle
