#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "saddle/network_edit.h"

// What the edits of a network share: its wires by number and by name.
namespace saddle {

// An element of a plain vector that has one for each node: a network, its names.
template <class List>
auto& at(List& by_node, NodeIndex node) {
  return by_node[static_cast<size_t>(node)];
}
// The positions of all nodes, in their order.
inline IndexRange<NodeIndex> nodes_of(const std::vector<Node>& network) {
  return {NodeIndex(), NodeIndex(network.size())};
}

std::unordered_map<std::string, NodeIndex> index_of(const std::vector<std::string>& names);

// The inputs of a node; `index` is that of the network's names.
std::vector<Link> links_of(const std::vector<Node>& network, NodeIndex node,
                           const std::unordered_map<std::string, NodeIndex>& index);
// As it stands in Node::inputs.
std::string source_name(const Link& link, const std::vector<std::string>& names);

// Makes room for `count` nodes at `at`; every wire keeps its ends.
void open_gap(Wiring& links, NodeIndex at, int count);

}  // namespace saddle
