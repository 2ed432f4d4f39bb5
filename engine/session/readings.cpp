#include "session/readings.h"

#include <algorithm>

namespace saddle {
namespace {

// What is older than that presses; so that it is measured before it is twice as old.
constexpr std::chrono::seconds pressing_age{1};
// Seconds of measuring that are saved up at most: for so long training may stand still at once.
constexpr double most_spare = 0.5;
// Steps are followed no more often than a window draws.
constexpr std::chrono::milliseconds following_interval{33};

}  // namespace

void Readings::watch(std::vector<Probe> probes) {
  watched_ = std::move(probes);
  std::erase_if(measured_, [this](const Measured& measured) {
    return std::find(watched_.begin(), watched_.end(), measured.probe) == watched_.end();
  });
}

void Readings::drop(const Probe& probe) {
  const Probe gone = probe;  // which may be one of those
  std::erase(watched_, gone);
  std::erase_if(measured_, [&](const Measured& measured) { return measured.probe == gone; });
}

void Readings::expire() {
  for (Measured& measured : measured_) {
    measured.step = -1;
    measured.published = true;
    measured.at = Clock::time_point() +
                  std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(measured.seconds));
  }
}

bool Readings::watches(std::string_view type) const {
  return std::any_of(watched_.begin(), watched_.end(), [&](const Probe& probe) { return probe.type == type; });
}

const Readings::Measured* Readings::find(const Probe& probe) const {
  const auto known = std::find_if(measured_.begin(), measured_.end(),
                                  [&](const Measured& measured) { return measured.probe == probe; });
  return known == measured_.end() ? nullptr : &*known;
}

// Each has its part of the usual share.
bool Readings::is_its_turn(const Measured& measured, const Now& now) const {
  const double interval = measured.seconds * static_cast<double>(watched_.size()) / usual_share;
  return std::chrono::duration<double>(now.at - measured.at).count() >= interval;
}

bool Readings::is_pressing(const Measured& measured, const Now& now) const {
  return measured.reading->filling || now.at - measured.at >= pressing_age;
}

// At once where all stands still; while a run is trained, each probe has its part of the time set aside for measuring.
bool Readings::is_due(const Probe& probe, const Now& now) const {
  const Measured* known = find(probe);
  if (!known) return true;
  if (known->step == now.steps && known->reading->complete && known->going_on == now.going_on) return false;
  if (!now.sparing || (now.past && known->step != now.steps)) return true;
  if (!known->published) return false;
  if (probe.type == "updates") return followed_;
  return is_its_turn(*known, now) || (spare_ > 0 && is_pressing(*known, now));
}

const Probe* Readings::due(const Now& now) const {
  const Probe* longest = nullptr;
  Clock::time_point since = Clock::time_point::max();
  for (const Probe& probe : watched_) {
    const Measured* known = find(probe);
    const Clock::time_point at = known ? known->at : Clock::time_point::min();
    if (at >= since || !is_due(probe, now)) continue;
    longest = &probe;
    since = at;
  }
  return longest;
}

bool Readings::follows_next_step(const Now& now, bool last) {
  const auto updates =
      std::find_if(watched_.begin(), watched_.end(), [](const Probe& probe) { return probe.type == "updates"; });
  if (updates == watched_.end()) return false;
  const Measured* known = find(*updates);
  const bool due = known && (known->step == now.steps || is_its_turn(*known, now) || is_pressing(*known, now));
  const bool follows = last || !known || known->reading->step == 0 || (due && now.at - known->at >= following_interval);
  followed_ = followed_ || follows;
  return follows;
}

void Readings::trained(double seconds) {
  spare_ = std::min(spare_ + seconds * most_share / (1 - most_share), most_spare);
}

void Readings::add(const Probe& probe, std::shared_ptr<const Reading> reading, double seconds, const Now& now) {
  if (probe.type == "updates") followed_ = false;
  Measured measured{.probe = probe,
                    .reading = std::move(reading),
                    .step = now.steps,
                    .going_on = now.going_on,
                    .seconds = seconds,
                    .at = now.at};
  if (const Measured* known = find(probe)) {
    if (now.sparing) spare_ -= seconds;
    measured_[static_cast<size_t>(known - measured_.data())] = std::move(measured);
  } else {
    measured_.push_back(std::move(measured));
  }
}

std::vector<std::pair<Probe, std::shared_ptr<const Reading>>> Readings::publish() {
  std::vector<std::pair<Probe, std::shared_ptr<const Reading>>> readings;
  for (const Probe& probe : watched_) {
    if (const Measured* known = find(probe)) readings.emplace_back(known->probe, known->reading);
  }
  for (Measured& measured : measured_) measured.published = true;
  return readings;
}

}  // namespace saddle
