#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "saddle/experiment.h"
#include "saddle/shape.h"

namespace saddle {

// A network and what it is given, to be computed by Saddle and by PyTorch alike.
struct Case {
  std::string name;
  Experiment experiment;  // its network and its loss
  Shape sample;
  int count = 4;          // samples
  bool upstream = false;  // the gradient at the output is given instead of computed from a loss
  int outputs = 0;        // of regression: numbers for targets instead of classes
  int draw = 0;           // another one: other weights, samples and targets
};

// Writes what goes in, and what Saddle makes of it in float and in double: one training pass, forward and backward,
// and an inference pass behind it. `folder` then holds experiment.json, input.npy, labels.npy or targets.npy or
// upstream.npy, param.LAYER.NAME.npy, drop.LAYER.mask.npy and, below float/ and double/, loss.npy, output.npy,
// input_gradient.npy, gradient.LAYER.NAME.npy, statistic.LAYER.NAME.npy and inference.npy; images are (N, C, H, W).
void write_case(const Case& the_case, const std::filesystem::path& folder);

// Ten steps of a trainer on one batch, the whole set: before.npz and after.npz are model files, float/loss.npy has the
// losses.
void write_training(const Case& the_case, const std::filesystem::path& folder);

}  // namespace saddle
