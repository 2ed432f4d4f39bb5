#include <algorithm>
#include <set>

#include "mend/proposals.h"
#include "model/nearest.h"

namespace saddle {

void Proposals::inputs() {
  const LayerType* type = type_of(node());
  const auto& given = links(place_.node);
  const int count = static_cast<int>(given.size());
  if (place_.item >= 0) return missing_input(static_cast<size_t>(place_.item));
  if (type && count < type->min_inputs) return too_few_inputs();
  if (type && count > type->max_inputs) return too_many_inputs();
  for (size_t slot = 0; slot < given.size(); ++slot) {
    const int from = given[slot].from;
    const LayerType* source = from >= 0 ? type_of(e_.network[static_cast<size_t>(from)]) : nullptr;
    if (source && source->is_auxiliary()) connect_instead(place_.node, slot, links(from)[0].from);
  }
  if (all_.empty()) break_circle();
}

void Proposals::connect_instead(int to, size_t slot, int from) {
  if (from == Link::nowhere) return;
  offer(
      "Connect {} instead", [=](Experiment& e) { edit::replace_input(e.network, to, slot, from); }, name(from));
}

void Proposals::missing_input(size_t slot) {
  const std::string& wanted = links(place_.node)[slot].unknown;
  std::vector<Entry> names;
  for (const std::string& known : names_) names.push_back({.name = known, .title = {}, .help = {}});
  std::vector<int> sources;
  if (const Entry* nearest = wanted.empty() ? nullptr : catalog::nearest(names, wanted))
    sources.push_back(static_cast<int>(std::ranges::find(names_, nearest->name) - names_.begin()));
  sources.push_back(place_.node - 1);
  // A layer whose output is unused may have been meant.
  for (int other = place_.node - 1; other >= 0; --other) {
    if (edit::users(links_, other).empty()) sources.push_back(other);
  }
  std::set<int> seen;
  for (const int from : sources) {
    if (!seen.insert(from).second) continue;
    offer(
        "Connect {}", [to = place_.node, slot, from](Experiment& e) { edit::replace_input(e.network, to, slot, from); },
        name(from));
  }
  remove_it(place_.node);
}

void Proposals::too_few_inputs() {
  const Shape* first = shape_before();
  // The nearest layers of the same shape: a shortcut.
  for (int other = place_.node - 1; other >= -1; --other) {
    const Shape* shape = shape_of(other);
    const bool taken = std::ranges::find(links(place_.node), other, &Link::from) != links(place_.node).end();
    if (taken || !first || !shape || *shape != *first) continue;
    offer(
        "Connect {}", [to = place_.node, other](Experiment& e) { edit::connect(e.network, other, to); }, name(other));
    if (all_.size() == 2) break;
  }
  remove_it(place_.node);
}

void Proposals::too_many_inputs() {
  const std::vector<Link> given = links(place_.node);
  const auto joined = [&](const std::string& type) {
    return [to = place_.node, given, type](Experiment& e) {
      Wiring wires = wiring(e.network);
      wires[static_cast<size_t>(to)] = {given.front()};
      edit::wire(e.network, wires);
      const int joint = edit::insert_before(e.network, to, 0, layer_of(type));
      for (Link link : given) {
        const bool first = link == given.front();
        if (link.from >= joint) ++link.from;
        if (!first) edit::connect(e.network, link.from, joint);
      }
    };
  };
  offer("Add them up first", joined("add"));
  offer("Join them first", joined("concat"));
  for (const Link& link : given) {
    if (link.from == Link::nowhere) continue;
    offer(
        "Keep only {}",
        [to = place_.node, link](Experiment& e) {
          Wiring wires = wiring(e.network);
          wires[static_cast<size_t>(to)] = {link};
          edit::wire(e.network, wires);
        },
        name(link.from));
  }
}

void Proposals::break_circle() {
  for (int user = 0; user < size(); ++user) {
    for (size_t slot = 0; slot < links(user).size(); ++slot) {
      if (links(user)[slot].from < user) continue;
      connect_instead(user, slot, user - 1);
      if (links(user).size() > 1) {
        offer(
            "Disconnect {}", [=](Experiment& e) { edit::disconnect(e.network, user, slot); },
            name(links(user)[slot].from));
      }
    }
  }
}

void Proposals::unused() {
  const Shape* shape = shape_of(place_.node);
  for (int other = 0; other < size(); ++other) {
    if (other == place_.node) continue;
    const LayerType* type = type_of(e_.network[static_cast<size_t>(other)]);
    const Shape* joint = shape_of(other);
    const bool fits = type && type->max_inputs > 1 && shape && joint && (type->traits.concatenates || *shape == *joint);
    if (!fits) continue;
    offer(
        "Connect it to {}", [from = place_.node, other](Experiment& e) { edit::connect(e.network, from, other); },
        name(other));
    break;
  }
  if (links(place_.node + 1).size() == 1) {
    offer(
        "Connect it to {}", [from = place_.node](Experiment& e) { edit::replace_input(e.network, from + 1, 0, from); },
        name(place_.node + 1));
  }
  // Layers that lead to it alone are removed with it.
  std::set<int> gone = {place_.node};
  for (int back = place_.node; back >= 0;) {
    gone.insert(back);
    if (links(back).empty()) break;
    const int before = links(back)[0].from;
    if (before < 0 || edit::users(links_, before).size() > 1) break;
    back = before;
  }
  offer("Remove it",
        [all = std::vector<int>(gone.begin(), gone.end())](Experiment& e) { edit::remove(e.network, all); });
}

}  // namespace saddle
