#include "shell/lab_set.h"

#include <algorithm>

#include "saddle/catalog.h"

namespace saddle::app {

LabSet::LabSet(const std::string& open, const LabServices& services) : types_(labs::all()) {
  std::ranges::stable_sort(types_, {}, &LabType::order);
  std::vector<Entry> names;
  for (const LabType& type : types_) {
    if (type.name == open) next_ = labs_.size();
    labs_.push_back(type.make());
    labs_.back()->connect(services);
    names.push_back({.name = type.name, .title = type.title, .help = type.help});
  }
  catalog::get(names, open, "--lab");
  turn();
}

void LabSet::ask(size_t lab) {
  if (lab < labs_.size()) next_ = lab;
}

void LabSet::ask(std::string_view name) {
  ask(static_cast<size_t>(std::ranges::find(types_, name, &LabType::name) - types_.begin()));
}

void LabSet::use(plot::SurfaceRenderer& renderer) {
  for (const auto& lab : labs_) lab->use(renderer);
}

bool LabSet::pump() {
  bool busy = false;
  for (const auto& lab : labs_) busy = lab->pump() || busy;
  return busy;
}

}  // namespace saddle::app
