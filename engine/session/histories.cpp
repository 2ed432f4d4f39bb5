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

std::vector<std::pair<Probe, std::shared_ptr<const ReadingHistory>>> Histories::freeze() const {
  std::vector<std::pair<Probe, std::shared_ptr<const ReadingHistory>>> histories;
  for (const Kept& kept : kept_) histories.emplace_back(kept.probe, kept.readings);
  return histories;
}

}  // namespace saddle
