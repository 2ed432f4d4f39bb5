#pragma once

#include <string_view>

namespace saddle {

// What a layer is and does. Code outside the catalog asks for these instead of naming types, so that it also knows what
// to do with a layer that is added tomorrow.
struct LayerTraits {
  enum class Family {
    plain,          // passes its input on
    convolution,    // filters that slide over an image
    dense,          // weighted sums of all inputs
    activation,     // a fixed function without weights
    resizing,       // pooling, upsampling, flattening: the same values in another shape
    normalization,  // keeps signals in bounds: normalizations, dropout
    merge,          // of several inputs
    auxiliary       // an output besides the last, that only training looks at
  };
  Family family = Family::plain;
  bool adds = false;              // gives the sum of its inputs: a shortcut ends here
  bool concatenates = false;      // gives the channels of its inputs side by side
  bool rectifies = false;         // gives 0 for whatever is below it, and passes no gradient there: units can die
  bool softmax = false;           // makes scores probabilities
  bool normalizes_batch = false;  // by the statistics of the batch
  std::string_view outputs = {};  // the property that sets how many features or channels come out; empty: none does
};

// What a loss asks of the end of the network.
struct LossTraits {
  bool regression = false;       // takes numbers for targets (and classes, as ones and zeros)
  bool single_output = false;    // tells two classes by one output
  bool applies_softmax = false;  // to the network's outputs, so that the network must not
};

namespace catalog {
// Those of the row of that name; of a name that is not in the catalog, those of a plain layer.
const LayerTraits& layer_traits(std::string_view type);
// Those of the row of that name; of a name that is not in the catalog, none.
const LossTraits& loss_traits(std::string_view type);
}  // namespace catalog

}  // namespace saddle
