#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "saddle/model.h"

// Why a model answers as it does: what each number of a sample contributes. Samples are channels-last and not
// normalized, as Model::predict() takes them; so are gradients with respect to them. All functions may be called on any
// thread, and throw Error where Model::predict() does, and for a class that there is not.
namespace saddle {

// One number of an answer, about which is asked.
struct Asked {
  enum class Of {
    output,      // the network's own: the score before a softmax. Of two classes that one output tells apart, the class
                 // 0 has minus that output
    probability  // of the class, where the answers are probabilities; otherwise the output
  };
  int class_index = 0;  // of Model::sample().classes; of regression, which output
  Of of = Of::output;
};

// That number, for each of the samples.
std::vector<float> asked_of(const Model& model, std::span<const float> samples, const Asked& asked);

// d(asked) / d(x) for every number x of every sample, as many as there are numbers in `samples`: the engine's own
// backward pass, through the network as it answers (batch norm with its running statistics, no dropout).
std::vector<float> input_gradient(const Model& model, std::span<const float> samples, const Asked& asked);

enum class AttributionMethod {
  gradient,     // g = d(asked) / d(x) (Simonyan et al., 2014)
  times_input,  // g * x
  smoothed,     // the mean of g over noisy copies of the sample: SmoothGrad (Smilkov et al., 2017)
  integrated,   // x * the mean of g on the way from nothing to x; sums to asked(x) - asked(0) (Sundararajan et al.,
                // 2017)
  occlusion     // asked(x) - asked(x with a square around the pixel emptied) (Zeiler and Fergus, 2014); of pictures
};
struct AttributionOptions {
  AttributionMethod method = AttributionMethod::gradient;
  int copies = 32;      // of smoothed: noisy copies; of integrated: places on the way; at least 1
  double noise = 0.15;  // of smoothed: the standard deviation, as a share of the sample's range (the paper: 0.1 .. 0.2)
  uint64_t seed = 1;    // of smoothed
  int patch = 5;        // of occlusion: the side of the square, in pixels; at least 1
};

// One number for each of the sample: positive where more of it would raise, or its presence has raised, what is asked
// about. Of occlusion all channels of a pixel have the same.
std::vector<float> attribution(const Model& model, std::span<const float> sample, const Asked& asked,
                               const AttributionOptions& options = {});

}  // namespace saddle
