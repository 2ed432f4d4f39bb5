#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "saddle/curve.h"
#include "saddle/diagnosis.h"
#include "saddle/error.h"
#include "saddle/experiment.h"
#include "saddle/probe.h"
#include "saddle/shape.h"

namespace saddle {

enum class Status {
  idle,     // nothing was started
  loading,  // data set
  ready,    // built; not a step yet
  running,
  paused,
  finished,  // all epochs done; Run goes on for as many again
  diverged,  // the loss is not a number any more; another learning rate pauses it at the last good weights
  failed     // see issue
};
std::string_view name_of(Status status);

struct Curves {
  Curve train_loss;                                // every step, of its mini-batch
  Curve test_loss, train_accuracy, test_accuracy;  // every evaluate_every steps, over evaluate_samples samples
  Curve validation_loss, validation_accuracy;      // likewise, where the data set has a validation part
  Curve epoch_test_accuracy;                       // after each epoch, over the whole test set
  Curve gradient_norm;                             // over all parameters, whenever accuracies are measured
};

// What the worker wants known, at one moment. Const to the bottom; nobody writes it again.
struct Snapshot {
  uint64_t run = 0;     // counts Start and Reset: readings and curves of different runs never mix
  uint64_t serial = 0;  // counts snapshots
  uint64_t obeyed = 0;  // commands obeyed so far
  Status status = Status::idle;
  std::optional<Issue> issue = {};                  // of the run: why it failed or diverged
  std::shared_ptr<const Diagnosis> diagnosis = {};  // while it has diverged: which layer, and what to do
  std::optional<Issue> refusal = {};                // of the last command, where it could not be done (a Save, a Tune)
  std::string saved = {};                           // the file that the last Save wrote
  std::shared_ptr<const Experiment> experiment = {};  // null while idle
  Shape sample = {};                                  // of the data: (C, H, W) or (features)
  std::vector<std::string> classes = {};              // empty for regression
  std::vector<Issue> notes = {};                      // of the data set: see Dataset::notes
  bool per_pixel = false;                             // every pixel has a class of its own
  int64_t steps = 0, total_steps = 0, steps_per_epoch = 1;
  int64_t train_samples = 0, test_samples = 0;
  double seconds = 0;             // of training, pauses not counted
  double samples_per_second = 0;  // over the last second or so
  Curves curves = {};
  std::vector<std::pair<Probe, std::shared_ptr<const Reading>>> readings = {};

  // What was measured for this probe last, or null.
  const Reading* reading(const Probe& probe) const;
};

}  // namespace saddle
