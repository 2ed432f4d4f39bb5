#include "shell/run_controller.h"

#include <algorithm>
#include <utility>

#include "saddle/catalog.h"
#include "saddle/essence.h"
#include "saddle/model.h"
#include "saddle/surgery.h"

namespace saddle::app {
namespace {

// The optimizer's settings, and what is done to layers by hand: what a run takes up between two steps.
bool differ_in_what_is_live(const Experiment& before, const Experiment& after) {
  Experiment same = before;
  same.optimizer = after.optimizer;
  same.network = after.network;
  return same == after && before.optimizer.type == after.optimizer.type &&
         same_but_for_surgery(before.network, after.network);
}

}  // namespace

RunController::RunController(const ApplicationOptions& options, const std::function<void()>& wake)
    : data_directory_(options.data_directory),
      moment_every_(options.moment_every),
      training_(options.run ? options.run : std::make_shared<Session>(options.threading, wake)),
      reader_(options.threading, wake) {
  if (options.run) followed_ = *training_.now().experiment;
  keep_moments(options.settings.workspace.moments);  // before the first step
}

RunController::Aside RunController::set_aside() {
  Aside aside{.run = training_.run(),
              .ran = now().status == Status::running,
              .followed = followed_,
              .opened = std::exchange(opened_, nullptr),
              .opened_by = opened_by_};
  if (aside.ran) training_.send(command::Pause{});
  training_.turn_to(training_.open());
  pace_ = moments_ = -1;  // the new run has to be told
  return aside;
}

void RunController::take_back(const Aside& aside) {
  training_.send(command::Close{});
  training_.turn_to(aside.run);
  if (aside.ran) training_.send(command::Run{});
  followed_ = aside.followed;
  opened_ = aside.opened;
  opened_by_ = aside.opened_by;
  pace_ = moments_ = -1;
}

void RunController::keep_moments(int megabytes) {
  if (megabytes == moments_) return;
  moments_ = megabytes;
  training_.send(command::KeepMoments{.bytes = int64_t{megabytes} << 20, .every = moment_every_});
}

Ticket RunController::start(const Draft& draft, bool run, std::shared_ptr<const Model> model) {
  followed_ = draft.experiment;
  opened_ = model;
  opened_by_ = training_.send(command::Start{
      .experiment = draft.experiment, .data_directory = data_directory_, .run = run, .model = std::move(model)});
  return opened_by_;
}

std::optional<Issue> RunController::begin_frame() {
  training_.begin_frame();
  return reader_.begin_frame();
}

void RunController::end_frame() {
  training_.end_frame();
  reader_.end_frame();
}

bool RunController::pump() {
  const bool busy = training_.pump();
  return reader_.pump() || busy;
}

bool RunController::outdated(const Draft& draft) const {
  return !now().experiment || !same_essence(*now().experiment, draft.experiment) || now().status == Status::failed;
}

void RunController::follow(const Draft& draft, Analyses& analyses) {
  if (now().answered >= opened_by_ && now().status != Status::failed) opened_.reset();
  if (draft.experiment == followed_) return;
  const Experiment before = std::exchange(followed_, draft.experiment);
  Feed feed = training_.feed();
  // Whoever changed it has begun a run of it as well.
  if (std::ranges::any_of(feed.outbox, [](const Command& command) {
        return std::holds_alternative<command::Start>(command) || std::holds_alternative<command::Train>(command) ||
               std::holds_alternative<command::Restart>(command) || std::holds_alternative<command::Branch>(command);
      }))
    return;
  const Choice& optimizer = draft.experiment.optimizer;
  if (feed.now.experiment && differ_in_what_is_live(before, draft.experiment)) {
    tune(feed, before.optimizer, optimizer);
    operate(feed, before.network, draft.experiment.network);
  } else if (analyses.of(draft.experiment).faults.empty()) {
    prepare(feed, draft.experiment);
  }
}

void RunController::prepare(Feed& feed, const Experiment& experiment) {
  // A model that was trained before something of it became a fault keeps its weights.
  if (opened_ && feed.now.status == Status::failed && experiment.network == opened_->experiment().network) {
    feed.send(command::Start{.experiment = experiment, .data_directory = data_directory_, .model = opened_});
    return;
  }
  feed.send(command::Prepare{.experiment = experiment, .data_directory = data_directory_});
}

void RunController::pace(double steps_per_second) {
  if (steps_per_second == pace_) return;
  pace_ = steps_per_second;
  training_.feed().send(command::Pace{steps_per_second});
}

void RunController::operate(Feed& feed, const std::vector<Node>& before, const std::vector<Node>& after) {
  for (auto& [path, value] : surgery_between(before, after)) feed.send(command::Tune{path, std::move(value)});
}

void RunController::tune(Feed& feed, const Choice& before, const Choice& after) {
  for (const Property& p : catalog::get(catalog::optimizers(), after.type, "optimizer").properties) {
    const Value value = value_of(after.properties, p);
    if (p.live && value != value_of(before.properties, p))
      feed.send(command::Tune{"optimizer." + std::string(p.name), value});
  }
}

}  // namespace saddle::app
