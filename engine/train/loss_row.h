#pragma once

#include <memory>
#include <tuple>
#include <utility>

#include "model/loss_type.h"
#include "train/loss.h"

namespace saddle {

// The catalog row of a loss class: L<Real> with an Options struct and a constructor from it.
template <template <class> class L>
LossType loss_type(Entry entry) {
  using Options = typename L<float>::Options;
  entry.properties = table_of<Options>();
  const auto make = []<class Real>(const Properties& properties) {
    return std::make_unique<L<Real>>(read<Options>(properties, "loss"));
  };
  return {.entry = std::move(entry), .factory = make};
}

// Of losses without properties.
struct NoOptions {
  static auto fields() { return std::tuple{}; }
};

}  // namespace saddle
