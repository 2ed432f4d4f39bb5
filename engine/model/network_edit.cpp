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
  for (int node = 0; node < static_cast<int>(network.size()); ++node) {
    const auto& wanted = links[static_cast<size_t>(node)];
    if (links_of(network, node, index) == wanted) continue;
    auto& inputs = network[static_cast<size_t>(node)].inputs;
    inputs.clear();
    if (wanted.size() == 1 && wanted[0].from == node - 1) continue;
    for (const Link& link : wanted) inputs.push_back(source_name(link, names));
    if (inputs.empty()) inputs.push_back({});
  }
}

std::vector<int> users(const Wiring& links, int node) {
  std::vector<int> found;
  for (size_t user = 0; user < links.size(); ++user) {
    if (std::ranges::find(links[user], node, &Link::from) != links[user].end()) found.push_back(static_cast<int>(user));
  }
  return found;
}

int insert_before(std::vector<Node>& network, int to, size_t slot, Node node) {
  Wiring links = wiring(network);
  open_gap(links, to, 1);
  const size_t user = static_cast<size_t>(to) + 1;
  links[static_cast<size_t>(to)] = {links[user][slot]};
  links[user][slot] = {.from = to};
  node.inputs.clear();
  network.insert(network.begin() + to, std::move(node));
  wire(network, links);
  return to;
}

int insert_after(std::vector<Node>& network, int from, Node node) {
  Wiring links = wiring(network);
  const int at = from + 1;
  open_gap(links, at, 1);
  for (auto& inputs : links) {
    for (Link& link : inputs) {
      if (link.from == from) link.from = at;
    }
  }
  links[static_cast<size_t>(at)] = {{.from = from}};
  node.inputs.clear();
  network.insert(network.begin() + at, std::move(node));
  wire(network, links);
  return at;
}

void remove(std::vector<Node>& network, const std::vector<int>& nodes) {
  Wiring links = wiring(network);
  const std::set<int> gone(nodes.begin(), nodes.end());
  const auto beyond = [&](Link link) {
    for (size_t hops = 0; gone.contains(link.from); ++hops) {
      const auto& inputs = links[static_cast<size_t>(link.from)];
      if (inputs.empty() || hops > network.size()) return Link{.from = Link::nowhere};
      link = inputs.front();
    }
    return link;
  };
  std::vector<int> place(network.size());
  for (int node = 0, kept = 0; node < static_cast<int>(network.size()); ++node)
    place[static_cast<size_t>(node)] = gone.contains(node) ? -1 : kept++;
  std::vector<Node> left;
  Wiring left_links;
  for (int node = 0; node < static_cast<int>(network.size()); ++node) {
    if (gone.contains(node)) continue;
    std::vector<Link> inputs;
    for (const Link& link : links[static_cast<size_t>(node)]) {
      Link source = beyond(link);
      if (source.from >= 0) source.from = place[static_cast<size_t>(source.from)];
      inputs.push_back(std::move(source));
    }
    left.push_back(network[static_cast<size_t>(node)]);
    left_links.push_back(std::move(inputs));
  }
  network = std::move(left);
  wire(network, left_links);
}

void connect(std::vector<Node>& network, int from, int to) {
  Wiring links = wiring(network);
  auto& inputs = links[static_cast<size_t>(to)];
  const auto open = std::ranges::find(inputs, int{Link::nowhere}, &Link::from);
  if (open != inputs.end()) {
    *open = {.from = from};
  } else if (static_cast<int>(inputs.size()) < most_inputs(network[static_cast<size_t>(to)])) {
    inputs.push_back({.from = from});
  } else {
    inputs.back() = {.from = from};
  }
  wire(network, links);
}

void replace_input(std::vector<Node>& network, int to, size_t slot, int from) {
  Wiring links = wiring(network);
  links[static_cast<size_t>(to)][slot] = {.from = from};
  wire(network, links);
}

void disconnect(std::vector<Node>& network, int to, size_t slot) {
  Wiring links = wiring(network);
  auto& inputs = links[static_cast<size_t>(to)];
  if (inputs.size() > 1) {
    inputs.erase(inputs.begin() + static_cast<std::ptrdiff_t>(slot));
  } else {
    inputs = {{.from = Link::nowhere}};
  }
  wire(network, links);
}

namespace {

int exchange(std::vector<Node>& network, const Wiring& links, int upper, int lower, int moved) {
  Node &a = network[static_cast<size_t>(upper)], &b = network[static_cast<size_t>(lower)];
  std::swap(a, b);
  wire(network, links);
  return moved == upper ? lower : upper;
}

}  // namespace

int move_up(std::vector<Node>& network, int node) {
  const Wiring links = wiring(network);
  const auto& inputs = links[static_cast<size_t>(node)];
  if (inputs.size() != 1 || inputs[0].from < 0 || links[static_cast<size_t>(inputs[0].from)].size() != 1) return node;
  return exchange(network, links, inputs[0].from, node, node);
}

int move_down(std::vector<Node>& network, int node) {
  const Wiring links = wiring(network);
  if (links[static_cast<size_t>(node)].size() != 1) return node;
  for (const int user : users(links, node)) {
    if (links[static_cast<size_t>(user)].size() == 1) return exchange(network, links, node, user, node);
  }
  return node;
}

void rename(std::vector<Node>& network, int node, const std::string& name) {
  const Wiring links = wiring(network);
  network[static_cast<size_t>(node)].name = name;
  wire(network, links);
}

}  // namespace edit
}  // namespace saddle
