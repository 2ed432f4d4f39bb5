#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "saddle/catalog.h"
#include "saddle/dataset.h"
#include "saddle/experiment.h"
#include "train/moment.h"

namespace saddle {

struct RunTape;

struct StoredArray {
  std::string name;            // "conv2d_1/weight", "optimizer/m/conv2d_1/weight"
  std::vector<int64_t> shape;  // of the file
  BlockPointer values;         // null: the array holds text
};

// All that a model file holds (see saddle/model.h), as values that any thread may read.
struct ModelContent {
  std::string where = {};  // the file it was read from, for messages
  Experiment experiment = {};
  std::optional<catalog::SampleInfo> sample = {};
  Normalization normalization = {};
  std::vector<StoredArray> arrays = {};  // parameters, and what the optimizer remembers of them
  struct Progress {                      // of a checkpoint; -1: the file does not say
    int64_t steps = -1, optimizer_steps = -1;
    int64_t seed = 0;
  };
  std::optional<Progress> progress = {};
  std::shared_ptr<const RunTape> tape = {};  // null: it is a model alone
};

// Throw Error: see Model::read() and Model::save().
ModelContent read_model(const std::filesystem::path& file);
void write_model(const std::filesystem::path& file, const ModelContent& model);

// The arrays of a moment of that network, under their names. `optimizer`: null where the moment has nothing of it.
std::vector<StoredArray> arrays_of(const Moment& moment, const Network<float>& network,
                                   const Optimizer<float>* optimizer);

// The moment inside a model, which shares its blocks: what restore() takes for that network. Throw Error where the file
// lacks an array, or one has another shape or holds a number that is not finite or that its parameter cannot have; and
// where all of a checkpoint is wanted, if the file is none or was saved with another optimizer than that of the type.
Moment parameters_of(const ModelContent& model, const Network<float>& network);
Moment checkpoint_of(const ModelContent& model, const Network<float>& network, const Optimizer<float>& optimizer,
                     const std::string& optimizer_type);

}  // namespace saddle
