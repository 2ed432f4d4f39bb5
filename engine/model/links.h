#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "saddle/network_edit.h"

// What the edits of a network share: its wires by number and by name.
namespace saddle {

std::unordered_map<std::string, int> index_of(const std::vector<std::string>& names);

// The inputs of a node; `index` is that of the network's names.
std::vector<Link> links_of(const std::vector<Node>& network, int node,
                           const std::unordered_map<std::string, int>& index);
// As it stands in Node::inputs.
std::string source_name(const Link& link, const std::vector<std::string>& names);

// Makes room for `count` nodes at `at`; every wire keeps its ends.
void open_gap(Wiring& links, int at, int count);

}  // namespace saddle
