#pragma once

#include <optional>
#include <span>

#include "model/layer_type.h"
#include "saddle/plan.h"

namespace saddle {

// The field of a layer's output: `inputs` are its inputs' fields, their shapes `in`, and `data` is what the network
// gets. None where the data are no image.
std::optional<ReceptiveField> receptive_field(std::span<const std::optional<ReceptiveField>> inputs,
                                              std::span<const Shape> in, const Signature& signature, const Shape& data);

}  // namespace saddle
