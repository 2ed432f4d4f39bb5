#include "session/histories.h"

#include <algorithm>

#include "model/type_named.h"
#include "train/probe_type.h"

namespace saddle {
namespace {

// A panel that asks another question with each of its controls is not to fill the memory.
constexpr size_t most_probes = 8;

ReadingHistory thinned(const ReadingHistory& readings, int64_t stride) {
  ReadingHistory kept;
  for (const auto& reading : readings) {
    if (kept.empty() || reading->step - kept.back()->step >= stride) kept.push_back(reading);
  }
  return kept;
}

ReadingHistory up_to(const ReadingHistory& readings, int64_t step) {
  const auto end = std::ranges::upper_bound(readings, step, {}, [](const auto& reading) { return reading->step; });
  return {readings.begin(), end};
}

}  // namespace

void Histories::add(const Probe& probe, std::shared_ptr<const Reading> reading) {
  const size_t most = type_named(probes::all(), probe.type).kept;
  if (most == 0 || reading->empty()) return;
  auto known = std::ranges::find(kept_, probe, &Kept::probe);
  if (known == kept_.end()) {
    if (kept_.size() == most_probes) kept_.erase(kept_.begin());
    kept_.push_back({.probe = probe, .readings = std::make_shared<const ReadingHistory>()});
    known = std::prev(kept_.end());
  }
  const ReadingHistory& before = *known->readings;
  if (!before.empty() && reading->step - before.back()->step < known->stride) return;
  ReadingHistory grown = before;
  grown.push_back(std::move(reading));
  while (grown.size() > most) grown = thinned(grown, known->stride *= 2);
  known->readings = std::make_shared<const ReadingHistory>(std::move(grown));
}

void Histories::cut(int64_t step) {
  for (Kept& kept : kept_) kept.readings = std::make_shared<const ReadingHistory>(up_to(*kept.readings, step));
}

std::vector<std::pair<Probe, std::shared_ptr<const ReadingHistory>>> Histories::freeze(
    std::optional<int64_t> until) const {
  std::vector<std::pair<Probe, std::shared_ptr<const ReadingHistory>>> histories;
  for (const Kept& kept : kept_) {
    if (until) {
      ReadingHistory cut = up_to(*kept.readings, *until);
      if (!kept.until || *kept.until != cut) kept.until = std::make_shared<const ReadingHistory>(std::move(cut));
    }
    histories.emplace_back(kept.probe, until ? kept.until : kept.readings);
  }
  return histories;
}

std::shared_ptr<const Reading> Histories::last(const Probe& probe, int64_t step) const {
  const auto known = std::ranges::find(kept_, probe, &Kept::probe);
  if (known == kept_.end()) return nullptr;
  const ReadingHistory before = up_to(*known->readings, step);
  return before.empty() ? nullptr : before.back();
}

}  // namespace saddle
