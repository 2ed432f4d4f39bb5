#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "saddle/landscape.h"
#include "saddle/properties.h"

// Optimizers walking on a landscape: the code that trains networks, in double, with x and y as parameters.
namespace saddle {

struct Racer {
  std::string name;                 // as shown
  Choice optimizer;                 // a row of the optimizer catalog
  bool on = true;                   // takes part
  std::optional<Point> start = {};  // none: the start of the race
  bool operator==(const Racer&) const = default;
};

struct Race {
  std::vector<Racer> racers = {};
  Point start = {};
  int steps = 100;
  // Standard deviation of the noise added to each coordinate of the gradient, as by mini-batches. At step t the noise
  // is the same for all racers and all starts.
  double noise = 0;
  int seed = 1;
  bool operator==(const Race&) const = default;
};

// Throws Error for an unknown optimizer or an invalid property; the place of the first racer is `where` + "[0]".
void check_racers(const std::vector<Racer>& racers, const std::string& where);

// The path of one racer. Point 0 is the start; step k leads from point k - 1 to point k.
struct Trajectory {
  struct State {  // of the optimizer, after step k; 0 at the start
    std::string_view name;
    std::vector<double> x, y;
  };
  std::vector<double> x, y, f;
  std::vector<double> gx, gy;  // the gradient at each point, with its noise, as the optimizer sees it
  std::vector<State> states;

  int64_t steps() const { return static_cast<int64_t>(x.size()) - 1; }
  Point at(int64_t k) const { return {x[static_cast<size_t>(k)], y[static_cast<size_t>(k)]}; }
};
// Walks race.steps steps, without looking for an early end.
Trajectory walk(const Landscape& landscape, const Race& race, const Racer& racer);

// How a walk ended, relative to the stationary points of the function.
enum class Fate { at_minimum, on_saddle, on_plateau, under_way, escaped, diverged };
std::string_view name_of(Fate fate);
struct Outcome {
  Fate fate = Fate::under_way;
  double value = 0;
  double distance = 0;                  // from the end to the nearest known minimum; NaN if there is none
  std::optional<int64_t> reached = {};  // the first step within close() of a minimum
  // About the saddle point nearest to the path, if the path begins no lower than that.
  bool meets_saddle = false;
  std::optional<int64_t> near = {};     // the first point within 10 % of the diagonal of the domain
  std::optional<int64_t> escaped = {};  // the first later point that is farther away, and lower
};
Outcome judge(const Function& function, const Trajectory& trajectory);
// Returns the distance within which a point counts as at a minimum: 1 % of the diagonal of the domain.
double close(const Function& function);

// Where each racer ends for each learning rate.
struct Sweep {
  std::vector<double> rates = {};
  struct End {
    double value = 0;
    Fate fate = Fate::under_way;
  };
  std::vector<std::vector<End>> racers = {};  // racers that take part, in their order
};
// Returns `count` rates from `least` to `most`, equally spaced on a logarithmic scale.
std::vector<double> logarithmic_rates(double least, double most, int count);
// Runs on all cores. Returns an empty result if `cancelled` becomes true.
Sweep sweep(const Function& function, const Race& race, const std::vector<double>& rates,
            const std::atomic<bool>* cancelled = nullptr);

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

 private:
  Function function_;
  Race race_;
  WinMap map_;
  std::unique_ptr<Workers> workers_;
};

// A line of a step worked out in numbers: {"v", "alpha * v - eta * g", "0.9 * (-0.35) - 0.1 * 0.7", -0.385}.
struct ExplainedLine {
  std::string symbol, formula, numbers;
  double value = 0;
};
// Works out step k >= 1 along one axis by the formula of the optimizer's catalog row.
enum class Along { x, y };
std::vector<ExplainedLine> explain(const Racer& racer, const Trajectory& trajectory, int64_t k, Along along);

// Returns the factor by which the optimizer multiplies the gradient, or its moving average, at step k: eta,
// eta / (sqrt(h) + epsilon) or eta_t / (sqrt(v) + epsilon).
double effective_rate(const Racer& racer, const Trajectory& trajectory, int64_t k, Along along);

}  // namespace saddle
