#include "saddle/win_map.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/flush_to_zero.h"
#include "core/parallel.h"
#include "race/crowd.h"

namespace saddle {
namespace {

constexpr int coarsest = 16;
constexpr int64_t together = 512;  // so many starts stay in the cache over all steps

struct Cell {
  int column, row;
};

// Returns the middle of a cell.
Point start_of(const WinMap& map, const Cell& cell) {
  return {map.region.left + map.region.width() * (cell.column + 0.5) / map.width,
          map.region.bottom + map.region.height() * (cell.row + 0.5) / map.height};
}

void race_from(const Function& function, const Race& race, const WinMap& map, std::span<const Cell> cells,
               int8_t* winner) {
  const FlushToZero flush;  // on every thread, so that all threads round alike
  const auto count = static_cast<int64_t>(cells.size());
  std::vector<double> best(cells.size(), std::numeric_limits<double>::infinity()), f(cells.size());
  std::fill_n(winner, count, int8_t{-1});
  int8_t place = 0;
  for (const Racer& racer : race.racers) {
    if (!racer.on) continue;
    Crowd crowd(racer.optimizer, count);
    for (int64_t i = 0; i < count; ++i) {
      const Point start = start_of(map, cells[static_cast<size_t>(i)]);
      crowd.x()[i] = start.x;
      crowd.y()[i] = function.surface->dimensions() == 1 ? 0 : start.y;
    }
    for (int64_t t = 1; t <= race.steps; ++t) {
      crowd.look(*function.surface, f.data(), race, t);
      // As in walk(): who comes to where f has no value stays there, and wins nothing.
      for (size_t i = 0; i < cells.size(); ++i) {
        const bool defined = t == 1 ? std::isfinite(f[i]) : !std::isnan(f[i]);
        if (!defined) crowd.x()[i] = crowd.y()[i] = std::numeric_limits<double>::quiet_NaN();
      }
      crowd.step();
    }
    crowd.look(*function.surface, f.data());
    for (size_t i = 0; i < cells.size(); ++i) {
      if (!(f[i] < best[i])) continue;  // true also if f is NaN
      best[i] = f[i];
      winner[i] = place;
    }
    ++place;
  }
}

}  // namespace

WinMapper::WinMapper(Function function, Race race, const Region& region, int width, int height)
    : function_(std::move(function)), race_(std::move(race)), workers_(std::make_unique<Workers>(0)) {
  map_ = {.region = region, .width = width, .height = height, .winner = {}, .stride = 2 * coarsest, .wins = {}};
  map_.winner.assign(static_cast<size_t>(width) * static_cast<size_t>(height), -1);
  map_.wins.assign(static_cast<size_t>(std::ranges::count_if(race_.racers, [](const Racer& r) { return r.on; })), 0);
}

bool WinMapper::refine(const std::atomic<bool>* cancelled) {
  if (complete()) return false;
  const bool first = map_.stride > coarsest;
  const int stride = map_.stride / 2;
  std::vector<Cell> cells;
  for (int row = 0; row < map_.height; row += stride) {
    for (int column = 0; column < map_.width; column += stride) {
      const bool known = !first && row % (2 * stride) == 0 && column % (2 * stride) == 0;
      if (!known) cells.push_back({column, row});
    }
  }
  std::vector<int8_t> winner(cells.size());
  const auto blocks = static_cast<int>((static_cast<int64_t>(cells.size()) + together - 1) / together);
  workers_->run(blocks, [&](int block) {
    if (cancelled && *cancelled) return;
    const size_t from = static_cast<size_t>(block) * together, count = std::min<size_t>(together, cells.size() - from);
    race_from(function_, race_, map_, std::span(cells).subspan(from, count), winner.data() + from);
    *done_ += static_cast<int64_t>(count);
  });
  if (cancelled && *cancelled) return false;
  map_.stride = stride;
  for (size_t i = 0; i < cells.size(); ++i) {
    if (winner[i] >= 0) ++map_.wins[static_cast<size_t>(winner[i])];
    for (int row = cells[i].row; row < std::min(map_.height, cells[i].row + stride); ++row) {
      const auto at = static_cast<std::ptrdiff_t>(row) * map_.width + cells[i].column;
      std::fill_n(map_.winner.begin() + at, std::min(stride, map_.width - cells[i].column), winner[i]);
    }
  }
  return true;
}

WinMapper::~WinMapper() = default;

}  // namespace saddle
