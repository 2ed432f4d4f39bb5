#include <algorithm>
#include <chrono>
#include <limits>
#include <malloc.h>
#include <utility>

#include "saddle/essence.h"
#include "saddle/issue_of.h"
#include "session/run.h"
#include "train/blank_loss.h"
#include "train/tape_file.h"

// What each command does.
namespace saddle {
namespace {

constexpr size_t most_replies = 64;

// The loss of guessing. With a penalty on the weights the loss of a step is larger than what it is compared with.
double guessing(const Trainer& trainer) {
  const auto decay = trainer.experiment().optimizer.properties.find("weight_decay");
  const bool penalized = decay != trainer.experiment().optimizer.properties.end() && number_of(decay->second) > 0;
  return penalized ? 0 : blank_loss(trainer.experiment(), trainer.plan(), trainer.dataset());
}

// Nobody pressed anything: what is shown stays.
bool is_unseen(const Command& command) {
  return std::holds_alternative<command::Capture>(command) ||
         std::holds_alternative<command::PrepareToLookBack>(command);
}

}  // namespace

void Run::obey(Command command, Ticket ticket) {
  if (std::holds_alternative<command::Watch>(command)) watched_by_ = ticket;
  changed_ = true;
  Reply reply{.ticket = ticket};
  saved_.clear();
  if (!is_unseen(command)) refusal_.reset();
  try {
    std::visit([this](auto& c) { obey(c); }, command);
  } catch (...) {
    reply.refusal = refusal_ = issue_of(std::current_exception());
  }
  reply.saved = std::exchange(saved_, {});
  answered_ = ticket;
  answer(std::move(reply));
  changed_ = true;  // again: Start publishes that it is loading
}

// What says no more than that it was done needs no keeping.
void Run::answer(Reply reply) {
  if (!reply.refusal && reply.saved.empty()) return;
  std::erase_if(replies_, [&](const Reply& before) { return before.ticket == reply.ticket; });
  replies_.push_back(std::move(reply));
  if (replies_.size() > most_replies) replies_.pop_front();
}

void Run::obey(command::Start& start) {
  ++run_;
  trainer_.reset();
  forget();
  // Runs differ in size, and a window is open for hours: what earlier ones have left goes back to the system.
  malloc_trim(0);
  dropped_steps_.reset();
  experiment_ = std::make_shared<const Experiment>(start.experiment);
  status_ = Status::loading;
  try {
    driver_.publish();
    tape_ = start.model && start.model->tape() && !start.run;
    if (tape_) {
      dataset_ = start.model->tape()->samples;
      dataset_choice_ = {};
    } else if (!dataset_ || dataset_choice_ != start.experiment.data || data_directory_ != start.data_directory) {
      dataset_.reset();
      dataset_ = driver_.load(*this, start.experiment, start.data_directory);
      if (!dataset_) {  // what is obeyed next builds something else
        if (start.run) dropped_steps_ = -1;
        return;
      }
      dataset_choice_ = start.experiment.data;
      data_directory_ = start.data_directory;
    }
    model_ = std::move(start.model);
    checkpoint_ = std::move(start.checkpoint);
    build(start.experiment);
    if (start.until > 0) until_ = start.until;
    if (trainer_->steps() >= until_) {
      status_ = Status::finished;
    } else if (start.run) {
      status_ = Status::running;
    } else if (tape_) {
      status_ = Status::paused;
    }
  } catch (...) {
    fail(std::current_exception());
  }
}

void Run::obey(command::Train& train) {
  const bool goes_on =
      trainer_ && !tape_ && status_ != Status::diverged && same_essence(trainer_->experiment(), train.experiment);
  if (goes_on) return obey(command::Run{});
  command::Start start{
      .experiment = std::move(train.experiment), .data_directory = std::move(train.data_directory), .run = true};
  obey(start);
}

void Run::obey(command::Prepare& prepare) {
  if (trainer_ && trainer_->steps() > 0) return;
  begin_anew(std::move(prepare.experiment), std::move(prepare.data_directory));
}

void Run::obey(command::Restart& restart) {
  begin_anew(std::move(restart.experiment), std::move(restart.data_directory));
}

// Trained as far as the run before was to be.
void Run::begin_anew(Experiment experiment, std::filesystem::path data_directory) {
  const std::optional<int64_t> to_go = training() ? std::optional(steps_to_go_) : dropped_steps_;
  command::Start start{
      .experiment = std::move(experiment), .data_directory = std::move(data_directory), .run = to_go.has_value()};
  obey(start);
  if (dropped_steps_) dropped_steps_ = to_go;
  if (training() && *to_go > 0) obey(command::Step{.count = static_cast<int>(*to_go)});
}

// Of the run before nothing is shown any more.
void Run::forget() {
  narrator_ = {};
  issue_.reset();
  diagnosis_.reset();
  curves_ = {};
  tested_.reset();
  validated_.reset();
  readings_.forget();
  histories_.forget();
  timeline_.clear();
  keeping_seconds_ = 0;
  past_.reset();
  past_network_.forget();
  branched_at_.reset();
}

void Run::fail(const std::exception_ptr& reason) {
  changed_ = true;
  trainer_.reset();
  past_.reset();
  past_network_.forget();
  status_ = Status::failed;
  issue_ = issue_of(reason);
}

void Run::build(const Experiment& experiment) {
  trainer_.reset();  // before the next one takes its memory
  forget();
  trainer_.emplace(experiment, dataset_, threads_);
  if (tape_) {
    play_tape();
  } else if (model_) {
    model_->is_checkpoint() ? trainer_->resume(*model_) : trainer_->load(*model_);
  }
  begin_counting();
  if (tape_) {
    until_ = std::max(trainer_->steps(), model_->tape()->total_steps);
    seconds_ = timeline_.entries().back().seconds;
    return;
  }
  seconds_ = 0;
  if (timeline_.wants(trainer_->steps())) keep_moment();
}

// Of a trainer that has just been made.
void Run::begin_counting() {
  experiment_ = std::make_shared<const Experiment>(trainer_->experiment());
  options_ = read<TrainingOptions>(experiment_->training, "training");
  status_ = Status::ready;
  good_loss_ = std::numeric_limits<double>::infinity();
  good_step_ = -1;
  largest_rate_ = 0;
  read_rate();
  if (remembers()) remember();
  follow_path();
  until_ = trainer_->total_steps();
  watch_ = LossWatch(guessing(*trainer_), until_);
  narrator_ = Narrator(trainer_->built(), facts());
  if (tape_) narrator_.recall(model_->tape()->events);
  steps_to_go_ = -1;
  samples_per_second_ = recent_seconds_ = 0;
  recent_samples_ = 0;
}

void Run::obey(const command::Run&) {
  expect_data();
  if (status_ == Status::loading) dropped_steps_ = -1;
  if (!trainer_ || status_ == Status::diverged) return;
  if (status_ == Status::finished) until_ = trainer_->steps() + trainer_->total_steps();
  steps_to_go_ = -1;
  status_ = Status::running;
  next_step_at_ = {};
}

void Run::obey(const command::Pause&) {
  dropped_steps_.reset();
  if (status_ == Status::running) status_ = Status::paused;
}

void Run::obey(const command::Step& step) {
  expect_data();
  if (status_ == Status::loading) dropped_steps_ = step.count;
  if (!trainer_ || status_ == Status::diverged) return;
  until_ = std::max(until_, trainer_->steps() + step.count);
  steps_to_go_ = step.count;
  status_ = Status::running;
  next_step_at_ = {};  // the first one at once
}

void Run::obey(const command::Pace& pace) {
  constexpr double longest = 3600;  // seconds
  const double seconds = pace.steps_per_second > 0 ? std::min(1 / pace.steps_per_second, longest) : 0;
  step_interval_ = std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
  next_step_at_ = {};
}

void Run::obey(const command::Reset&) {
  if (!trainer_) return;
  ++run_;
  try {
    build(Experiment(trainer_->experiment()));
    if (trainer_->steps() >= until_) status_ = Status::finished;
  } catch (...) {
    fail(std::current_exception());
  }
}

// To the weights that were good last.
void Run::go_back() {
  trainer_->go_back();
  largest_rate_ = 0;
  watch_.forget_recent();
  narrator_.forget_recent();
  status_ = Status::paused;
  issue_.reset();
  diagnosis_.reset();
  readings_.forget();
}

void Run::obey(command::Tune& tune) {
  if (!trainer_) throw Error(tune.path, "nothing is being trained");
  trainer_->tune(tune.path, tune.value);
  read_rate();
  narrator_.tuned(trainer_->built());
  experiment_ = std::make_shared<const Experiment>(trainer_->experiment());
  if (tune.path.starts_with("network")) {  // the same weights, and other outputs
    readings_.forget();
    return;
  }
  if (status_ != Status::diverged || tune.path != "optimizer.learning_rate" || diagnosis_->good_step < 0) return;
  go_back();
}

void Run::obey(const command::GoBack& back) {
  if (!trainer_ || good_step_ < 0) throw Error("", "there are no good weights to go back to; press Reset");
  trainer_->tune("optimizer.learning_rate", back.learning_rate);
  read_rate();
  narrator_.tuned(trainer_->built());
  experiment_ = std::make_shared<const Experiment>(trainer_->experiment());
  go_back();
}

void Run::obey(command::SetWeight& set) {
  if (!trainer_) throw Error(set.parameter, "nothing is being trained");
  if (past_) throw Error(set.parameter, "cannot be changed in the past; go back to now, or continue from here");
  trainer_->set_weight(set.parameter, set.index, set.value);
  readings_.forget();
}

void Run::obey(command::Watch& watch) {
  readings_.watch(std::move(watch.probes));
  follow_path();
}

void Run::follow_path() {
  if (trainer_) trainer_->follow_path(readings_.watches("landscape"));
}

// Whoever drives the run ends it.
void Run::obey(const command::Close&) {}

}  // namespace saddle
