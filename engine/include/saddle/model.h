#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "saddle/catalog.h"
#include "saddle/dataset.h"
#include "saddle/evaluation.h"
#include "saddle/experiment.h"
#include "saddle/plan.h"
#include "saddle/precision.h"

namespace saddle {

struct RunTape;

// A network with its weights and the experiment it came from; of a checkpoint, with all that training needs to go on.
// It needs no data set. Nothing of it changes once it is made: any thread may ask it, and questions that run the
// network are answered one after the other.
//
// The file is a .npz that NumPy reads; engine/README.md, "Files", lists its arrays.
class Model {
 public:
  // Reads and unpacks the file once. `directory`: as in --data, for files that do not say what their samples look like.
  // Throws Error where the file is missing, damaged, or holds no experiment.
  static Model read(const std::filesystem::path& file, const std::filesystem::path& directory = {});
  ~Model();
  Model(Model&&) noexcept;
  Model& operator=(Model&&) noexcept;

  const Experiment& experiment() const;
  const catalog::SampleInfo& sample() const;   // what goes in, and the classes that come out
  const Normalization& normalization() const;  // empty: none, or the file does not say
  const Plan& plan() const;                    // of the network; empty where sample() is not known
  bool is_checkpoint() const;                  // training can go on from it
  int64_t steps() const;                       // of training, of a checkpoint; otherwise 0
  // Why the network cannot be asked: its weights do not fit it, or what goes in is not known. The experiment is good
  // all the same.
  const std::optional<Issue>& issue() const;
  // What a run has been, from which it was taken; null where it is a model alone. See train/tape_file.h.
  const std::shared_ptr<const RunTape>& tape() const;

  // Whether the answers of predict() are probabilities of the classes: the loss makes them, or the network ends in a
  // softmax. They are the network's own outputs otherwise, whatever their size and sign.
  bool gives_probabilities() const;
  // Class probabilities of each sample, or its outputs for regression, one after the other. A network that tells two
  // classes by one output gives both probabilities. Takes whole samples, channels-last and not normalized. Throws Error
  // where it has an issue, or the numbers are not whole samples.
  std::vector<float> predict(std::span<const float> samples) const;
  // Likewise: the network's outputs as they are, before a softmax.
  std::vector<float> outputs(std::span<const float> samples) const;

  // Over all of that part. Throws Error where it has an issue, or the data do not fit it.
  Evaluation evaluate(const Dataset& dataset, Dataset::Part part) const;
  // The same with every weight and activation rounded to another number format (the book, 8.3.4).
  RoundedEvaluation evaluate_rounded(Precision precision, const Dataset& dataset, Dataset::Part part) const;

  // Writes the file, beside the target first, then in its place. Throws Error where that fails, or a number is not
  // finite.
  void save(const std::filesystem::path& file) const;

 private:
  friend class Trainer;
  friend struct ModelInside;
  struct State;
  explicit Model(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace saddle
