#pragma once

#include <tuple>

#include "core/tensor.h"
#include "model/layer_type.h"
#include "saddle/probe.h"

namespace saddle {

// What the probes that count have in common.
struct HistogramOptions {
  int bins = 30;
  double low = 0, high = 0;

  template <class Options>
  static auto fields() {
    return std::tuple{
        field("bins", &Options::bins, {.min = 1, .max = 1000, .logarithmic = true}, "Bars of each histogram."),
        field("low", &Options::low, {.min = -1e30, .max = 1e30},
              "Left end of the range that is shown; the same as high: chosen for each layer, symmetric about 0."),
        field("high", &Options::high, {.min = -1e30, .max = 1e30}, "Right end of the range that is shown."),
    };
  }
  // Throws Error where the range is the wrong way round.
  void check_range() const;
};

// Of the outputs of a layer, of gradients or of parameters. The last extent are the units: features, or the channels of
// images. `rectifies` as in LayerTraits, `saturates` as in LayerType.
struct DistributionKind {
  bool rectifies = false;
  std::optional<Saturation> saturates = {};
};
Distribution distribution_of(View<const float> values, const HistogramOptions& options, const DistributionKind& kind);

}  // namespace saddle
