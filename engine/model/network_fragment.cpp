#include <algorithm>
#include <set>

#include "model/links.h"

// Copying and pasting layers.
namespace saddle::edit {

std::vector<Node> copied(const std::vector<Node>& network, const std::vector<NodeIndex>& nodes) {
  const Wiring links = wiring(network);
  const std::vector<std::string> names = names_of(network);
  std::vector<NodeIndex> order = nodes;
  std::ranges::sort(order);
  const std::set<NodeIndex> chosen(order.begin(), order.end());
  std::set<NodeIndex> named;      // those that a wire names: they need one of their own
  std::set<std::string> outside;  // names of layers that are not copied
  std::vector<Node> fragment;
  for (size_t i = 0; i < order.size(); ++i) {
    Node node = at(network, order[i]);
    node.inputs.clear();
    const auto& inputs = links[order[i]];
    const bool follows = inputs.size() == 1 && i > 0 && inputs[0].from == order[i - 1];
    const bool enters = i == 0 && std::ranges::none_of(inputs, [&](const Link& l) { return chosen.contains(l.from); });
    if (!follows && !enters) {
      for (const Link& link : inputs) {
        if (chosen.contains(link.from)) {
          named.insert(link.from);
        } else if (link.from_node()) {
          outside.insert(at(names, link.from));
        }
        node.inputs.push_back(source_name(link, names));
      }
    }
    fragment.push_back(std::move(node));
  }
  for (size_t i = 0; i < order.size(); ++i) {
    if (named.contains(order[i])) fragment[i].name = at(names, order[i]);
  }
  // By themselves they are counted anew, and none may get the name of a layer that stayed behind.
  for (bool clash = true; clash;) {
    clash = false;
    const std::vector<std::string> own = names_of(fragment);
    for (size_t i = 0; i < order.size() && !clash; ++i) {
      if (!fragment[i].name.empty() || !outside.contains(own[i])) continue;
      fragment[i].name = at(names, order[i]);
      clash = true;
    }
  }
  return fragment;
}

std::vector<NodeIndex> paste(std::vector<Node>& network, NodeIndex after, std::vector<Node> fragment) {
  if (fragment.empty()) return {};
  const NodeIndex first = after + 1;
  const int count = static_cast<int>(fragment.size());
  // Wires of the fragment: to one of its own, otherwise to where it is put.
  const auto own = index_of(names_of(fragment));
  Wiring links = wiring(network), inner;
  for (const NodeIndex node : nodes_of(fragment)) {
    std::vector<Link> inputs;
    for (const Link& link : links_of(fragment, node, own))
      inputs.push_back({.from = link.from_node() ? first + static_cast<int>(link.from) : after});
    inner.push_back(std::move(inputs));
  }
  open_gap(links, first, count);
  for (auto& inputs : links) {
    for (Link& link : inputs) {
      if (link.from == after) link.from = after + count;
    }
  }
  std::vector<NodeIndex> indices;
  for (const NodeIndex i : inner.indices()) {
    const NodeIndex place = first + static_cast<int>(i);
    links[place] = inner[i];
    Node& node = at(fragment, i);
    node.inputs.clear();
    if (!node.name.empty()) node.name = free_name(network, node.name);
    network.insert(network.begin() + static_cast<int>(place), std::move(node));
    indices.push_back(place);
  }
  wire(network, links);
  return indices;
}

}  // namespace saddle::edit
