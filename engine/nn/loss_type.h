#pragma once

#include <functional>
#include <memory>

#include "nn/loss.h"
#include "saddle/catalog.h"

namespace saddle {

struct LossType {
  Entry entry;
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

namespace losses {
const std::vector<LossType>& all();
}

}  // namespace saddle
