#pragma once

#include <vector>

#include "model/factory.h"
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
  Factory<Loss, const Properties&> factory;
};

namespace losses {
const std::vector<LossType>& all();
}

}  // namespace saddle
