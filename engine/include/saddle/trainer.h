#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "saddle/dataset.h"
#include "saddle/diagnosis.h"
#include "saddle/evaluation.h"
#include "saddle/experiment.h"
#include "saddle/plan.h"
#include "saddle/probe.h"
#include "saddle/thread_pool.h"

namespace saddle {

class Model;
enum class Precision;
struct Moment;
struct RoundedEvaluation;
struct RunTape;
struct TapeMoment;

// Builds a network and trains it, one step at a time. One thread uses it, and it looks at no clock: what it computes
// follows from the experiment and the data alone.
class Trainer {
 public:
  // Borrows `training.threads` threads of the pool, and gives them back at its end. Throws Error for an experiment that
  // check() finds fault with, or that does not fit the data.
  Trainer(const Experiment& experiment, std::shared_ptr<const Dataset> dataset, ThreadPool& pool);
  // The same with threads of its own.
  Trainer(const Experiment& experiment, std::shared_ptr<const Dataset> dataset);
  ~Trainer();
  Trainer(Trainer&&) noexcept;
  Trainer& operator=(Trainer&&) noexcept;

  // One mini-batch: forward, loss, backward, update. Returns the loss of the batch before the update (with the weight
  // decay's share). If that or the gradient is not finite, returns a number that is not finite and updates nothing, so
  // that the weights stay as they were. Throws Error if a layer passes no gradient on to those before it.
  double step();
  // On another rank than 0 of the pool's: does as rank 0 does, until that ends. Throws Error where step() does.
  void follow();
  // Returns why, right after a step() that returned a number that is not finite.
  Diagnosis diagnose();
  // Keeps the weights, and the optimizer's state, to go back to; go_back() does, and counts the steps on.
  void remember();
  void go_back();
  // The next step keeps account of how far it moves each layer's parameters, for the probe "updates". Costs a copy of
  // them; other steps pay nothing.
  void follow_next_step();
  // Keeps weights of the steps from now on, for the probe "landscape" (saddle/loss_landscape.h); or lets them go.
  void follow_path(bool wanted);
  double gradient_norm() const;     // the length of the last step's gradient, over all parameters; after clipping
  int64_t steps() const;            // done so far
  int64_t steps_per_epoch() const;  // samples / batch size, at least 1
  int64_t total_steps() const;      // epochs * steps_per_epoch
  int batch_size() const;
  int threads() const;  // that work at it

  // Over `limit` samples spread evenly over the part (0: all of them). Changes nothing: no weights, no statistics, no
  // random stream.
  // `go_on` is asked before each batch and may measure probes; where it says no, what was seen so far counts.
  Evaluation evaluate(Dataset::Part part, int64_t limit = 0, const std::function<bool()>& go_on = {});
  // The same with every weight and activation rounded to another number format (the book, 8.3.4).
  RoundedEvaluation evaluate_rounded(Precision precision, Dataset::Part part, int64_t limit = 0);
  // Class probabilities (or outputs, for regression) of one sample, channels-last.
  std::vector<float> predict(const std::vector<float>& sample);
  // The network's outputs as they are, before a softmax: (samples, outputs), valid until the next call of anything
  // here. Takes whole samples, one after the other, channels-last and as the data set has them. Throws Error.
  std::span<const float> infer(std::span<const float> samples);
  // Changes nothing either, nor gradient_norm(). Throws Error for an unknown probe or an impossible option.
  // `going_on`: training is, and what takes many samples asks fewer of them, so that its answers are of much the same
  // weights.
  Reading measure(const Probe& probe, bool going_on = false);

  // Changes a live property between two steps: "optimizer.learning_rate". Throws Error.
  void tune(const std::string& path, const Value& value);
  // Writes one number of a parameter ("dense_1/weight", in the order of the file) between two steps. Throws Error.
  void set_weight(const std::string& parameter, int64_t index, double value);

  // The network as it is now: a copy that any thread may ask, or write to a file, while training goes on.
  Model model() const;
  // The same with all that training needs to go on as if it had never stopped, bit for bit.
  Model checkpoint() const;
  void save(const std::filesystem::path& file) const;             // model() to a file; throws Error
  void save_checkpoint(const std::filesystem::path& file) const;  // checkpoint() to a file; throws Error

  // Takes the weights of a model. Throws Error, and takes nothing, if they do not fit this network.
  void load(const Model& model);
  // Goes on from a checkpoint. Throws Error, and takes nothing, where it is none or does not fit.
  void resume(const Model& checkpoint);

  // What it is now, to go back to (train/moment.h). Blocks that are as in `before`, which may be null, are shared.
  std::shared_ptr<const Moment> moment(const Moment* before) const;
  enum class OptimizerState { kept, fresh };
  // Goes on from a moment of a run on the same data: the same experiment, bit for bit as if that had never gone
  // further. Layers named in `redrawn` keep what this trainer drew for them, and so does the optimizer where its state
  // is to be fresh. Throws Error, and takes nothing, where the parameters are others.
  void go_on_from(const Moment& moment, OptimizerState state, std::span<const std::string> redrawn);
  // Another trainer of this experiment with a network of its own, to ask what this one was: show() gives it the weights
  // of a moment, and measure() and predict() answer of them.
  Trainer twin(ThreadPool& pool) const;
  void show(const Moment& moment);

  // The model with what a run has been (train/tape_file.h): `moments` of this trainer, and of its data some samples.
  Model tape(RunTape run, std::span<const TapeMoment> moments) const;
  // Takes the weights of the last of a tape's moments, which it returns. Throws Error, and takes nothing, if they do
  // not fit this network.
  std::vector<TapeMoment> play(const Model& tape);

  const Experiment& experiment() const;  // with what tune() changed
  const Experiment& built() const;       // the same, with what its fault makes of it (saddle/fault.h)
  const Plan& plan() const;
  const Dataset& dataset() const;

 private:
  friend class StillNetwork;
  struct State;
  std::unique_ptr<State> state_;
};

// Backpropagation against central differences, in double.
struct GradientCheck {
  struct Row {
    std::string parameter;                       // "conv2d_1/weight"
    int64_t size = 0, checked = 0, skipped = 0;  // skipped: a kink of ReLU or max pooling lies within h
    double max_relative_error = 0, mean_absolute_difference = 0;
  };
  std::vector<Row> rows;
  double tolerance = 0;
  bool passed = false;
};
struct GradientCheckOptions {
  double h = 1e-4;
  std::optional<int> batch = {};  // samples; empty: 3, or all where there are fewer
  // At most so many elements of each tensor, spread evenly; 0: all; empty: up to 200, and fewer, at least one, where
  // the network is so large that they would take more than a minute or so.
  std::optional<int> per_parameter = {};
  std::string parameter = {};  // this one alone ("conv2d_1/weight"); empty: all
  // Told of each row as it is done: a network of published size takes minutes.
  std::function<void(const GradientCheck::Row&)> checked = {};
};
GradientCheck check_gradients(const Experiment& experiment, std::shared_ptr<const Dataset> dataset,
                              const GradientCheckOptions& options);

}  // namespace saddle
