#include "lessons/arena_sight.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "labs/arena/setup_properties.h"
#include "saddle/catalog.h"
#include "saddle/error.h"
#include "saddle/function.h"

namespace saddle::app {
namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

// A race as the arena opens with.
ArenaSetup setup_in(const Properties& arena) { return arena.empty() ? scenes().front().setup : setup_of(arena); }

// "sgd.learning_rate": the first racer with that optimizer, and the rest of the path.
std::optional<std::pair<size_t, std::string_view>> racer_in(const ArenaSetup& setup, std::string_view path) {
  const size_t dot = std::min(path.find('.'), path.size());
  const auto& racers = setup.race.racers;
  const auto found =
      std::ranges::find_if(racers, [&](const Racer& racer) { return racer.optimizer.type == path.substr(0, dot); });
  if (found == racers.end() || dot == path.size()) return std::nullopt;
  return std::pair{static_cast<size_t>(found - racers.begin()), path.substr(dot + 1)};
}

[[noreturn]] void throw_no_such(const ArenaSetup& setup, std::string_view path) {
  std::string racers;
  for (const Racer& racer : setup.race.racers) racers += ", " + racer.optimizer.type + ".…";
  throw Error("arena." + std::string(path),
              "there is no such value; there are step, function, start.x, start.y, steps, noise{}", racers);
}

}  // namespace

void set_in_arena(Properties& arena, std::string_view path, const Value& value) {
  ArenaSetup setup = setup_in(arena);
  const std::string where = "arena." + std::string(path);
  if (const auto racer = racer_in(setup, path)) {
    Choice& optimizer = setup.race.racers[racer->first].optimizer;
    if (racer->second == "on") {
      const bool* on = std::get_if<bool>(&value);
      if (!on) throw Error(where, "expected true or false, got {}", to_text(value));
      setup.race.racers[racer->first].on = *on;
    } else {
      const Entry& entry = catalog::get(catalog::optimizers(), optimizer.type, where);
      const Property* row = find(entry.properties, racer->second);
      if (!row) throw Error(where, "{} has no {}", optimizer.type, racer->second);
      const auto result = checked(value, *row, where);
      if (const Issue* issue = std::get_if<Issue>(&result)) throw Error(*issue);
      set(optimizer.properties, *row, std::get<Value>(result));
    }
    arena = properties_of(setup);
    return;
  }
  Properties all = properties_of(setup);
  const auto found = all.find(path);
  if (found == all.end()) throw_no_such(setup, path);
  const bool real = std::holds_alternative<double>(found->second) && number_in(value);
  if (!real && found->second.index() != value.index())
    throw Error(where, "{} is not of the kind that stands there: {}", to_text(value), to_text(found->second));
  found->second = real ? Value(number_of(value)) : value;
  if (path == "function") {
    const Function function = make_function(std::get<std::string>(value), where);
    ArenaSetup changed = setup_of(all);
    changed.domain = function.domain;
    changed.race.start = function.start;
    changed.highest = 0;
    all = properties_of(changed);
  }
  arena = std::move(all);
}

void ArenaSight::walk_all(const Properties& arena) {
  if (walked_ && *walked_ == arena) return;
  walked_ = arena;
  setup_ = setup_in(arena);
  paths_.clear();
  lowest_ = nothing;
  try {
    const Function function = make_function(setup_.function);
    for (const Racer& racer : setup_.race.racers) paths_.push_back(walk(*function.surface, setup_.race, racer));
    for (const StationaryPoint& point : function.points) {
      if (point.kind != StationaryPoint::Kind::minimum) continue;
      const double value = function.surface->value(point.at);
      if (!(lowest_ <= value)) lowest_ = value;
    }
  } catch (const Error&) {
    paths_.clear();  // a formula that is being typed
  }
}

Value ArenaSight::of_racer(size_t racer, int64_t step, std::string_view key) const {
  const Racer& one = setup_.race.racers[racer];
  if (key == "on") return one.on;
  const Entry* entry = catalog::find(catalog::optimizers(), one.optimizer.type);
  if (const Property* row = entry ? find(entry->properties, key) : nullptr)
    return value_of(one.optimizer.properties, *row);
  static constexpr std::string_view keys[] = {"f", "x", "y", "least", "reached"};
  if (std::ranges::find(keys, key) == std::end(keys))
    throw Error("arena." + one.optimizer.type + "." + std::string(key),
                "there is no such value; there are f, x, y, least, reached, on and the settings of the optimizer");
  if (racer >= paths_.size() || !one.on) return nothing;
  const Trajectory& path = paths_[racer];
  const auto last = static_cast<size_t>(std::clamp<int64_t>(step, 0, path.steps()));
  if (key == "f") return path.f[last];
  if (key == "x") return path.x[last];
  if (key == "y") return path.y[last];
  const auto end = path.f.begin() + static_cast<std::ptrdiff_t>(last) + 1;
  if (key == "least") return *std::min_element(path.f.begin(), end);
  const double goal = lowest_ + (path.f.front() - lowest_) / 100;
  const auto found = std::find_if(path.f.begin(), path.f.end(), [&](double f) { return f <= goal; });
  return found == path.f.end() ? nothing : static_cast<double>(found - path.f.begin());
}

Value ArenaSight::value_at(const Properties& arena, int64_t step, std::string_view path) {
  walk_all(arena);
  if (path == "step") return static_cast<int>(step);
  if (const auto racer = racer_in(setup_, path)) return of_racer(racer->first, step, racer->second);
  const Properties all = properties_of(setup_);
  const auto found = all.find(path);
  if (found == all.end()) throw_no_such(setup_, path);
  return found->second;
}

}  // namespace saddle::app
