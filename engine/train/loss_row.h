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
  return {.entry = std::move(entry),
          .make_float = [](const Properties& p) { return std::make_unique<L<float>>(read<Options>(p, "loss")); },
          .make_double = [](const Properties& p) { return std::make_unique<L<double>>(read<Options>(p, "loss")); }};
}

// Of losses without properties.
struct NoOptions {
  static auto fields() { return std::tuple{}; }
};

}  // namespace saddle
