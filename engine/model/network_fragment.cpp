#include <algorithm>
#include <set>

#include "model/links.h"

// Copying and pasting layers.
namespace saddle::edit {

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
        node.inputs.push_back(source_name(link, names));
      }
    }
    fragment.push_back(std::move(node));
  }
  for (size_t i = 0; i < order.size(); ++i) {
    if (named.contains(order[i])) fragment[i].name = names[static_cast<size_t>(order[i])];
  }
  // By themselves they are counted anew, and none may get the name of a layer that stayed behind.
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

}  // namespace saddle::edit
