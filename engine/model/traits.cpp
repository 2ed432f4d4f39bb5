#include "saddle/traits.h"

#include "model/layer_type.h"
#include "model/loss_type.h"
#include "model/type_named.h"

namespace saddle::catalog {

const LayerTraits& layer_traits(std::string_view type) {
  static const LayerTraits unknown;
  const LayerType* row = find_type(layers::all(), type);
  return row ? row->traits : unknown;
}

const LossTraits& loss_traits(std::string_view type) {
  static const LossTraits unknown;
  const LossType* row = find_type(losses::all(), type);
  return row ? row->traits : unknown;
}

}  // namespace saddle::catalog
