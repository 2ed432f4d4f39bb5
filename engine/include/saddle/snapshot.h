#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "saddle/command.h"
#include "saddle/curve.h"
#include "saddle/diagnosis.h"
#include "saddle/error.h"
#include "saddle/event.h"
#include "saddle/experiment.h"
#include "saddle/loss_alarm.h"
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

// All of them, in the order of a table of numbers: who writes, reads, copies or exports curves walks this list.
struct CurveRow {
  std::string_view name;    // in files of kept runs, and of published figures
  std::string_view column;  // in a table for other programs
  Curve Curves::*curve;
};
inline constexpr std::array<CurveRow, 8> curve_table{{
    {"train_loss", "train_loss", &Curves::train_loss},
    {"validation_loss", "validation_loss", &Curves::validation_loss},
    {"test_loss", "test_loss", &Curves::test_loss},
    {"train_accuracy", "train_accuracy", &Curves::train_accuracy},
    {"validation_accuracy", "validation_accuracy", &Curves::validation_accuracy},
    {"test_accuracy", "test_accuracy", &Curves::test_accuracy},
    {"epoch_test_accuracy", "test_accuracy_whole_set", &Curves::epoch_test_accuracy},
    {"gradient_norm", "gradient_norm", &Curves::gradient_norm},
}};
static_assert(sizeof(Curves) == curve_table.size() * sizeof(Curve), "every curve has its row in the table");

// What one probe measured in the course of a run: oldest first, thinned evenly over the steps, a reading a step at
// most.
using ReadingHistory = std::vector<std::shared_ptr<const Reading>>;

// What became of a command.
struct Reply {
  Ticket ticket{};
  std::optional<Issue> refusal = {};  // why it was not done
  std::string saved = {};             // of a Save: the file that it wrote
};

// What the whole test set said of the weights after a step.
struct Tested {
  int64_t step = 0;
  double loss = 0, accuracy = 0;  // the accuracy of regression is NaN
};

// What is kept of a run's past, to go back to.
struct Moments {
  std::shared_ptr<const std::vector<int64_t>> steps = {};  // ascending; null: none. The same object while they are
  int64_t bytes = 0, budget = 0;                           // of memory
};

// What there is to know of one run, at one moment. Const to the bottom; nobody writes it again.
struct RunSnapshot {
  RunId id{};           // the run of the session that it is of
  uint64_t run = 0;     // counts how often it was begun: readings and curves of different counts never mix
  uint64_t serial = 0;  // counts the snapshots of this run
  Ticket answered{};    // the last command obeyed; those of one run are obeyed in the order in which they were sent
  std::vector<Reply> replies = {};  // the latest that tell more than that it was done, oldest first
  Status status = Status::idle;
  std::optional<Issue> issue = {};                  // of the run: why it failed or diverged
  std::shared_ptr<const Diagnosis> diagnosis = {};  // while it has diverged: which layer, and what to do
  std::optional<LossAlarm> alarm = {};              // what is wrong with a loss that is still a number
  // What the narrator has said, by step; null: nothing. The same object until something is added.
  std::shared_ptr<const std::vector<Event>> events = {};
  // Until the next command is obeyed: why the last one, a probe, or a checkpoint after an epoch could not be done.
  std::optional<Issue> refusal = {};
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
  std::optional<Tested> tested = {};  // after the latest epoch, or at the end; empty: never yet
  std::vector<std::pair<Probe, std::shared_ptr<const Reading>>> readings = {};
  // Of "updates" with each evaluation of a network that is not too large, and of the other probes that have a history
  // while they were watched.
  std::vector<std::pair<Probe, std::shared_ptr<const ReadingHistory>>> histories = {};

  Moments moments = {};
  std::optional<int64_t> looked_at = {};  // the step that readings and histories are of; empty: of now
  bool tape = false;  // it was read from a tape, with some samples of its data alone: it can be looked at, not trained
  std::optional<int64_t> branched_at = {};  // the step at which it left the run before: see command::Branch

  // What was measured for this probe last, or null.
  const Reading* reading(const Probe& probe) const;
  // What was measured for it since the run was begun, or null. The same object for as long as nothing comes to it.
  std::shared_ptr<const ReadingHistory> history(const Probe& probe) const;
  // What became of a command to this run; nothing while it has not been obeyed. A reply that refuses something, or that
  // saved a file, is known until 64 such have come after it.
  std::optional<Reply> reply(Ticket ticket) const;
};

// All runs of a session, at one moment.
struct Snapshot {
  uint64_t serial = 0;                                        // counts snapshots
  std::vector<std::shared_ptr<const RunSnapshot>> runs = {};  // in the order in which they were opened; none is null

  // Null for a run that is not open, or that the worker has not heard of yet.
  std::shared_ptr<const RunSnapshot> find(RunId run) const;
};

}  // namespace saddle
