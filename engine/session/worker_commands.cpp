#include <limits>
#include <new>

#include "saddle/issue_of.h"
#include "session/worker.h"

// What each command does.
namespace saddle {

void WorkerLoop::obey(Command command) {
  refusal_.reset();
  try {
    std::visit([this](auto& c) { obey(c); }, command);
  } catch (...) {
    refusal_ = issue_of(std::current_exception());
  }
  ++obeyed_;
}

void WorkerLoop::obey(command::Start& start) {
  ++run_;
  trainer_.reset();
  issue_.reset();
  saved_.clear();
  diagnosis_.reset();
  curves_ = {};
  readings_.clear();
  experiment_ = start.experiment;
  status_ = Status::loading;
  publish();
  try {
    if (!dataset_ || dataset_choice_ != start.experiment.data || data_directory_ != start.data_directory) {
      dataset_.reset();
      if (const auto issues = check(start.experiment, start.data_directory); !issues.empty())
        throw Error(issues.front());
      dataset_ = load_dataset(start.experiment.data, start.data_directory, &replaced_);
      dataset_choice_ = start.experiment.data;
      data_directory_ = start.data_directory;
    }
    model_ = start.model;
    checkpoint_ = start.checkpoint;
    build(start.experiment);
    if (start.run) status_ = Status::running;
  } catch (...) {
    fail(std::current_exception());
  }
}

// A run that could not be made, or not go on, is none: nothing of it is trained or saved.
void WorkerLoop::fail(const std::exception_ptr& reason) {
  trainer_.reset();
  status_ = Status::failed;
  issue_ = issue_of(reason);
}

void WorkerLoop::build(const Experiment& experiment) {
  trainer_.reset();  // before the next one takes its memory
  trainer_.emplace(experiment, dataset_);
  if (model_) model_->is_checkpoint() ? trainer_->resume(*model_) : trainer_->load(*model_);
  status_ = Status::ready;
  issue_.reset();
  diagnosis_.reset();
  good_loss_ = std::numeric_limits<double>::infinity();
  if (remembers()) trainer_->remember();
  follow_path();
  until_ = trainer_->total_steps();
  steps_to_go_ = -1;
  seconds_ = samples_per_second_ = recent_seconds_ = 0;
  recent_samples_ = 0;
  curves_ = {};
  readings_.clear();
}

void WorkerLoop::obey(command::Run& run) {
  if (!trainer_ || status_ == Status::diverged) return;
  if (run.until > trainer_->steps()) until_ = run.until;
  if (status_ == Status::finished) until_ = trainer_->steps() + trainer_->total_steps();
  steps_to_go_ = -1;
  status_ = Status::running;
}

void WorkerLoop::obey(command::Pause&) {
  if (status_ == Status::running) status_ = Status::paused;
}

void WorkerLoop::obey(command::Step& step) {
  if (!trainer_ || status_ == Status::diverged) return;
  until_ = std::max(until_, trainer_->steps() + step.count);
  steps_to_go_ = step.count;
  status_ = Status::running;
}

void WorkerLoop::obey(command::Reset&) {
  if (!trainer_) return;
  ++run_;
  try {
    build(Experiment(trainer_->experiment()));
  } catch (...) {
    fail(std::current_exception());
  }
}

void WorkerLoop::obey(command::Tune& tune) {
  if (!trainer_) throw Error(tune.path, "nothing is being trained");
  trainer_->tune(tune.path, tune.value);
  if (status_ != Status::diverged || tune.path != "optimizer.learning_rate" || diagnosis_->good_step < 0) return;
  trainer_->go_back();
  status_ = Status::paused;
  issue_.reset();
  diagnosis_.reset();
  readings_.clear();
}

void WorkerLoop::obey(command::SetWeight& set) {
  if (!trainer_) throw Error(set.parameter, "nothing is being trained");
  trainer_->set_weight(set.parameter, set.index, set.value);
  readings_.clear();  // measured of other weights
}

void WorkerLoop::obey(command::Watch& watch) {
  watched_ = std::move(watch.probes);
  follow_path();
}

void WorkerLoop::follow_path() {
  const bool wanted =
      std::any_of(watched_.begin(), watched_.end(), [](const Probe& probe) { return probe.type == "landscape"; });
  if (trainer_) trainer_->follow_path(wanted);
}

void WorkerLoop::obey(command::Save& save) {
  if (!trainer_) throw Error(save.file.string(), "there is no model to save yet; press Train first");
  if (status_ == Status::diverged)
    throw Error(save.file.string(), "is not written: the run has diverged; go back to its last good weights first");
  saved_.clear();
  save.checkpoint ? trainer_->save_checkpoint(save.file) : trainer_->save(save.file);
  saved_ = save.file.string();
}

}  // namespace saddle
