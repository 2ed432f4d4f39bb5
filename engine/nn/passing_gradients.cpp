#include "nn/passing_gradients.h"

#include <algorithm>

namespace saddle {
namespace {

struct Life {
  StepIndex home, from, to;  // backward, it begins at `to`
  bool passing = true;
};

IndexedVector<StepIndex, Life> lives_of(const Fusion& fusion, const StepSources& sources,
                                        const IndexedVector<StepIndex, bool>& kept) {
  IndexedVector<StepIndex, Life> lives(sources.size());
  for (const StepIndex step : sources.indices().reversed()) {
    Life& life = lives[fusion.gradient_of(step)];
    life.home = fusion.gradient_of(step);
    life.from = step;  // the first of those that share it is the last to be seen here
    life.passing = life.passing && !kept[step];
    for (const std::optional<StepIndex> from : sources[step]) {
      if (!from) continue;
      Life& fed = lives[fusion.gradient_of(*from)];
      fed.to = std::max(fed.to, step);
    }
  }
  return lives;
}

// On lines of the cache of their own, also where numbers are as small as a float.
int64_t room(int64_t width) {
  constexpr int64_t line = 16;
  return (width + line - 1) / line * line;
}

}  // namespace

PassingGradients passing_gradients(const Fusion& fusion, const StepSources& sources,
                                   const IndexedVector<StepIndex, bool>& kept,
                                   const IndexedVector<StepIndex, int64_t>& widths) {
  PassingGradients found{.place = IndexedVector<StepIndex, int64_t>(sources.size(), -1)};
  std::vector<Life> placed;
  const auto lives = lives_of(fusion, sources, kept);
  for (const StepIndex home : lives.indices()) {
    const Life& life = lives[home];
    if (fusion.gradient_of(home) != home || !life.passing) continue;
    const int64_t size = room(widths[home]);
    // The lowest place that is free all the time.
    int64_t place = 0;
    for (bool moved = true; moved;) {
      moved = false;
      for (const Life& other : placed) {
        if (other.to < life.from || life.to < other.from) continue;
        const int64_t begin = found.place[other.home], end = begin + room(widths[other.home]);
        if (place >= end || place + size <= begin) continue;
        place = end;
        moved = true;
      }
    }
    found.place[home] = place;
    found.width = std::max(found.width, place + size);
    placed.push_back(life);
  }
  return found;
}

}  // namespace saddle
