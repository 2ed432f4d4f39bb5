#pragma once

#include <algorithm>
#include <vector>

namespace saddle::app {

// The chosen layers: indices into the network, in its order. Properties are shown of the primary one.
struct Selection {
  std::vector<int> nodes = {};
  int primary = -1;
  int edge_to = -1;  // a wire instead: into input `edge_slot` of this node
  size_t edge_slot = 0;

  bool has(int node) const { return std::ranges::binary_search(nodes, node); }
  bool single() const { return nodes.size() == 1; }
  void clear() { *this = {}; }
  void set(std::vector<int> chosen) {
    clear();
    std::ranges::sort(chosen);
    nodes = std::move(chosen);
    primary = nodes.empty() ? -1 : nodes.back();
  }
  void toggle(const std::vector<int>& more) {
    const bool all = std::ranges::all_of(more, [&](int node) { return has(node); });
    std::vector<int> chosen;
    for (const int node : nodes) {
      if (std::ranges::find(more, node) == more.end()) chosen.push_back(node);
    }
    if (!all) chosen.insert(chosen.end(), more.begin(), more.end());
    set(std::move(chosen));
  }
  // From the primary one to this, in the order of the network.
  void extend(int node) {
    if (primary < 0) return set({node});
    const int anchor = primary;
    std::vector<int> chosen;
    for (int i = std::min(anchor, node); i <= std::max(anchor, node); ++i) chosen.push_back(i);
    set(std::move(chosen));
    primary = anchor;
  }
  // The network may have become shorter.
  void clamp(int size) {
    std::erase_if(nodes, [&](int node) { return node >= size; });
    if (primary >= size) primary = nodes.empty() ? -1 : nodes.back();
    if (edge_to >= size) edge_to = -1;
  }
};

}  // namespace saddle::app
