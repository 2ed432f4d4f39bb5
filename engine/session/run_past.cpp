#include <algorithm>
#include <chrono>
#include <new>
#include <utility>

#include "session/run.h"

// What a run was: which moments are kept, what is measured of them, and how another run leaves from one.
namespace saddle {
namespace {

// Of the time of training, so much is spent on keeping moments; with what it costs the caches it comes to 2 % at most.
constexpr double keeping_share = 0.015;

// Whether it takes the weights of then to measure it: neither the data nor the plane depend on them, and of updates the
// run keeps what was measured.
bool answered_by_past(const Probe& probe) {
  return probe.type != "landscape" && probe.type != "samples" && probe.type != "updates";
}

// The path of the weights as far as it had come. The plane stays the one that is laid now.
void cut_path(Reading& reading, int64_t step) {
  auto* landscape = std::get_if<LossLandscapeReading>(&reading.content);
  if (!landscape || !landscape->plane) return;
  auto& path = landscape->plane->path;
  const auto later = std::ranges::find_if(path, [&](const auto& place) { return place.step > step; });
  if (later != path.begin()) path.erase(later, path.end());
}

}  // namespace

void Run::obey(const command::KeepMoments& keep) {
  timeline_.set_budget(keep.bytes);
  keep_every_ = keep.every;
  if (timeline_.empty()) obey(command::LookNow{});
  if (trainer_ && status_ != Status::diverged && timeline_.empty() && timeline_.wants(trainer_->steps())) keep_moment();
}

// Not those that would not fit, even without what the optimizer remembers; nor at the cost of the run, where memory is
// short.
void Run::keep_moment() {
  if (trainer_->plan().parameters() * int64_t{sizeof(float)} > timeline_.budget()) return;
  const auto began = Clock::now();
  const Moment* before = timeline_.empty() ? nullptr : timeline_.entries().back().moment.get();
  try {
    timeline_.add({.moment = trainer_->moment(before), .experiment = experiment_, .seconds = seconds_});
  } catch (const std::bad_alloc&) {
    timeline_.set_budget(timeline_.bytes());
  }
  kept_in_seconds_ = std::chrono::duration<double>(Clock::now() - began).count();
  keeping_seconds_ += kept_in_seconds_;
}

void Run::keep_moment_if_due() {
  if (keep_every_ > 0) {
    if (trainer_->steps() % keep_every_ == 0 && timeline_.budget() > 0) keep_moment();
    return;
  }
  if (!timeline_.wants(trainer_->steps())) return;
  if (keeping_seconds_ + kept_in_seconds_ <= keeping_share * seconds_) keep_moment();
}

const Timeline::Entry& Run::moment_near(int64_t step) const {
  const Timeline::Entry* entry = trainer_ ? timeline_.nearest(step) : nullptr;
  if (!entry) throw Error("", "nothing of the past is kept; give it memory, and train");
  return *entry;
}

// The weights are fetched when something is measured: of several commands in a row, the last one counts.
void Run::obey(const command::LookBack& back) {
  const Timeline::Entry entry = moment_near(back.step);
  if (past_ && past_->moment == entry.moment) return;
  past_ = entry;
  past_network_.prepare_no_more();
  readings_.expire();
}

void Run::obey(const command::LookNow&) {
  if (!past_) return;
  past_.reset();
  readings_.expire();
}

// From now on the network that answers of the past stands ready, where it takes no more memory than the moments may.
void Run::obey(const command::PrepareToLookBack&) {
  if (!trainer_ || timeline_.empty() || PastNetwork::bytes(trainer_->plan()) > timeline_.budget()) return;
  std::vector<Probe> probes;
  for (const Probe& probe : readings_.watched()) {
    if (answered_by_past(probe)) probes.push_back(probe);
  }
  past_network_.prepare(*trainer_, timeline_.entries().back(), std::move(probes));
}

bool Run::prepare_one() {
  if (!trainer_ || timeline_.empty()) return false;
  return past_network_.prepare_one(*trainer_, timeline_.entries().back());
}

Reading Run::measure_past(const Probe& probe) {
  const int64_t step = past_->moment->step;
  Reading reading;
  if (probe.type == "updates") {
    if (const auto then = histories_.last(probe, step)) return *then;
    reading.step = step;
    return reading;
  }
  if (!answered_by_past(probe)) {
    reading = trainer_->measure(probe, training());
    cut_path(reading, step);
    reading.step = step;
  } else {
    reading = past_network_.measure(*trainer_, *past_, probe);
  }
  reading.seconds = past_->seconds;
  return reading;
}

void Run::obey(command::Branch& branch) {
  expect_data();
  const Timeline::Entry from = moment_near(branch.step);
  if (branch.experiment.data != trainer_->experiment().data)
    throw Error("data", "cannot change when a run continues from a moment; train anew to use it");
  const int64_t step = from.moment->step;
  Trainer trainer(branch.experiment, dataset_, threads_);
  const bool same_optimizer = branch.experiment.optimizer.type == from.experiment->optimizer.type;
  trainer.go_on_from(*from.moment, same_optimizer ? Trainer::OptimizerState::kept : Trainer::OptimizerState::fresh,
                     branch.redrawn);
  // From here on nothing can stand against it.
  const Curves before = curves_.freeze();
  trainer_.emplace(std::move(trainer));
  ++run_;
  curves_ = {};
  curves_.begin_with(before, step);
  histories_.cut(step);
  timeline_.cut(step);
  if (!branch.redrawn.empty()) timeline_.cut(step - 1);
  issue_.reset();
  diagnosis_.reset();
  tested_.reset();
  validated_.reset();
  past_.reset();
  past_network_.forget();
  readings_.forget();
  const Narrator narrated = narrator_;
  const double largest_rate = largest_rate_;
  begin_counting();
  narrator_.begin_with(narrated, step);
  const Curve& losses = before.train_loss;
  for (int64_t i = 0; i < losses.size() && losses[i].step <= static_cast<double>(step); ++i)
    watch_.add(losses[i].value);
  // What became of the loss is not held against settings that it was not trained with.
  const bool unchanged = branch.redrawn.empty() && branch.experiment.optimizer == from.experiment->optimizer &&
                         branch.experiment.network == from.experiment->network;
  if (!unchanged) watch_.forget_recent();
  if (unchanged) largest_rate_ = largest_rate;
  seconds_ = from.seconds;
  branched_at_ = step;
  if (timeline_.wants(step)) keep_moment();
  if (branch.run && step >= until_) until_ = step + trainer_->total_steps();  // as Run does where all epochs are done
  if (trainer_->steps() >= until_) {
    status_ = Status::finished;
  } else {
    status_ = branch.run ? Status::running : Status::paused;
  }
}

}  // namespace saddle
