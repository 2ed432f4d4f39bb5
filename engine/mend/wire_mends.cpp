#include <algorithm>
#include <set>

#include "mend/proposals.h"
#include "model/nearest.h"

namespace saddle {

void Proposals::inputs() {
  const LayerType* type = type_of(node());
  const auto& given = links_[here_];
  const int count = static_cast<int>(given.size());
  if (place_.item >= 0) return missing_input(static_cast<size_t>(place_.item));
  if (type && count < type->min_inputs) return too_few_inputs();
  if (type && count > type->max_inputs) return too_many_inputs();
  for (size_t slot = 0; slot < given.size(); ++slot) {
    const NodeIndex from = given[slot].from;
    const LayerType* source = given[slot].from_node() ? type_of(at(e_.network, from)) : nullptr;
    if (source && source->is_auxiliary()) connect_instead(here_, slot, links_[from][0].from);
  }
  if (all_.empty()) break_circle();
}

void Proposals::connect_instead(NodeIndex to, size_t slot, NodeIndex from) {
  if (from == Link::nowhere) return;
  offer(
      "Connect {} instead", [=](Experiment& e) { edit::replace_input(e.network, to, slot, from); }, name(from));
}

void Proposals::missing_input(size_t slot) {
  const std::string& wanted = links_[here_][slot].unknown;
  std::vector<Entry> names;
  for (const std::string& known : names_) names.push_back({.name = known, .title = {}, .help = {}});
  std::vector<NodeIndex> sources;
  if (const Entry* nearest = wanted.empty() ? nullptr : catalog::nearest(names, wanted))
    sources.push_back(NodeIndex(std::ranges::find(names_, nearest->name) - names_.begin()));
  sources.push_back(here_ - 1);
  // A layer whose output is unused may have been meant.
  for (const NodeIndex other : IndexRange(NodeIndex(), here_).reversed()) {
    if (edit::users(links_, other).empty()) sources.push_back(other);
  }
  std::set<NodeIndex> seen;
  for (const NodeIndex from : sources) {
    if (!seen.insert(from).second) continue;
    offer(
        "Connect {}", [to = here_, slot, from](Experiment& e) { edit::replace_input(e.network, to, slot, from); },
        name(from));
  }
  remove_it();
}

void Proposals::too_few_inputs() {
  const Shape* first = shape_before();
  // The nearest layers of the same shape: a shortcut.
  for (const NodeIndex other : IndexRange(NodeIndex(Link::data), here_).reversed()) {
    const Shape* shape = shape_of(other);
    const bool taken = std::ranges::find(links_[here_], other, &Link::from) != links_[here_].end();
    if (taken || !first || !shape || *shape != *first) continue;
    offer(
        "Connect {}", [to = here_, other](Experiment& e) { edit::connect(e.network, other, to); }, name(other));
    if (all_.size() == 2) break;
  }
  remove_it();
}

void Proposals::too_many_inputs() {
  const std::vector<Link> given = links_[here_];
  const auto joined = [&](const std::string& type) {
    return [to = here_, given, type](Experiment& e) {
      Wiring wires = wiring(e.network);
      wires[to] = {given.front()};
      edit::wire(e.network, wires);
      const NodeIndex joint = edit::insert_before(e.network, to, 0, layer_of(type));
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
        [to = here_, link](Experiment& e) {
          Wiring wires = wiring(e.network);
          wires[to] = {link};
          edit::wire(e.network, wires);
        },
        name(link.from));
  }
}

void Proposals::break_circle() {
  for (const NodeIndex user : links_.indices()) {
    for (size_t slot = 0; slot < links_[user].size(); ++slot) {
      if (links_[user][slot].from < user) continue;
      connect_instead(user, slot, user - 1);
      if (links_[user].size() > 1) {
        offer(
            "Disconnect {}", [=](Experiment& e) { edit::disconnect(e.network, user, slot); },
            name(links_[user][slot].from));
      }
    }
  }
}

void Proposals::unused() {
  const Shape* shape = shape_of(here_);
  for (const NodeIndex other : links_.indices()) {
    if (other == here_) continue;
    const LayerType* type = type_of(at(e_.network, other));
    const Shape* joint = shape_of(other);
    const bool fits = type && type->max_inputs > 1 && shape && joint && (type->traits.concatenates || *shape == *joint);
    if (!fits) continue;
    offer(
        "Connect it to {}", [from = here_, other](Experiment& e) { edit::connect(e.network, from, other); },
        name(other));
    break;
  }
  if (const NodeIndex next = here_ + 1; links_[next].size() == 1) {
    offer(
        "Connect it to {}", [from = here_, next](Experiment& e) { edit::replace_input(e.network, next, 0, from); },
        name(next));
  }
  // Layers that lead to it alone are removed with it.
  std::set<NodeIndex> gone;
  for (NodeIndex back = here_;;) {
    gone.insert(back);
    if (links_[back].empty()) break;
    const Link& before = links_[back][0];
    if (!before.from_node() || edit::users(links_, before.from).size() > 1) break;
    back = before.from;
  }
  offer("Remove it",
        [all = std::vector<NodeIndex>(gone.begin(), gone.end())](Experiment& e) { edit::remove(e.network, all); });
}

}  // namespace saddle
