#pragma once

#include <functional>
#include <memory>
#include <type_traits>
#include <vector>

#include "saddle/catalog.h"

namespace saddle {

template <class Real>
class Optimizer;  // train/optimizer.h

struct OptimizerType {
  Entry entry;
  std::function<std::unique_ptr<Optimizer<float>>(const Properties&)> make_float;
  std::function<std::unique_ptr<Optimizer<double>>(const Properties&)> make_double;

  template <class Real>
  std::unique_ptr<Optimizer<Real>> make(const Properties& properties) const {
    if constexpr (std::is_same_v<Real, float>) {
      return make_float(properties);
    } else {
      return make_double(properties);
    }
  }
};

namespace optimizers {
const std::vector<OptimizerType>& all();
}

}  // namespace saddle
