#include <algorithm>
#include <functional>
#include <set>

#include "model/links.h"
#include "saddle/network_edit.h"
#include "saddle/traits.h"

namespace saddle::edit {
namespace {

using Depths = IndexedVector<NodeIndex, int>;

int depth_of(const Link& link, const Depths& depths) { return link.from_node() ? depths[link.from] : 0; }

// The most layers on a way from the data to each node. One that feeds itself counts as where it is met first.
Depths depths_of(const Wiring& links) {
  Depths depths(links.size(), 0);
  for (size_t round = 0; round < links.size(); ++round) {
    bool same = true;
    for (const NodeIndex node : links.indices()) {
      int deepest = 1;
      for (const Link& link : links[node]) deepest = std::max(deepest, depth_of(link, depths) + 1);
      same = same && depths[node] == deepest;
      depths[node] = deepest;
    }
    if (same) break;
  }
  return depths;
}

}  // namespace

void remove_skips(std::vector<Node>& network) {
  Wiring links = wiring(network);
  const Depths depths = depths_of(links);
  std::vector<NodeIndex> gone;
  std::set<NodeIndex> passed;  // what fed a sum, and may feed nothing now
  for (const NodeIndex node : links.indices()) {
    auto& inputs = links[node];
    if (!catalog::layer_traits(at(network, node).type).adds || inputs.empty()) continue;
    gone.push_back(node);
    const auto longest = std::ranges::max_element(inputs, {}, [&](const Link& link) { return depth_of(link, depths); });
    for (const Link& link : inputs) {
      if (&link != &*longest) passed.insert(link.from);
    }
    inputs = {Link(*longest)};
  }
  // A way that led to a sum alone leads nowhere.
  while (!passed.empty()) {
    const NodeIndex node = passed.extract(passed.begin()).value();
    if (node <= Link::data || std::ranges::find(gone, node) != gone.end()) continue;
    const std::vector<NodeIndex> left = users(links, node);
    if (!std::ranges::all_of(left, [&](NodeIndex user) { return links[user].empty(); })) continue;
    gone.push_back(node);
    for (const Link& link : links[node]) passed.insert(link.from);
    links[node].clear();
  }
  wire(network, links);
  // Weights are drawn by name: every layer that stays keeps its own.
  std::vector<std::string> names = names_of(network);
  remove(network, gone);
  std::ranges::sort(gone, std::greater{});
  for (const NodeIndex node : gone) names.erase(names.begin() + static_cast<int>(node));
  const std::vector<std::string> renumbered = names_of(network);
  for (const NodeIndex node : nodes_of(network)) {
    if (at(renumbered, node) != at(names, node)) rename(network, node, at(names, node));
  }
}

}  // namespace saddle::edit
