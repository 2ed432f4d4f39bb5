#pragma once

#include <functional>
#include <memory>
#include <type_traits>
#include <vector>

#include "model/operation.h"
#include "saddle/catalog.h"
#include "saddle/traits.h"

namespace saddle {

template <class Real>
class Loss;  // train/loss.h

struct LossType {
  Entry entry;
  LossTraits traits = {};
  Operations presentation = {};  // what makes of the network's output what people are shown (Loss::present)
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
