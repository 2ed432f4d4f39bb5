#include "saddle/network_edit.h"

#include <algorithm>
#include <set>
#include <unordered_map>

#include "nn/layer_type.h"

namespace saddle {
namespace {

std::vector<Link> links_of(const std::vector<Node>& network, int node,
                           const std::unordered_map<std::string, int>& index) {
  const Node& layer = network[static_cast<size_t>(node)];
  if (layer.inputs.empty()) return {{.from = node - 1}};
  std::vector<Link> links;
  for (const std::string& wanted : layer.inputs) {
    if (wanted == "input") {
      links.push_back({.from = Link::data});
    } else if (const auto found = index.find(wanted); found != index.end()) {
      links.push_back({.from = found->second});
    } else {
      links.push_back({.from = Link::nowhere, .unknown = wanted});
    }
  }
  return links;
}

std::unordered_map<std::string, int> index_of(const std::vector<std::string>& names) {
  std::unordered_map<std::string, int> index;
  for (size_t node = 0; node < names.size(); ++node) index.emplace(names[node], static_cast<int>(node));
  return index;
}

int most_inputs(const Node& node) {
  for (const LayerType& type : layers::all()) {
    if (type.entry.name == node.type) return type.max_inputs;
  }
  return 1;
}

// Makes room for `count` nodes at `at`; every wire keeps its ends.
void open_gap(Wiring& links, int at, int count) {
  for (auto& inputs : links) {
    for (Link& link : inputs) {
      if (link.from >= at) link.from += count;
    }
  }
  links.insert(links.begin() + at, static_cast<size_t>(count), std::vector<Link>{});
}

}  // namespace

Wiring wiring(const std::vector<Node>& network) {
  const auto index = index_of(names_of(network));
  Wiring links;
  for (int node = 0; node < static_cast<int>(network.size()); ++node) links.push_back(links_of(network, node, index));
  return links;
}

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
    for (const Link& link : wanted) {
      inputs.push_back(link.from == Link::data      ? "input"
                       : link.from == Link::nowhere ? link.unknown
                                                    : names[static_cast<size_t>(link.from)]);
    }
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

std::vector<Node> copied(const std::vector<Node>& network, const std::vector<int>& nodes) {
  const Wiring links = wiring(network);
  const std::vector<std::string> names = names_of(network);
  std::vector<int> order(nodes.begin(), nodes.end());
  std::sort(order.begin(), order.end());
  const std::set<int> chosen(order.begin(), order.end());
  std::set<int> named;            // those that a wire names: they need one of their own
  std::set<std::string> outside;  // names of layers that are not copied
  std::vector<Node> fragment;
  for (size_t i = 0; i < order.size(); ++i) {
    Node node = network[static_cast<size_t>(order[i])];
    node.inputs.clear();
    const auto& inputs = links[static_cast<size_t>(order[i])];
    const bool follows = inputs.size() == 1 && i > 0 && inputs[0].from == order[i - 1];
    const bool enters = i == 0 && std::ranges::none_of(inputs, [&](const Link& l) { return chosen.contains(l.from); });
    if (!follows && !enters) {
      for (const Link& link : inputs) {
        if (chosen.contains(link.from)) {
          named.insert(link.from);
        } else if (link.from >= 0) {
          outside.insert(names[static_cast<size_t>(link.from)]);
        }
        node.inputs.push_back(link.from == Link::data      ? "input"
                              : link.from == Link::nowhere ? link.unknown
                                                           : names[static_cast<size_t>(link.from)]);
      }
    }
    fragment.push_back(std::move(node));
  }
  for (size_t i = 0; i < order.size(); ++i) {
    if (named.contains(order[i])) fragment[i].name = names[static_cast<size_t>(order[i])];
  }
  // By themselves they are counted anew, and none may come by the name of a layer that stayed behind.
  for (bool clash = true; clash;) {
    clash = false;
    const std::vector<std::string> own = names_of(fragment);
    for (size_t i = 0; i < order.size() && !clash; ++i) {
      if (!fragment[i].name.empty() || !outside.contains(own[i])) continue;
      fragment[i].name = names[static_cast<size_t>(order[i])];
      clash = true;
    }
  }
  return fragment;
}

std::vector<int> paste(std::vector<Node>& network, int after, std::vector<Node> fragment) {
  if (fragment.empty()) return {};
  const int at = after + 1, count = static_cast<int>(fragment.size());
  // Wires of the fragment: to one of its own, otherwise to where it is put.
  const auto own = index_of(names_of(fragment));
  Wiring links = wiring(network), inner;
  for (int i = 0; i < count; ++i) {
    std::vector<Link> inputs;
    for (const Link& link : links_of(fragment, i, own))
      inputs.push_back({.from = link.from >= 0 ? link.from + at : after});
    inner.push_back(std::move(inputs));
  }
  open_gap(links, at, count);
  for (auto& inputs : links) {
    for (Link& link : inputs) {
      if (link.from == after) link.from = at + count - 1;
    }
  }
  std::vector<int> indices;
  for (int i = 0; i < count; ++i) {
    links[static_cast<size_t>(at + i)] = inner[static_cast<size_t>(i)];
    Node& node = fragment[static_cast<size_t>(i)];
    node.inputs.clear();
    if (!node.name.empty()) node.name = free_name(network, node.name);
    network.insert(network.begin() + at + i, std::move(node));
    indices.push_back(at + i);
  }
  wire(network, links);
  return indices;
}

}  // namespace edit
}  // namespace saddle
