#pragma once

#include <functional>
#include <memory>

#include "nn/loss.h"
#include "saddle/catalog.h"

namespace saddle {

struct LossType {
  Entry entry;
  bool regression = false;       // takes numbers for targets (and classes, as ones and zeros)
  bool single_output = false;    // tells two classes by one output
  bool applies_softmax = false;  // to the network's outputs, so that the network must not
  std::function<std::unique_ptr<Loss<float>>(const Properties&)> make_float;
  std::function<std::unique_ptr<Loss<double>>(const Properties&)> make_double;

  template <class Real>
  std::unique_ptr<Loss<Real>> make(const Properties& properties) const {
    if constexpr (std::is_same_v<Real, float>) {
      return make_float(properties);
    } else {
      return make_double(properties);
    }
  }
};

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

namespace losses {
const std::vector<LossType>& all();
}

}  // namespace saddle
