#include "labs/arena/setup_properties.h"

#include <string>
#include <utility>

namespace saddle::app {
namespace {

// Both directions walk over the same members, so that none is forgotten in one of them.
template <class Setup, class Use>
void for_each_member(Setup& setup, const Use& use) {
  use("scene", setup.scene);
  use("function", setup.function);
  use("domain.left", setup.domain.left);
  use("domain.right", setup.domain.right);
  use("domain.bottom", setup.domain.bottom);
  use("domain.top", setup.domain.top);
  use("start.x", setup.race.start.x);
  use("start.y", setup.race.start.y);
  use("steps", setup.race.steps);
  use("noise", setup.race.noise);
  use("seed", setup.race.seed);
  use("highest", setup.highest);
  use("least_rate", setup.least_rate);
  use("most_rate", setup.most_rate);
}

template <class Racer, class Color, class Use>
void for_each_member(const std::string& prefix, Racer& racer, Color& color, const Use& use) {
  use(prefix + "name", racer.name);
  use(prefix + "optimizer", racer.optimizer.type);
  use(prefix + "on", racer.on);
  use(prefix + "color", color);
}

std::string prefix_of(size_t racer) { return "racer" + std::to_string(racer) + "."; }

}  // namespace

Properties properties_of(const ArenaSetup& setup) {
  Properties all;
  const auto write = [&](const std::string& name, const auto& member) { all.insert_or_assign(name, Value(member)); };
  for_each_member(setup, write);
  const std::vector<Racer>& racers = setup.race.racers;
  write("racers", static_cast<int>(racers.size()));
  for (size_t i = 0; i < racers.size(); ++i) {
    const std::string prefix = prefix_of(i);
    for_each_member(prefix, racers[i], setup.colors[i], write);
    if (racers[i].start) {
      write(prefix + "start.x", racers[i].start->x);
      write(prefix + "start.y", racers[i].start->y);
    }
    for (const auto& [name, value] : racers[i].optimizer.properties) write(prefix + "set." + name, value);
  }
  return all;
}

ArenaSetup setup_of(const Properties& properties) {
  const auto read = [&](const std::string& name, auto& member) {
    const auto found = properties.find(name);
    if (found == properties.end()) return false;
    const auto* value = std::get_if<std::remove_cvref_t<decltype(member)>>(&found->second);
    if (value) member = *value;
    return value != nullptr;
  };
  ArenaSetup setup;
  for_each_member(setup, read);
  int racers = 0;
  read("racers", racers);
  for (int i = 0; i < racers; ++i) {
    const std::string prefix = prefix_of(static_cast<size_t>(i)), set = prefix + "set.";
    Racer racer;
    int color = 0;
    for_each_member(prefix, racer, color, read);
    Point start;
    if (read(prefix + "start.x", start.x) && read(prefix + "start.y", start.y)) racer.start = start;
    for (auto at = properties.lower_bound(set); at != properties.end() && at->first.starts_with(set); ++at)
      racer.optimizer.properties.insert_or_assign(at->first.substr(set.size()), at->second);
    setup.race.racers.push_back(std::move(racer));
    setup.colors.push_back(color);
  }
  return setup;
}

}  // namespace saddle::app
