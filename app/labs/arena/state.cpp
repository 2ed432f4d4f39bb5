#include "labs/arena/state.h"

#include <algorithm>

namespace saddle::app {

std::vector<size_t> ArenaState::running() const {
  std::vector<size_t> places;
  for (size_t i = 0; i < setup.race.racers.size(); ++i) {
    if (setup.race.racers[i].on) places.push_back(i);
  }
  return places;
}

// Between a change and its computation the products may be of other racers.
std::optional<size_t> ArenaState::place(size_t racer) const {
  const std::vector<size_t> all = running();
  const auto found = std::ranges::find(all, racer);
  if (!now->walks || now->walks->paths.size() != all.size() || found == all.end()) return std::nullopt;
  const auto at = static_cast<size_t>(found - all.begin());
  if (now->walks->race.racers[at].optimizer.type != setup.race.racers[racer].optimizer.type) return std::nullopt;
  return at;
}

const Trajectory* ArenaState::path(size_t racer) const {
  const auto at = place(racer);
  return at ? &now->walks->paths[*at] : nullptr;
}

const Outcome* ArenaState::outcome(size_t racer) const {
  const auto at = place(racer);
  return at ? &now->walks->outcomes[*at] : nullptr;
}

std::optional<double> ArenaState::lowest() const {
  std::optional<double> least;
  if (!now->walks) return least;
  for (const StationaryPoint& point : now->walks->function.points) {
    if (point.kind != StationaryPoint::Kind::minimum) continue;
    const double value = now->walks->function.surface->value(point.at);
    least = least ? std::min(*least, value) : value;
  }
  return least;
}

}  // namespace saddle::app
