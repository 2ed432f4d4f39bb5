#pragma once

#include <memory>
#include <span>
#include <type_traits>
#include <utility>

#include "model/layer_type.h"
#include "nn/layer.h"
#include "nn/layer_interfaces.h"
#include "saddle/surgery.h"

namespace saddle {

template <template <class> class L>
using Describe = std::function<Operations(const typename L<float>::Options&, std::span<const Shape>)>;

// Something of it is learned.
template <class Layer>
inline constexpr bool learns =
    std::is_base_of_v<BatchGradient<float>, Layer> || std::is_base_of_v<SummedGradient<float>, Layer> ||
    std::is_base_of_v<BatchStatistics<float>, Layer>;
// The gradient at one of its inputs depends on several of its outputs, as they came out: none of them can be held.
template <class Layer>
inline constexpr bool shares_among_outputs = requires {
  Layer::shares_among_outputs;
};

// The options of a layer class, and what can be done to it by hand.
template <class Layer>
Table layer_table() {
  Table table = table_of<typename Layer::Options>();
  for (Property& row : table_of<Surgery>()) {
    if (row.name == "frozen" ? learns<Layer> : !shares_among_outputs<Layer>) table.push_back(std::move(row));
  }
  return table;
}

// The catalog row of a layer class: L<Real> with an Options struct, a static infer() and a constructor from both; and
// what it computes.
template <template <class> class L>
LayerType layer_type(Entry entry, Describe<L> describe) {
  using Options = typename L<float>::Options;
  entry.properties = layer_table<L<float>>();
  const auto options_of = [](const Properties& properties) { return read<Options>(without_surgery(properties)); };
  const auto make = [options_of]<class Real>(const Properties& properties, std::span<const Shape> in) {
    const Options options = options_of(properties);
    auto layer = std::make_unique<L<Real>>(options, in);
    layer->allocate(L<Real>::infer(options, in).params);
    return std::unique_ptr<Layer<Real>>(std::move(layer));
  };
  const auto infer = [options_of](const Properties& properties, std::span<const Shape> in) {
    Signature signature = L<float>::infer(options_of(properties), in);
    check_pinned(properties, signature.output);
    return signature;
  };
  return {.entry = std::move(entry),
          .infer = infer,
          .operations = [describe = std::move(describe), options_of](
                            const Properties& properties,
                            std::span<const Shape> in) { return describe(options_of(properties), in); },
          .factory = make};
}

}  // namespace saddle
