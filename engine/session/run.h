#pragma once

#include <cstdint>
#include <deque>
#include <exception>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "narrator/shared/narrator.h"
#include "saddle/command.h"
#include "saddle/model.h"
#include "saddle/snapshot.h"
#include "saddle/thread_pool.h"
#include "saddle/trainer.h"
#include "session/curve_recorder.h"
#include "session/histories.h"
#include "session/loss_watch.h"
#include "session/past_network.h"
#include "session/readings.h"
#include "train/timeline.h"

namespace saddle {

class Run;

// What a run asks of whoever drives it, in the midst of something long.
class RunDriver {
 public:
  // Shows the run as it is now.
  virtual void publish() = 0;
  // Between two batches of an evaluation. False: the evaluation is to be dropped.
  virtual bool attend(Run& run) = 0;
  // As load_dataset(); what other runs have is shared. Returns null where the run has been sent a command meanwhile
  // that asks for something else. Throws Error.
  virtual std::shared_ptr<const Dataset> load(const Run& run, const Experiment& experiment,
                                              const std::filesystem::path& directory) = 0;

 protected:
  ~RunDriver() = default;
};

// One run and all that is known of it: its trainer, curves, status, readings, and when what is due. It does what it is
// told when it is told, knows no thread, and no other run.
class Run {
 public:
  // Both must live longer.
  Run(RunId id, RunDriver& driver, ThreadPool& threads);
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;
  using Clock = Readings::Clock;

  RunId id() const { return id_; }
  bool training() const { return status_ == Status::running; }
  bool looks_back() const { return past_.has_value(); }  // somebody scrubs through its past, and waits for each reading
  // When its next step is due: now or earlier, unless it is paced.
  Clock::time_point next_step_at() const { return next_step_at_; }
  double step_seconds() const { return step_seconds_; }  // that the last step took, without what is due after it

  // What stands against it becomes the reply to the ticket.
  void obey(Command command, Ticket ticket);
  // One mini-batch, and then the evaluations and the checkpoint that are due. What is thrown becomes the run's issue.
  void step();
  // Whether a probe is due. `sparing`: a run is being trained, this one or another, and is not to be held up.
  bool measuring(bool sparing) const;
  // Measures the one probe that is due and has waited longest; where none is, gets ready to be looked back at. Returns
  // false where there was neither to do.
  bool measure_one(bool sparing);
  // Measures each probe that is due, once, or gets ready likewise. Returns false where there was neither to do.
  bool measure_all(bool sparing);
  // A run that could not be made, or not go on, is none: nothing of it is trained or saved.
  void fail(const std::exception_ptr& reason);

  // As it is now; the one before where nothing has changed.
  std::shared_ptr<const RunSnapshot> snapshot();
  // What all samples of the validation part said at the end; none before, or without such a part.
  const std::optional<Tested>& validated() const { return validated_; }
  bool changed() const { return changed_; }  // since snapshot() was called last

 private:
  // Commands: run_commands.cpp.
  void obey(command::Start& start);
  void obey(command::Train& train);
  void obey(command::Prepare& prepare);
  void obey(command::Restart& restart);
  void obey(const command::Run& run);
  void obey(const command::Pause&);
  void obey(const command::Step& step);
  void obey(const command::Pace& pace);
  void obey(const command::Reset&);
  void obey(command::Tune& tune);
  void obey(const command::GoBack& back);
  void obey(command::SetWeight& set);
  void obey(command::Watch& watch);
  void obey(command::Save& save);
  void obey(command::Capture& capture);
  void obey(const command::KeepMoments& keep);
  void obey(const command::LookBack& back);
  void obey(const command::LookNow&);
  void obey(const command::PrepareToLookBack&);
  void obey(command::Branch& branch);
  void obey(const command::Close&);
  void expect_sound(const std::string& file) const;
  void forget();
  void go_back();
  void build(const Experiment& experiment);
  void begin_counting();
  void answer(Reply reply);
  void follow_path();

  void begin_anew(Experiment experiment, std::filesystem::path data_directory);
  void take_step();
  void write_checkpoint();
  void diverge();
  bool remembers() const;
  void remember_if_good(double loss);
  bool evaluates_at(int64_t step) const;
  void remember();
  std::optional<LossAlarm> alarm() const;
  const Property& rate_row() const;
  void read_rate();
  double blamed_rate() const;
  double suggested_rate() const;
  void evaluate();
  Measured measure_parts(const std::function<CurvePoint(double)>& point);
  RunFacts facts() const;
  void narrate(Measured measured);
  std::optional<Evaluation> evaluate(Dataset::Part part, int64_t samples);

  Readings::Now now(bool sparing) const {
    if (past_) return {.steps = past_->moment->step, .sparing = sparing, .past = true};
    return {.steps = trainer_->steps(), .going_on = training(), .sparing = sparing};
  }
  void keep_movement();
  // The past: run_past.cpp.
  void keep_moment();
  void keep_moment_if_due();
  const Timeline::Entry& moment_near(int64_t step) const;
  Reading measure_past(const Probe& probe);
  bool prepare_one();
  // Tapes: run_tape.cpp.
  void play_tape();
  Model tape() const;
  void expect_data() const;
  void measure(const Probe& probe, bool sparing);
  void freeze(RunSnapshot& snapshot);

  const RunId id_;
  RunDriver& driver_;
  ThreadPool& threads_;

  // What it is built from.
  std::optional<Trainer> trainer_;
  std::shared_ptr<const Dataset> dataset_;
  Choice dataset_choice_;
  std::filesystem::path data_directory_, checkpoint_;
  std::shared_ptr<const Model> model_;            // that it begins from, and again after a Reset; may be null
  std::shared_ptr<const Experiment> experiment_;  // with what was tuned; null before the first
  TrainingOptions options_;

  // How far it is.
  Status status_ = Status::idle;
  std::optional<Issue> issue_, refusal_;
  std::shared_ptr<const Diagnosis> diagnosis_;
  uint64_t run_ = 0;
  int64_t until_ = 0;                 // the step at which it is finished
  int64_t steps_to_go_ = -1;          // of a Step command; -1: no limit
  Clock::duration step_interval_{};   // of a paced run; 0: none
  Clock::time_point next_step_at_{};  // not before
  CurveRecorder curves_;
  // Steps that were to be made (-1: all) when another command came while the data were loaded.
  std::optional<int64_t> dropped_steps_;
  std::optional<Tested> tested_, validated_;
  LossWatch watch_;
  Narrator narrator_;
  int64_t good_step_ = -1;  // of the weights that are remembered
  double good_loss_ = 0;    // the smallest that remembered weights gave; before the first step infinite
  // The learning rate as set, and the largest that a step was made with since the remembered weights: it, and not one
  // that was chosen when the loss had grown already, is what came of them.
  double rate_ = 0, largest_rate_ = 0;

  // What it was.
  Timeline timeline_;
  int64_t keep_every_ = 0;
  double keeping_seconds_ = 0, kept_in_seconds_ = 0;  // spent on it so far, and the last time
  std::optional<Timeline::Entry> past_;               // that is looked at
  PastNetwork past_network_{threads_};                // that answers of it
  std::optional<int64_t> branched_at_;
  bool tape_ = false;  // played from a file, on some samples of its data

  // How long it takes.
  double seconds_ = 0, samples_per_second_ = 0;
  double recent_seconds_ = 0;  // since the rate was last taken
  int64_t recent_samples_ = 0;
  double step_seconds_ = 0, following_seconds_ = 0;  // of the last plain step; what following a step took besides

  // What it tells.
  Readings readings_;
  Histories histories_;
  Ticket watched_by_{}, answered_{};  // the Watch that holds, and the last command
  std::string saved_;                 // by the command that is being obeyed
  std::deque<Reply> replies_;
  uint64_t serial_ = 0;
  bool changed_ = true;  // since the last snapshot
  std::shared_ptr<const RunSnapshot> snapshot_;
};

}  // namespace saddle
