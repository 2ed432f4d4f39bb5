#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <vector>

#include "saddle/function.h"
#include "saddle/race.h"

namespace saddle {

// Which racer gets lowest from every start in a region.
struct WinMap {
  Region region;
  int width = 0, height = 0;
  std::vector<int8_t>
      winner;      // width * height, row 0 at the bottom: index among the racers that take part, or -1 for none
  int stride = 1;  // every stride-th row and column was computed; other cells copy their neighbor
  std::vector<int64_t> wins;  // of each racer that takes part, among the computed starts
};
class Workers;
class WinMapper {
 public:
  WinMapper(Function function, Race race, const Region& region, int width, int height);
  ~WinMapper();
  // Computes the next refinement on all cores: every 16th start first, then every 8th … Returns false if the map was
  // complete, or if `cancelled` becomes true.
  bool refine(const std::atomic<bool>* cancelled = nullptr);
  bool complete() const { return map_.stride == 1; }
  const WinMap& map() const { return map_; }
  // Returns how many starts were raced from so far; all refinements together race once from each point of the map. Any
  // thread.
  int64_t done() const { return *done_; }

 private:
  Function function_;
  Race race_;
  WinMap map_;
  std::unique_ptr<Workers> workers_;
  std::unique_ptr<std::atomic<int64_t>> done_ = std::make_unique<std::atomic<int64_t>>(0);
};

}  // namespace saddle
