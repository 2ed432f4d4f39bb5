#pragma once

#include <memory>
#include <optional>

#include "core/parallel.h"
#include "model/fault_type.h"
#include "model/optimizer_type.h"
#include "model/path.h"
#include "model/schedule_type.h"
#include "nn/network.h"
#include "saddle/communicator.h"
#include "saddle/trainer.h"
#include "train/batches.h"
#include "train/batches_ahead.h"
#include "train/evaluator.h"
#include "train/model_file.h"
#include "train/moment.h"
#include "train/movement.h"
#include "train/objective.h"
#include "train/parameter_pieces.h"
#include "train/probe_memory.h"
#include "train/rank_word.h"
#include "train/weight_path.h"

namespace saddle {

// All that a trainer has. What it does to learn is in trainer.cpp, what it can be asked in trainer_asking.cpp, how it
// becomes a model and begins from one in trainer_model.cpp.
struct Trainer::State {
  State(const Experiment& wanted, std::shared_ptr<const Dataset> data, ThreadPool& pool);

  Progress progress() const;
  Pass training_pass() const;
  // The weights are others than those of the last step.
  void forget_measured() { memory.weights_changed(); }
  bool gradient_is_finite(int count);
  void update(int count, double rate);
  // What is done by hand to that layer is as in this experiment from now on. Throws Error, and does nothing.
  void operate(const LayerPath& path, Experiment operated);
  void spoil();  // what the fault does to the network and its optimizer (train/sabotage.cpp)
  // On rank 0 of several: to the others. Nothing where there are none, or the network is too small to be shared.
  void tell(const RankWord& word);
  // All ranks: makes sure that they have the same network and data. Throws Error on rank 0 if not.
  void meet();
  uint64_t fingerprint() const;  // of all that a step depends on
  // `optimizer`: null for a model without what training needs to go on.
  ModelContent content(Optimizer<float>* optimizer) const;
  // After a moment was restored: `normalization` is of the file, empty where it does not say.
  void read_from_file(const Normalization& normalization);

  Experiment experiment;
  Experiment built;  // what its fault makes of it
  Sabotage sabotage = Sabotage::none;
  TrainingOptions training;
  std::shared_ptr<const Dataset> given, dataset;  // as it was given; and with the fault
  std::shared_ptr<Workers> threads;               // borrowed
  Workers& workers;
  Batches batches;
  Network<float> network;
  Objective<float> objective;
  std::unique_ptr<Optimizer<float>> optimizer;
  BatchesAhead ahead;
  std::optional<Issue> cannot_learn;  // why training would be in vain
  int most_samples = 1;               // that memory has room for at once, besides a step
  Communicator* ranks = nullptr;      // that share each step; null: none do
  bool met = false;                   // they have the same network
  Evaluator evaluate;
  ParameterPieces pieces;
  TargetBatch<float> targets;
  ProbeMemory memory;
  int64_t steps = 0;
  MovementRecorder movement{network};
  WeightPath path{network};
  std::optional<Moment> good;       // to go back to
  bool drawn = true;                // the first weights were drawn from the seed, not read from a file
  std::vector<Param<float>*> cut;   // that get no gradient
  bool failed_in_backward = false;  // of the step that came to no number: its outputs were numbers
};

}  // namespace saddle
