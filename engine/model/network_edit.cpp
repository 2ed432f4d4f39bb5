#include "saddle/network_edit.h"

#include <algorithm>
#include <set>
#include <unordered_map>

#include "model/layer_type.h"
#include "model/links.h"

namespace saddle {
namespace {

int most_inputs(const Node& node) {
  for (const LayerType& type : layers::all()) {
    if (type.entry.name == node.type) return type.max_inputs;
  }
  return 1;
}

}  // namespace

namespace edit {
namespace {

// Before names change: they are what wires are written by.
void settle_names(std::vector<Node>& network) {
  for (bool clash = true; clash;) {
    clash = false;
    const std::vector<std::string> names = names_of(network);
    std::unordered_map<std::string, int> count;
    for (const std::string& name : names) ++count[name];
    for (size_t node = 0; node < network.size() && !clash; ++node) {
      if (!network[node].name.empty() || count[names[node]] < 2) continue;
      network[node].name = free_name(network, network[node].type);
      clash = true;
    }
  }
}

}  // namespace

std::string free_name(const std::vector<Node>& network, const std::string& wanted) {
  const std::vector<std::string> names = names_of(network);
  const std::set<std::string> taken(names.begin(), names.end());
  if (!taken.contains(wanted) && wanted != "input") return wanted;
  // "relu_2" goes on with "relu_3", not with "relu_2_2".
  const size_t end = wanted.find_last_not_of("0123456789");
  const bool numbered = end != std::string::npos && end + 1 < wanted.size() && wanted[end] == '_';
  const std::string stem = numbered ? wanted.substr(0, end) : wanted;
  for (int number = 2;; ++number) {
    if (const std::string name = stem + "_" + std::to_string(number); !taken.contains(name)) return name;
  }
}

void wire(std::vector<Node>& network, const Wiring& links) {
  settle_names(network);
  const std::vector<std::string> names = names_of(network);
  const auto index = index_of(names);
  for (const NodeIndex node : links.indices()) {
    const auto& wanted = links[node];
    if (links_of(network, node, index) == wanted) continue;
    auto& inputs = at(network, node).inputs;
    inputs.clear();
    if (wanted.size() == 1 && wanted[0].from == node - 1) continue;
    for (const Link& link : wanted) inputs.push_back(source_name(link, names));
    if (inputs.empty()) inputs.push_back({});
  }
}

std::vector<NodeIndex> users(const Wiring& links, NodeIndex node) {
  std::vector<NodeIndex> found;
  for (const NodeIndex user : links.indices()) {
    if (std::ranges::find(links[user], node, &Link::from) != links[user].end()) found.push_back(user);
  }
  return found;
}

NodeIndex insert_before(std::vector<Node>& network, NodeIndex to, size_t slot, Node node) {
  Wiring links = wiring(network);
  open_gap(links, to, 1);
  const NodeIndex user = to + 1;
  links[to] = {links[user][slot]};
  links[user][slot] = {.from = to};
  node.inputs.clear();
  network.insert(network.begin() + static_cast<int>(to), std::move(node));
  wire(network, links);
  return to;
}

NodeIndex insert_after(std::vector<Node>& network, NodeIndex from, Node node) {
  Wiring links = wiring(network);
  const NodeIndex place = from + 1;
  open_gap(links, place, 1);
  for (auto& inputs : links) {
    for (Link& link : inputs) {
      if (link.from == from) link.from = place;
    }
  }
  links[place] = {{.from = from}};
  node.inputs.clear();
  network.insert(network.begin() + static_cast<int>(place), std::move(node));
  wire(network, links);
  return place;
}

void remove(std::vector<Node>& network, const std::vector<NodeIndex>& nodes) {
  const Wiring links = wiring(network);
  const std::set<NodeIndex> gone(nodes.begin(), nodes.end());
  const auto beyond = [&](Link link) {
    for (size_t hops = 0; gone.contains(link.from); ++hops) {
      const auto& inputs = links[link.from];
      if (inputs.empty() || hops > network.size()) return Link{.from = Link::nowhere};
      link = inputs.front();
    }
    return link;
  };
  IndexedVector<NodeIndex, NodeIndex> place(network.size());  // of those that stay
  NodeIndex next;
  for (const NodeIndex node : place.indices()) {
    if (gone.contains(node)) continue;
    place[node] = next;
    ++next;
  }
  std::vector<Node> left;
  Wiring left_links;
  for (const NodeIndex node : links.indices()) {
    if (gone.contains(node)) continue;
    std::vector<Link> inputs;
    for (const Link& link : links[node]) {
      Link source = beyond(link);
      if (source.from_node()) source.from = place[source.from];
      inputs.push_back(std::move(source));
    }
    left.push_back(at(network, node));
    left_links.push_back(std::move(inputs));
  }
  network = std::move(left);
  wire(network, left_links);
}

void connect(std::vector<Node>& network, NodeIndex from, NodeIndex to) {
  Wiring links = wiring(network);
  auto& inputs = links[to];
  const auto open = std::ranges::find(inputs, NodeIndex(Link::nowhere), &Link::from);
  if (open != inputs.end()) {
    *open = {.from = from};
  } else if (static_cast<int>(inputs.size()) < most_inputs(at(network, to))) {
    inputs.push_back({.from = from});
  } else {
    inputs.back() = {.from = from};
  }
  wire(network, links);
}

void replace_input(std::vector<Node>& network, NodeIndex to, size_t slot, NodeIndex from) {
  Wiring links = wiring(network);
  links[to][slot] = {.from = from};
  wire(network, links);
}

void disconnect(std::vector<Node>& network, NodeIndex to, size_t slot) {
  Wiring links = wiring(network);
  auto& inputs = links[to];
  if (inputs.size() > 1) {
    inputs.erase(inputs.begin() + static_cast<std::ptrdiff_t>(slot));
  } else {
    inputs = {{.from = Link::nowhere}};
  }
  wire(network, links);
}

namespace {

// Returns where `moved`, one of the two, is now.
NodeIndex exchange(std::vector<Node>& network, const Wiring& links, NodeIndex upper, NodeIndex lower, NodeIndex moved) {
  std::swap(at(network, upper), at(network, lower));
  wire(network, links);
  return moved == upper ? lower : upper;
}

}  // namespace

NodeIndex move_up(std::vector<Node>& network, NodeIndex node) {
  const Wiring links = wiring(network);
  const auto& inputs = links[node];
  if (inputs.size() != 1 || !inputs[0].from_node() || links[inputs[0].from].size() != 1) return node;
  return exchange(network, links, inputs[0].from, node, node);
}

NodeIndex move_down(std::vector<Node>& network, NodeIndex node) {
  const Wiring links = wiring(network);
  if (links[node].size() != 1) return node;
  for (const NodeIndex user : users(links, node)) {
    if (links[user].size() == 1) return exchange(network, links, node, user, node);
  }
  return node;
}

void rename(std::vector<Node>& network, NodeIndex node, const std::string& name) {
  const Wiring links = wiring(network);
  at(network, node).name = name;
  wire(network, links);
}

}  // namespace edit
}  // namespace saddle
