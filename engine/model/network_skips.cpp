#include <algorithm>
#include <functional>
#include <set>

#include "saddle/network_edit.h"
#include "saddle/traits.h"

namespace saddle::edit {
namespace {

// The most layers on a way from the data to each node. One that feeds itself counts as where it is met first.
std::vector<int> depths(const Wiring& links) {
  std::vector<int> depth(links.size(), 0);
  for (size_t round = 0; round < links.size(); ++round) {
    bool same = true;
    for (size_t node = 0; node < links.size(); ++node) {
      int deepest = 1;
      for (const Link& link : links[node]) {
        if (link.from >= 0) deepest = std::max(deepest, depth[static_cast<size_t>(link.from)] + 1);
      }
      same = same && depth[node] == deepest;
      depth[node] = deepest;
    }
    if (same) break;
  }
  return depth;
}

}  // namespace

void remove_skips(std::vector<Node>& network) {
  Wiring links = wiring(network);
  const std::vector<int> depth = depths(links);
  const auto depth_of = [&](const Link& link) { return link.from < 0 ? 0 : depth[static_cast<size_t>(link.from)]; };
  std::vector<int> gone;
  std::set<int> passed;  // what fed a sum, and may feed nothing now
  for (size_t node = 0; node < network.size(); ++node) {
    auto& inputs = links[node];
    if (!catalog::layer_traits(network[node].type).adds || inputs.empty()) continue;
    gone.push_back(static_cast<int>(node));
    const auto longest = std::ranges::max_element(inputs, {}, depth_of);
    for (const Link& link : inputs) {
      if (&link != &*longest) passed.insert(link.from);
    }
    inputs = {Link(*longest)};
  }
  // A way that led to a sum alone leads nowhere.
  while (!passed.empty()) {
    const int node = passed.extract(passed.begin()).value();
    if (node < 0 || std::ranges::find(gone, node) != gone.end()) continue;
    const std::vector<int> left = users(links, node);
    if (!std::ranges::all_of(left, [&](int user) { return links[static_cast<size_t>(user)].empty(); })) continue;
    gone.push_back(node);
    for (const Link& link : links[static_cast<size_t>(node)]) passed.insert(link.from);
    links[static_cast<size_t>(node)].clear();
  }
  wire(network, links);
  // Weights are drawn by name: every layer that stays keeps its own.
  std::vector<std::string> names = names_of(network);
  remove(network, gone);
  std::ranges::sort(gone, std::greater{});
  for (const int node : gone) names.erase(names.begin() + node);
  const std::vector<std::string> renumbered = names_of(network);
  for (size_t node = 0; node < network.size(); ++node) {
    if (renumbered[node] != names[node]) rename(network, static_cast<int>(node), names[node]);
  }
}

}  // namespace saddle::edit
