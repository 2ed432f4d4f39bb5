#include <algorithm>

#include "model/essence.h"
#include "saddle/catalog.h"
#include "shell/application.h"

// How the run in training follows the document.
namespace saddle::app {

bool Application::outdated() const {
  return !now_->experiment || essence(*now_->experiment) != essence(draft_.experiment) ||
         now_->status == Status::failed;
}

void Application::train(Frame& frame) {
  if (now_->status == Status::running) {
    frame.training.send(command::Pause{});
  } else if (frame.outdated || now_->status == Status::diverged) {
    frame.training.send(
        command::Start{.experiment = draft_.experiment, .data_directory = options_.data_directory, .run = true});
  } else {
    frame.training.send(command::Run{});
  }
}

void Application::reset(Frame& frame) {
  frame.training.send(
      command::Start{.experiment = draft_.experiment, .data_directory = options_.data_directory, .run = false});
}

// Live properties go to the worker at once; before the first step any other change rebuilds the net, so that what is
// shown is what will be trained.
void Application::follow_draft(Feed& feed) {
  if (draft_ == seen_) return;
  // Whoever changed it has begun a run of it as well.
  const bool begun = std::ranges::any_of(
      feed.outbox, [](const Command& command) { return std::holds_alternative<command::Start>(command); });
  if (begun) {
    seen_ = draft_;
    return;
  }
  const Choice &before = seen_.experiment.optimizer, &after = draft_.experiment.optimizer;
  Experiment same_rates = seen_.experiment;
  same_rates.optimizer = after;
  if (before.type == after.type && same_rates == draft_.experiment && now_->experiment) {
    for (const Property& p : catalog::get(catalog::optimizers(), after.type, "optimizer").properties) {
      const Value value = value_of(after.properties, p);
      if (p.live && value != value_of(before.properties, p))
        feed.send(command::Tune{"optimizer." + std::string(p.name), value});
    }
  } else if (now_->steps == 0 && now_->status != Status::running && analyses_.of(draft_.experiment).faults.empty()) {
    feed.send(command::Start{.experiment = draft_.experiment, .data_directory = options_.data_directory});
  }
  seen_ = draft_;
}

}  // namespace saddle::app
