#include "panels/builder/blocks.h"

#include <algorithm>
#include <map>
#include <optional>

#include "saddle/traits.h"

namespace saddle::app {
namespace {

// More things than this on the screen are not taken in at a glance.
constexpr int most_at_first = 36;

// Dominators of a network whose data is the root (Cooper, Harvey and Kennedy, 2001).
class Dominators {
 public:
  // Leaves `order()` short where there is a circle.
  explicit Dominators(const Wiring& links) : links_(links), places_(links.size() + 1) {
    places_.front() = {.dominator = Link::data, .known = true};
    for (bool moved = true; moved;) {
      moved = false;
      for (const NodeIndex node : links.indices()) {
        if (place(node).known || !ready(node)) continue;
        settle(node);
        order_.push_back(node);
        moved = true;
      }
    }
  }

  const std::vector<NodeIndex>& order() const { return order_; }
  // The last node that all ways to `node` pass; Link::data if they have only the data in common.
  NodeIndex of(NodeIndex node) const { return place(node).dominator; }

 private:
  struct Place {
    NodeIndex dominator = Link::data;
    int depth = 0;
    bool known = false;
  };

  // Of a node, or of the data.
  Place& place(NodeIndex node) { return places_[static_cast<size_t>(node + 1)]; }
  const Place& place(NodeIndex node) const { return places_[static_cast<size_t>(node + 1)]; }
  static NodeIndex source(const Link& link) { return std::max(link.from, NodeIndex(Link::data)); }

  bool ready(NodeIndex node) const {
    return std::ranges::all_of(links_[node], [&](const Link& link) { return place(source(link)).known; });
  }
  void settle(NodeIndex node) {
    std::optional<NodeIndex> common;
    for (const Link& link : links_[node]) {
      NodeIndex other = source(link);
      if (!common) common = other;
      while (*common != other) {
        NodeIndex& deeper = place(*common).depth >= place(other).depth ? *common : other;
        deeper = place(deeper).dominator;
      }
    }
    const NodeIndex dominator = common.value_or(Link::data);
    place(node) = {.dominator = dominator, .depth = place(dominator).depth + 1, .known = true};
  }

  const Wiring& links_;
  std::vector<Place> places_;  // of the data, then of the nodes
  std::vector<NodeIndex> order_;
};

// What the names have in common, up to a _.
std::string common_name(const std::vector<Node>& network, const std::vector<NodeIndex>& nodes) {
  std::string common;
  bool first = true;
  for (const NodeIndex node : nodes) {
    const std::string& name = network[static_cast<size_t>(node)].name;
    if (name.empty()) continue;
    if (first) {
      common = name + "_";
    } else {
      const std::string other = name + "_";
      size_t same = 0;
      while (same < std::min(common.size(), other.size()) && common[same] == other[same]) ++same;
      common.resize(same);
    }
    first = false;
  }
  const size_t end = common.rfind('_');
  return end == std::string::npos ? std::string() : common.substr(0, end);
}

class Finder {
 public:
  Finder(const std::vector<Node>& network, const Wiring& links, const std::vector<std::string>& names)
      : network_(network), links_(links), names_(names), users_(network.size()), dominators_(links) {
    for (const NodeIndex user : links.indices()) {
      for (const Link& link : links[user]) {
        if (link.from_node()) users_[link.from].push_back(user);
      }
    }
  }

  std::vector<Block> run() {
    if (dominators_.order().size() < network_.size()) return {};
    for (const NodeIndex node : links_.indices()) {
      if (links_[node].size() > 1) join(node);
      if (traits(node).family == LayerTraits::Family::auxiliary) auxiliary(node);
    }
    std::ranges::stable_sort(blocks_, {}, [](const Block& block) { return block.nodes.size(); });
    drop_crossing();
    find_parents();
    stages();
    return std::move(blocks_);
  }

 private:
  const LayerTraits& traits(NodeIndex node) const {
    return catalog::layer_traits(network_[static_cast<size_t>(node)].type);
  }

  void add(Block block) {
    block.title = common_name(network_, block.nodes);
    block.key = block.title.empty() ? names_[static_cast<size_t>(block.exit)] : block.title;
    block.key += block.kind == Block::Kind::stage ? "/stage" : "";
    if (block.nodes.size() > 1 && block.nodes.size() < network_.size()) blocks_.push_back(std::move(block));
  }

  void join(NodeIndex node) {
    const NodeIndex fork = dominators_.of(node);
    if (fork == Link::data) return;
    std::set<NodeIndex> inside = {node};
    for (std::vector<NodeIndex> open = {node}; !open.empty();) {
      const NodeIndex here = open.back();
      open.pop_back();
      for (const Link& link : links_[here]) {
        if (link.from != fork && link.from_node() && inside.insert(link.from).second) open.push_back(link.from);
      }
    }
    for (const NodeIndex member : inside) {
      if (member == node) continue;
      for (const NodeIndex user : users_[member]) {
        if (!inside.contains(user)) return;
      }
    }
    if (inside.size() < 2) return;
    Block block{.exit = node, .entry = fork};
    const auto& inputs = links_[node];
    const bool shortcut = std::ranges::find(inputs, fork, &Link::from) != inputs.end();
    block.kind = !traits(node).concatenates       ? Block::Kind::residual
                 : inputs.size() == 2 && shortcut ? Block::Kind::dense
                                                  : Block::Kind::inception;
    // The activation behind a sum belongs to the block (He et al., 2016, figure 2).
    const auto& users = users_[node];
    if (traits(node).adds && users.size() == 1 && traits(users[0]).rectifies) {
      block.exit = users[0];
      inside.insert(users[0]);
    }
    block.nodes.assign(inside.begin(), inside.end());
    add(std::move(block));
  }

  void auxiliary(NodeIndex node) {
    std::vector<NodeIndex> way = {node};
    while (links_[way.back()].size() == 1) {
      const Link& before = links_[way.back()][0];
      if (!before.from_node() || users_[before.from].size() != 1) break;
      way.push_back(before.from);
    }
    Block block{.kind = Block::Kind::auxiliary, .exit = node};
    block.entry = links_[way.back()][0].from;
    block.nodes.assign(way.rbegin(), way.rend());
    std::ranges::sort(block.nodes);
    if (way.size() > 2) add(std::move(block));
  }

  static bool contains(const Block& outer, const Block& inner) {
    return std::ranges::includes(outer.nodes, inner.nodes);
  }

  // Blocks lie inside each other or apart.
  void drop_crossing() {
    std::vector<Block> kept;
    for (Block& block : blocks_) {
      const bool crosses = std::ranges::any_of(kept, [&](const Block& other) {
        if (contains(block, other)) return block.nodes.size() == other.nodes.size();
        return std::ranges::any_of(other.nodes,
                                   [&](NodeIndex node) { return std::ranges::binary_search(block.nodes, node); });
      });
      if (!crosses) kept.push_back(std::move(block));
    }
    blocks_ = std::move(kept);
  }

  void find_parents() {
    for (size_t i = 0; i < blocks_.size(); ++i) {
      blocks_[i].parent = -1;
      for (size_t j = i + 1; j < blocks_.size() && blocks_[i].parent < 0; ++j) {
        if (contains(blocks_[j], blocks_[i])) blocks_[i].parent = static_cast<int>(j);
      }
    }
  }

  // Blocks that follow each other and whose names say that they belong together: "stage1_1", "stage1_2" …
  void stages() {
    std::map<NodeIndex, size_t> by_entry;  // outermost blocks
    std::map<NodeIndex, size_t> by_exit;
    for (size_t i = 0; i < blocks_.size(); ++i) {
      if (blocks_[i].parent >= 0 || blocks_[i].kind == Block::Kind::auxiliary) continue;
      by_entry[blocks_[i].entry] = i;
      by_exit[blocks_[i].exit] = i;
    }
    const auto stage_of = [&](size_t block) {
      const std::string& title = blocks_[block].title;
      const size_t end = title.rfind('_');
      return end == std::string::npos ? std::string() : title.substr(0, end);
    };
    std::vector<Block> found;
    for (const auto& [exit, first] : by_exit) {
      const std::string stage = stage_of(first);
      if (stage.empty()) continue;
      const auto before = by_exit.find(blocks_[first].entry);
      if (before != by_exit.end() && stage_of(before->second) == stage) continue;  // not the first of them
      Block whole{.kind = Block::Kind::stage, .entry = blocks_[first].entry};
      std::vector<size_t> members;
      for (size_t here = first;;) {
        members.push_back(here);
        whole.exit = blocks_[here].exit;
        whole.nodes.insert(whole.nodes.end(), blocks_[here].nodes.begin(), blocks_[here].nodes.end());
        const auto next = by_entry.find(blocks_[here].exit);
        if (next == by_entry.end() || stage_of(next->second) != stage) break;
        here = next->second;
      }
      if (members.size() < 2) continue;
      std::ranges::sort(whole.nodes);
      found.push_back(std::move(whole));
    }
    for (Block& stage : found) add(std::move(stage));
    find_parents_of_members();
  }

  void find_parents_of_members() {
    for (size_t i = 0; i < blocks_.size(); ++i) {
      if (blocks_[i].parent >= 0 || blocks_[i].kind == Block::Kind::stage) continue;
      for (size_t j = 0; j < blocks_.size(); ++j) {
        if (blocks_[j].kind == Block::Kind::stage && contains(blocks_[j], blocks_[i]))
          blocks_[i].parent = static_cast<int>(j);
      }
    }
  }

  const std::vector<Node>& network_;
  const Wiring& links_;
  const std::vector<std::string>& names_;
  IndexedVector<NodeIndex, std::vector<NodeIndex>> users_;
  const Dominators dominators_;
  std::vector<Block> blocks_;
};

}  // namespace

std::vector<Block> find_blocks(const std::vector<Node>& network, const Wiring& links,
                               const std::vector<std::string>& names) {
  return Finder(network, links, names).run();
}

std::set<std::string> folded_at_first(const std::vector<Block>& blocks, int nodes) {
  std::set<std::string> folded;
  if (nodes <= most_at_first) return folded;
  int shown = nodes;
  for (const Block& block : blocks) {
    if (block.kind == Block::Kind::stage) continue;
    folded.insert(block.key);
    if (block.parent < 0 || blocks[static_cast<size_t>(block.parent)].kind == Block::Kind::stage)
      shown -= static_cast<int>(block.nodes.size()) - 1;
  }
  if (shown <= most_at_first) return folded;
  for (const Block& block : blocks) {
    if (block.kind == Block::Kind::stage) folded.insert(block.key);
  }
  return folded;
}

}  // namespace saddle::app
