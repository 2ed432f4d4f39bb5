#pragma once

#include <algorithm>
#include <optional>
#include <vector>

#include "saddle/plan.h"

namespace saddle::app {

// The chosen layers, in the order of the network. Properties are shown of the primary one.
struct Selection {
  std::vector<NodeIndex> nodes = {};
  std::optional<NodeIndex> primary = {};
  std::optional<NodeIndex> edge_to = {};  // a wire instead: into input `edge_slot` of this node
  size_t edge_slot = 0;

  bool has(NodeIndex node) const { return std::ranges::binary_search(nodes, node); }
  bool single() const { return nodes.size() == 1; }
  void clear() { *this = {}; }
  void set(std::vector<NodeIndex> chosen) {
    clear();
    std::ranges::sort(chosen);
    nodes = std::move(chosen);
    primary = last();
  }
  void toggle(const std::vector<NodeIndex>& more) {
    const bool all = std::ranges::all_of(more, [&](NodeIndex node) { return has(node); });
    std::vector<NodeIndex> chosen;
    for (const NodeIndex node : nodes) {
      if (std::ranges::find(more, node) == more.end()) chosen.push_back(node);
    }
    if (!all) chosen.insert(chosen.end(), more.begin(), more.end());
    set(std::move(chosen));
  }
  // From the primary one to this, in the order of the network.
  void extend(NodeIndex node) {
    if (!primary) return set({node});
    const NodeIndex anchor = *primary;
    std::vector<NodeIndex> chosen;
    for (const NodeIndex i : IndexRange(std::min(anchor, node), std::max(anchor, node) + 1)) chosen.push_back(i);
    set(std::move(chosen));
    primary = anchor;
  }
  // The network may have become shorter.
  void clamp(NodeIndex end) {
    std::erase_if(nodes, [&](NodeIndex node) { return node >= end; });
    if (primary >= end) primary = last();
    if (edge_to >= end) edge_to.reset();
  }

 private:
  std::optional<NodeIndex> last() const { return nodes.empty() ? std::nullopt : std::optional(nodes.back()); }
};

}  // namespace saddle::app
