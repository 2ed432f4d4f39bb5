#pragma once

#include <memory>
#include <span>
#include <utility>

#include "model/layer_type.h"
#include "nn/layer.h"

namespace saddle {

template <template <class> class L>
using Describe = std::function<Operations(const typename L<float>::Options&, std::span<const Shape>)>;

// The catalog row of a layer class: L<Real> with an Options struct, a static infer() and a constructor from both; and
// what it computes.
template <template <class> class L>
LayerType layer_type(Entry entry, Describe<L> describe) {
  using Options = typename L<float>::Options;
  entry.properties = table_of<Options>();
  const auto make = []<class Real>(const Properties& properties, std::span<const Shape> in) {
    const Options options = read<Options>(properties);
    auto layer = std::make_unique<L<Real>>(options, in);
    layer->allocate(L<Real>::infer(options, in).params);
    return std::unique_ptr<Layer<Real>>(std::move(layer));
  };
  return {.entry = std::move(entry),
          .infer = [](const Properties& properties,
                      std::span<const Shape> in) { return L<float>::infer(read<Options>(properties), in); },
          .operations = [describe = std::move(describe)](
                            const Properties& properties,
                            std::span<const Shape> in) { return describe(read<Options>(properties), in); },
          .factory = make};
}

}  // namespace saddle
