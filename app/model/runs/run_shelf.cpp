#include "model/runs/run_shelf.h"

#include <algorithm>
#include <chrono>
#include <functional>
#include <limits>
#include <utility>

#include <fmt/chrono.h>

namespace saddle::app {
namespace {

constexpr int colors = 8;  // of the palette; the first is that of the run in training

Curve bounded(const Curve& curve, int64_t points) {
  if (curve.size() <= points) return curve;
  CurveWriter writer;
  for (const CurvePoint& p : every(curve, curve.size(), stride_for(curve, curve.size(), points))) writer.add(p);
  return writer.freeze();
}

bool stands_still(Status status) {
  return status == Status::paused || status == Status::finished || status == Status::diverged;
}

// Sorts by the time it was made.
std::string new_id(uint64_t number) {
  const auto now = std::chrono::system_clock::now();
  const auto millis = std::chrono::duration_cast<std::chrono::milliseconds>(now.time_since_epoch()).count() % 1000;
  return fmt::format("{:%Y%m%d-%H%M%S}-{:03}-{}", fmt::gmtime(std::chrono::system_clock::to_time_t(now)), millis,
                     number);
}

}  // namespace

KeptRun* RunShelf::find(const std::string& id) {
  const auto found = std::ranges::find(runs_, id, &KeptRun::id);
  return found == runs_.end() ? nullptr : &*found;
}

// One that no run has that is shown, and few of the others. Once the palette is used up the colors come again, with
// other markers.
int RunShelf::free_color() const {
  int best = 1, fewest = std::numeric_limits<int>::max();
  for (int color = 1; color < 2 * static_cast<int>(runs_.size()) + colors; ++color) {
    if (color % colors == 0) continue;
    if (color > colors && fewest < std::numeric_limits<int>::max()) break;
    const auto has_it = [color](const KeptRun& run) { return run.color == color; };
    if (std::ranges::any_of(runs_, [&](const KeptRun& run) { return run.shown && has_it(run); })) continue;
    const auto used = static_cast<int>(std::ranges::count_if(runs_, has_it));
    if (used >= fewest) continue;
    best = color;
    fewest = used;
  }
  return best;
}

// No two runs that are shown have the same color and marker; older ones keep theirs.
void RunShelf::tell_apart() {
  std::set<int> taken;
  for (auto run = runs_.rbegin(); run != runs_.rend(); ++run) {
    if (!run->shown || taken.insert(run->color).second) continue;
    run->color = free_color();
    run->dirty = true;
    taken.insert(run->color);
  }
}

void RunShelf::observe(const RunSnapshot& now) {
  if (now.run != live_) {
    if (last_.steps > 0) keep(last_);
    live_ = now.run;
    last_ = {};
  }
  if (now.experiment && now.experiment->data.type != data_) hide_other_data(now.experiment->data.type);
  if (now.steps == 0 || !now.experiment || now.serial == last_.serial) return;
  const bool stopped = stands_still(now.status) && (!stands_still(last_.status) || now.steps != last_.steps);
  last_ = now;
  last_.readings.clear();
  if (stopped) keep(now);
}

void RunShelf::hide_other_data(const std::string& data) {
  data_ = data;
  for (KeptRun& run : runs_) {
    const bool other = run.experiment.data.type != data;
    if (other ? !run.shown : !run.other_data) continue;
    run.shown = !other;
    run.other_data = other;
    run.dirty = true;
  }
  tell_apart();
}

void RunShelf::close() {
  if (last_.steps > 0) keep(last_);
}

void RunShelf::keep(const RunSnapshot& s) {
  if (s.curves.train_loss.size() < fewest_steps) return;
  auto known = std::ranges::find_if(runs_, [&](const KeptRun& run) { return run.live == s.run; });
  if (known == runs_.end()) {
    const KeptRun made{
        .id = new_id(++named_), .name = {}, .experiment = {}, .curves = {}, .color = free_color(), .live = s.run};
    known = runs_.insert(runs_.begin(), made);
    if (runs_.size() > recent_runs) retire(runs_[recent_runs]);
  } else if (known->steps == s.steps && known->status == s.status) {
    return;
  }
  known->experiment = *s.experiment;
  for (const CurveRow& row : curve_table) known->curves.*row.curve = bounded(s.curves.*row.curve, most_points);
  known->status = stands_still(s.status) ? s.status : Status::paused;
  known->steps = s.steps;
  known->steps_per_epoch = s.steps_per_epoch;
  known->seconds = s.seconds;
  known->branched_at = s.branched_at.value_or(0);
  known->dirty = true;
}

void RunShelf::retire(KeptRun& run) {
  if (!run.name.empty()) return;
  for (const CurveRow& row : curve_table) run.curves.*row.curve = bounded(run.curves.*row.curve, few_points);
  run.shown = run.other_data = false;
  run.dirty = true;
}

void RunShelf::rename(const std::string& id, const std::string& name) {
  KeptRun* run = find(id);
  if (!run || run->name == name) return;
  run->name = name;
  run->dirty = true;
}

void RunShelf::show(const std::string& id, bool shown) {
  KeptRun* run = find(id);
  if (!run || run->shown == shown) return;
  run->shown = shown;
  run->other_data = false;
  run->dirty = true;
  tell_apart();
}

void RunShelf::remove(const std::string& id) {
  const std::string gone = id;  // which may be the run's own, and end with it
  if (std::erase_if(runs_, [&](const KeptRun& run) { return run.id == gone; }) > 0) removed_.insert(gone);
}

void RunShelf::restore(std::vector<KeptRun> runs) {
  runs_ = std::move(runs);
  std::ranges::sort(runs_, std::ranges::greater{}, &KeptRun::id);
  tell_apart();
}

std::vector<KeptRun> RunShelf::take_changed() {
  std::vector<KeptRun> changed;
  for (KeptRun& run : runs_) {
    if (run.dirty) changed.push_back(run);
    run.dirty = false;
  }
  return changed;
}

std::set<std::string> RunShelf::take_removed() { return std::exchange(removed_, {}); }

}  // namespace saddle::app
