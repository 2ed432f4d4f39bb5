#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "saddle/dataset.h"
#include "saddle/experiment.h"

namespace saddle {

struct RateRangeOptions {
  double low = 1e-6, high = 10;  // rates grow from the one to the other by the same factor at each step
  int steps = 0;                 // 0: one pass over the training samples, but from 100 to 1,000
  double smoothing = 0.9;        // of the losses: beta of an exponential moving average
};

// How a network that has learned nothing yet takes learning rates: the loss against a rate that grows with every step
// (Smith, 2017, "Cyclical learning rates", 3.3).
struct RateRange {
  std::vector<double> rates, losses, smoothed;  // of the batch after the step that was made at this rate
  std::optional<size_t> steepest = {};  // where the smoothed loss falls fastest, against the logarithm of the rate
  std::optional<size_t> breaks = {};    // where it is not finite, or four times its least
};

// Trains the experiment anew, on one thread, until it breaks or the rates are through; whatever schedule it has.
// `go_on` is asked after each step, and given what there is. Throws Error for what cannot be trained, or has no
// learning rate.
RateRange rate_range(const Experiment& experiment, const std::shared_ptr<const Dataset>& dataset,
                     const RateRangeOptions& options, const std::function<bool(const RateRange&)>& go_on);

}  // namespace saddle
