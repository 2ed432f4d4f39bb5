#pragma once

#include <vector>

#include "model/factory.h"
#include "saddle/catalog.h"

namespace saddle {

template <class Real>
class Optimizer;  // train/optimizer.h

struct OptimizerType {
  Entry entry;
  Factory<Optimizer, const Properties&> factory;
};

namespace optimizers {
const std::vector<OptimizerType>& all();
}

}  // namespace saddle
