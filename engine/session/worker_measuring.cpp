#include <algorithm>

#include "saddle/issue_of.h"
#include "session/worker.h"

// What probes that are watched take of the worker's time.
namespace saddle {
namespace {

// The share of the time that measuring may take from training.
constexpr double measuring_share = 0.03;

}  // namespace

const WorkerLoop::Measured* WorkerLoop::measured(const Probe& probe) const {
  const auto known = std::find_if(readings_.begin(), readings_.end(),
                                  [&](const Measured& measured) { return measured.probe == probe; });
  return known == readings_.end() ? nullptr : &*known;
}

// At once where training stands still; while it runs, each probe has its part of the time set aside for measuring.
bool WorkerLoop::is_due(const Probe& probe) const {
  const Measured* known = measured(probe);
  if (!known) return true;
  if (known->step == trainer_->steps() && known->reading->complete) return false;
  if (!stepping()) return true;
  const double interval = known->cost * static_cast<double>(watched_.size()) / measuring_share;
  return std::chrono::duration<double>(Clock::now() - known->at).count() >= interval;
}

bool WorkerLoop::follows_next_step() const {
  const auto updates =
      std::find_if(watched_.begin(), watched_.end(), [](const Probe& probe) { return probe.type == "updates"; });
  if (updates == watched_.end()) return false;
  const bool last = steps_to_go_ == 1 || trainer_->steps() + 1 == until_;
  const Measured* known = measured(*updates);
  return last || !known || known->reading->step == 0 ||
         (Clock::now() - known->at >= publishing_interval && (known->step == trainer_->steps() || is_due(*updates)));
}

// There is more to tell about these weights.
bool WorkerLoop::measuring() const {
  return std::any_of(readings_.begin(), readings_.end(),
                     [](const Measured& measured) { return !measured.reading->complete; });
}

void WorkerLoop::measure() {
  std::vector<Measured> fresh;
  std::vector<Probe> watched;
  for (const Probe& probe : watched_) {
    try {
      if (!is_due(probe)) {
        fresh.push_back(*measured(probe));
      } else {
        const auto began = Clock::now();
        auto reading = std::make_shared<const Reading>(trainer_->measure(probe, stepping()));
        const auto now = Clock::now();
        const double cost =
            std::chrono::duration<double>(now - began).count() + (probe.type == "updates" ? following_seconds_ : 0);
        fresh.push_back({probe, std::move(reading), trainer_->steps(), cost, now});
      }
      watched.push_back(probe);
    } catch (...) {
      refusal_ = issue_of(std::current_exception());
    }
  }
  watched_ = std::move(watched);
  readings_ = std::move(fresh);
}

// While training stands still: a slice of what is not complete, shown now and then and at the end.
void WorkerLoop::measure_more() {
  measure();
  measuring() ? publish_if_due() : publish();
}

}  // namespace saddle
