#include <algorithm>
#include <cmath>

#include "core/flush_to_zero.h"
#include "core/parallel.h"
#include "race/crowd.h"
#include "saddle/catalog.h"
#include "saddle/sweep.h"

namespace saddle {

void check_racers(const std::vector<Racer>& racers, const std::string& where) {
  for (size_t i = 0; i < racers.size(); ++i) {
    const std::string place = where + "[" + std::to_string(i) + "]";
    const Entry& entry = catalog::get(catalog::optimizers(), racers[i].optimizer.type, place);
    if (const auto issues = check(racers[i].optimizer.properties, entry.properties, place); !issues.empty())
      throw Error(issues.front());
  }
}

Trajectory walk(const Surface& surface, const Race& race, const Racer& racer) {
  Crowd walker(racer.optimizer, 1);
  const Point start = racer.start.value_or(race.start);
  *walker.x() = start.x;
  *walker.y() = surface.dimensions() == 1 ? 0 : start.y;
  Trajectory path;
  const auto points = static_cast<size_t>(race.steps) + 1;
  for (auto* values : {&path.x, &path.y, &path.f, &path.gx, &path.gy}) values->reserve(points);
  for (const std::string_view name : walker.state_names()) {
    path.states.push_back({name, {}, {}});
    path.states.back().x.reserve(points);
    path.states.back().y.reserve(points);
  }
  bool over = false;
  for (int64_t k = 0; k <= race.steps; ++k) {
    double f = 0;
    walker.look(surface, &f, race, k + 1);
    path.x.push_back(*walker.x());
    path.y.push_back(*walker.y());
    path.f.push_back(f);
    path.gx.push_back(*walker.gx());
    path.gy.push_back(*walker.gy());
    const std::span<Tensor<double>> state = walker.state();
    for (size_t s = 0; s < path.states.size(); ++s) {  // state of x, followed by that of y
      path.states[s].x.push_back(state[s][0]);
      path.states[s].y.push_back(state[path.states.size() + s][0]);
    }
    // Where f has no value there is no slope to follow, whatever the formula of the slope gives.
    const bool defined = k == 0 ? std::isfinite(f) : !std::isnan(f);
    over = over || !defined;
    if (k < race.steps && !over) walker.step();
  }
  return path;
}

std::vector<double> logarithmic_rates(double least, double most, int count) {
  std::vector<double> rates;
  for (int i = 0; i < count; ++i)
    rates.push_back(least * std::pow(most / least, static_cast<double>(i) / std::max(1, count - 1)));
  return rates;
}

Sweep sweep(const Function& function, const Race& race, const std::vector<double>& rates,
            const std::atomic<bool>* cancelled) {
  Sweep result{.rates = rates, .racers = {}};
  std::vector<Racer> running;
  for (const Racer& racer : race.racers) {
    if (racer.on) running.push_back(racer);
  }
  result.racers.assign(running.size(), std::vector<Sweep::End>(rates.size()));
  Workers workers(0);
  workers.run(static_cast<int>(running.size() * rates.size()), [&](int item) {
    if (cancelled && *cancelled) return;
    const FlushToZero flush;  // on every thread, so that all threads round alike
    const size_t i = static_cast<size_t>(item) / rates.size(), j = static_cast<size_t>(item) % rates.size();
    Racer racer = running[i];
    racer.optimizer.properties.insert_or_assign("learning_rate", rates[j]);
    const Trajectory path = walk(*function.surface, race, racer);
    const Fate fate = judge(function, path).fate;
    const bool worse = !(path.f.back() <= path.f.front());
    result.racers[i][j] = {path.f.back(), worse ? Fate::diverged : fate};
  });
  if (cancelled && *cancelled) return {};
  return result;
}

}  // namespace saddle
