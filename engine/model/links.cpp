#include "model/links.h"

namespace saddle {

std::unordered_map<std::string, NodeIndex> index_of(const std::vector<std::string>& names) {
  std::unordered_map<std::string, NodeIndex> index;
  for (size_t node = 0; node < names.size(); ++node) index.emplace(names[node], NodeIndex(node));
  return index;
}

std::vector<Link> links_of(const std::vector<Node>& network, NodeIndex node,
                           const std::unordered_map<std::string, NodeIndex>& index) {
  const Node& layer = at(network, node);
  if (layer.inputs.empty()) return {{.from = node - 1}};  // of the first node: the data
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

std::string source_name(const Link& link, const std::vector<std::string>& names) {
  if (link.from == Link::data) return "input";
  return link.from == Link::nowhere ? link.unknown : at(names, link.from);
}

void open_gap(Wiring& links, NodeIndex at, int count) {
  for (auto& inputs : links) {
    for (Link& link : inputs) {
      if (link.from >= at) link.from = link.from + count;
    }
  }
  links.insert(links.begin() + static_cast<int>(at), static_cast<size_t>(count), std::vector<Link>{});
}

Wiring wiring(const std::vector<Node>& network) {
  const auto index = index_of(names_of(network));
  Wiring links;
  for (const NodeIndex node : nodes_of(network)) links.push_back(links_of(network, node, index));
  return links;
}

}  // namespace saddle
