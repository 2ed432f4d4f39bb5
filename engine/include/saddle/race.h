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

// Optimizers on a landscape: the code that trains networks, in double, with x and y for parameters.
namespace saddle {

struct Racer {
  std::string name;                 // as shown
  Choice optimizer;                 // a row of the optimizer catalog
  bool on = true;                   // takes part
  std::optional<Point> start = {};  // none: where all start
  bool operator==(const Racer&) const = default;
};

struct Race {
  std::vector<Racer> racers = {};
  Point start = {};
  int steps = 100;
  // Standard deviation of what is added to each coordinate of the gradient, as mini-batches do. Step t has the same
  // noise for all racers and all starts.
  double noise = 0;
  int seed = 1;
  bool operator==(const Race&) const = default;
};

// Throws Error for a racer whose optimizer or property there is not; `where` + "[0]" is the place of the first.
void check_racers(const std::vector<Racer>& racers, const std::string& where);

// Where one racer went. Point 0 is the start, step k leads from point k - 1 to point k.
struct Trajectory {
  struct State {  // what the optimizer remembers, after step k; 0 at the start
    std::string_view name;
    std::vector<double> x, y;
  };
  std::vector<double> x, y, f;
  std::vector<double> gx, gy;  // at each point: the gradient with its noise, as the optimizer gets it
  std::vector<State> states;

  int64_t steps() const { return static_cast<int64_t>(x.size()) - 1; }
  Point at(int64_t k) const { return {x[static_cast<size_t>(k)], y[static_cast<size_t>(k)]}; }
};
Trajectory walk(const Landscape& landscape, const Race& race, const Racer& racer);

// How a walk ended, held against the stationary points of the function.
enum class Fate { at_minimum, on_saddle, on_plateau, under_way, escaped, diverged };
std::string_view name_of(Fate fate);
struct Outcome {
  Fate fate = Fate::under_way;
  double value = 0;
  double distance = 0;                  // of the end to the nearest known minimum; NaN where there is none
  std::optional<int64_t> reached = {};  // the first step within close() of a minimum
  // Of the saddle point that it came nearest to, if it began no lower than that.
  bool meets_saddle = false;
  std::optional<int64_t> near = {};     // the first point within 10 % of the domain's diagonal of it
  std::optional<int64_t> escaped = {};  // the first point that is farther away, and lower
};
Outcome judge(const Function& function, const Trajectory& trajectory);
// How near to a minimum is at it: 1 % of the domain's diagonal.
double close(const Function& function);

// The last value of each racer for each learning rate.
struct Sweep {
  std::vector<double> rates = {};
  struct End {
    double value = 0;
    Fate fate = Fate::under_way;
  };
  std::vector<std::vector<End>> racers = {};  // those that take part, in their order
};
std::vector<double> logarithmic_rates(double least, double most, int count);
// On all cores. Empty where `cancelled` became true.
Sweep sweep(const Function& function, const Race& race, const std::vector<double>& rates,
            const std::atomic<bool>* cancelled = nullptr);

// Which racer gets lowest, for every start in a region.
struct WinMap {
  Region region;
  int width = 0, height = 0;
  std::vector<int8_t> winner;  // width * height, row 0 at the bottom: place among those that take part; -1: nobody
  int stride = 1;              // only every so-manieth row and column was computed; the rest shows its neighbour
  std::vector<int64_t> wins;   // of each that takes part, among the starts that were computed
};
class Workers;
class WinMapper {
 public:
  WinMapper(Function function, Race race, const Region& region, int width, int height);
  ~WinMapper();
  // Computes the next refinement, on all cores: first every 16th start, then every 8th … False where it is complete,
  // or `cancelled` became true on the way.
  bool refine(const std::atomic<bool>* cancelled = nullptr);
  bool complete() const { return map_.stride == 1; }
  const WinMap& map() const { return map_; }

 private:
  Function function_;
  Race race_;
  WinMap map_;
  std::unique_ptr<Workers> workers_;
};

// One line of a step in numbers: "v", "alpha * v - eta * g", "0.9 * (-0.35) - 0.1 * 0.7", -0.385.
struct ExplainedLine {
  std::string symbol, formula, numbers;
  double value = 0;
};
// Step k >= 1 along one axis, by the formula of the optimizer's catalog row.
enum class Along { x, y };
std::vector<ExplainedLine> explain(const Racer& racer, const Trajectory& trajectory, int64_t k, Along along);

// The factor by which the optimizer multiplies the gradient, or its moving average, at step k: eta, or
// eta / (sqrt(h) + epsilon), or eta_t / (sqrt(v) + epsilon).
double effective_rate(const Racer& racer, const Trajectory& trajectory, int64_t k, Along along);

}  // namespace saddle
