#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "nn/layer.h"
#include "saddle/dataset.h"
#include "saddle/experiment.h"
#include "train/optimizer.h"

namespace saddle {

// What a model file holds: every parameter under its name ("conv2d_1/weight") and the experiment as JSON, which NumPy
// reads. Where the data were normalized, by what: "normalisation/mean", "normalisation/deviation".
struct ModelContent {
  const Experiment& experiment;
  std::span<Param<float>* const> params;
  const std::vector<std::string>& names;  // of the parameters
  Normalization& normalization;
};
// What a checkpoint adds, so that training goes on as if it had never stopped: "optimizer/step",
// "optimizer/m/conv2d_1/weight" …, "progress/steps" and "rng/seed". Every random stream follows from the seed and the
// step, so that nothing else has to be kept of them.
struct CheckpointContent {
  Optimizer<float>& optimizer;
  int64_t& steps;
  int64_t seed = 0;
};

void write_model(const std::filesystem::path& file, const ModelContent& model,
                 const CheckpointContent* checkpoint = nullptr);

// Throw Error, before anything is written to a parameter, where the file lacks one, has another shape, or holds a
// number that is none. With a checkpoint, also where the file is none or belongs to another optimizer.
void read_model(const std::filesystem::path& file, const ModelContent& model,
                const CheckpointContent* checkpoint = nullptr);

}  // namespace saddle
