#include "saddle/softmax.h"

#include <algorithm>
#include <cmath>

namespace saddle {

SoftmaxSteps softmax_in_steps(std::span<const float> logits, float temperature, SoftmaxForm form) {
  SoftmaxSteps steps;
  const float shift =
      form == SoftmaxForm::shifted && !logits.empty() ? *std::max_element(logits.begin(), logits.end()) : 0.0f;
  for (const float a : logits) {
    steps.exponentials.push_back(std::exp((a - shift) / temperature));
    steps.sum += steps.exponentials.back();
  }
  for (const float e : steps.exponentials) steps.y.push_back(e / steps.sum);
  return steps;
}

double cross_entropy_of(std::span<const float> y, int target) {
  double loss = 0;
  for (size_t k = 0; k < y.size(); ++k) {
    const double t = static_cast<int>(k) == target ? 1 : 0;
    loss -= t * static_cast<double>(std::log(y[k] + 1e-7f));
  }
  return loss;
}

OutputLossAt loss_at(OutputLoss loss, double y, double t) {
  OutputLossAt at;
  switch (loss) {
    case OutputLoss::squared:
      at.loss = (y - t) * (y - t) / 2;
      at.over_y = y - t;
      break;
    case OutputLoss::cross_entropy:
      at.loss = t == 0 ? 0 : -t * std::log(y);
      at.over_y = -t / y;
      break;
    case OutputLoss::binary:
      at.loss = -t * std::log(y) - (1 - t) * std::log(1 - y);
      at.over_y = (y - t) / (y * (1 - y));
      break;
  }
  at.over_a = at.over_y * y * (1 - y);
  return at;
}

}  // namespace saddle
