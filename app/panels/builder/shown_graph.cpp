#include "panels/builder/shown_graph.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "saddle/traits.h"

namespace saddle::app {
namespace {

// The outermost folded block around each node, or -1.
IndexedVector<NodeIndex, int> covers(const ShownGraph& graph, const std::set<std::string>& folded, size_t nodes) {
  IndexedVector<NodeIndex, int> cover(nodes, -1);
  // Inner blocks come before outer ones.
  for (size_t b = 0; b < graph.blocks.size(); ++b) {
    if (!folded.contains(graph.blocks[b].key)) continue;
    for (const NodeIndex node : graph.blocks[b].nodes) cover[node] = static_cast<int>(b);
  }
  return cover;
}

std::vector<layout::Size> sizes_of(const ShownGraph& graph) {
  return std::vector<layout::Size>(graph.items.size(), {ShownGraph::width, ShownGraph::height});
}

std::optional<layout::Box> frame_around(const ShownGraph& graph, const Block& block, const std::vector<int>& items) {
  if (items.empty()) return std::nullopt;
  std::vector<bool> inside(graph.items.size(), false);
  layout::Box box = graph.picture.boxes[static_cast<size_t>(items.front())];
  for (const int item : items) {
    inside[static_cast<size_t>(item)] = true;
    const layout::Box& other = graph.picture.boxes[static_cast<size_t>(item)];
    const float right = std::max(box.right(), other.right()), bottom = std::max(box.bottom(), other.bottom());
    box = {std::min(box.x, other.x), std::min(box.y, other.y), 0, 0};
    box.width = right - box.x;
    box.height = bottom - box.y;
  }
  for (size_t e = 0; e < graph.edges.size(); ++e) {
    if (graph.picture.routes[e].jumps && inside[static_cast<size_t>(graph.edges[e].from)] &&
        inside[static_cast<size_t>(graph.edges[e].to)])
      return std::nullopt;
  }
  const float margin = block.kind == Block::Kind::stage ? 13.0f : 8.0f;
  return layout::Box{box.x - margin, box.y - margin, box.width + 2 * margin, box.height + 2 * margin};
}

}  // namespace

ShownGraph make_graph(const std::vector<Node>& network, const DraftAnalysis& analysis, const GraphOptions& options) {
  ShownGraph graph{.blocks = find_blocks(network, analysis.links, analysis.names)};
  const auto cover = covers(graph, options.folded, network.size());
  graph.items.push_back({.kind = ShownGraph::Item::Kind::data});
  graph.item_of.assign(network.size(), -1);
  std::map<int, int> item_of_block;
  for (const NodeIndex node : cover.indices()) {
    const int block = cover[node];
    int& item = graph.item_of[node];
    if (const auto known = item_of_block.find(block); block >= 0 && known != item_of_block.end()) {
      item = known->second;
      continue;
    }
    item = static_cast<int>(graph.items.size());
    if (block >= 0) {
      item_of_block[block] = item;
      graph.items.push_back({ShownGraph::Item::Kind::block, graph.blocks[static_cast<size_t>(block)].exit, block});
    } else {
      graph.items.push_back({ShownGraph::Item::Kind::node, node, -1});
    }
  }
  const int loss = static_cast<int>(graph.items.size());
  graph.items.push_back({.kind = ShownGraph::Item::Kind::loss});

  std::set<std::pair<int, int>> drawn;
  const auto connect = [&](int from, int to, const ShownGraph::Wire& wire) {
    if (from == to || !drawn.insert({from, to}).second) return;
    graph.edges.push_back({from, to});
    graph.wires.push_back(wire);
  };
  for (const NodeIndex node : cover.indices()) {
    const auto& inputs = analysis.links[node];
    for (size_t slot = 0; slot < inputs.size(); ++slot) {
      const NodeIndex from = inputs[slot].from;
      if (from == Link::nowhere) continue;
      connect(inputs[slot].from_node() ? graph.item_of[from] : 0, graph.item_of[node], {node, slot, from});
    }
  }
  for (const NodeIndex node : cover.indices()) {
    const bool last = node + 1 == cover.end_index();
    if (last || catalog::layer_traits(network[static_cast<size_t>(node)].type).family == LayerTraits::Family::auxiliary)
      connect(graph.item_of[node], loss, {.from = node});
  }
  graph.picture = layout::arrange(sizes_of(graph), graph.edges, options.layout);

  graph.open_blocks.resize(graph.blocks.size());
  for (size_t b = 0; b < graph.blocks.size(); ++b) {
    for (const NodeIndex node : graph.blocks[b].nodes) {
      const int item = graph.item_of[node];
      const int shown = graph.items[static_cast<size_t>(item)].block;
      // Folded itself, or inside a folded one.
      if (shown >= 0 && (shown == static_cast<int>(b) ||
                         graph.blocks[static_cast<size_t>(shown)].nodes.size() > graph.blocks[b].nodes.size())) {
        graph.open_blocks[b].clear();
        break;
      }
      auto& items = graph.open_blocks[b];
      if (std::ranges::find(items, item) == items.end()) items.push_back(item);
    }
  }
  for (size_t b = 0; b < graph.blocks.size(); ++b)
    graph.frames.push_back(frame_around(graph, graph.blocks[b], graph.open_blocks[b]));
  return graph;
}

float best_length(const ShownGraph& graph, const layout::Options& options, layout::Size view) {
  return layout::best_length(sizes_of(graph), graph.edges, options, view);
}

std::vector<NodeIndex> nodes_of(const ShownGraph& graph, int item) {
  const ShownGraph::Item& shown = graph.items[static_cast<size_t>(item)];
  if (shown.kind == ShownGraph::Item::Kind::block) return graph.blocks[static_cast<size_t>(shown.block)].nodes;
  return shown.kind == ShownGraph::Item::Kind::node ? std::vector<NodeIndex>{shown.node} : std::vector<NodeIndex>{};
}

std::vector<NodeIndex> all_nodes(const std::vector<Node>& network) {
  std::vector<NodeIndex> all;
  for (const NodeIndex node : IndexRange(NodeIndex(), NodeIndex(network.size()))) all.push_back(node);
  return all;
}

int neighbor(const ShownGraph& graph, int item, int right, int down) {
  const layout::Point here = graph.picture.boxes[static_cast<size_t>(item)].center();
  int nearest = -1;
  float least = 0;
  for (int other = 0; other < static_cast<int>(graph.items.size()); ++other) {
    const layout::Point there = graph.picture.boxes[static_cast<size_t>(other)].center();
    const float dx = there.x - here.x, dy = there.y - here.y;
    const float along = dx * static_cast<float>(right) + dy * static_cast<float>(down),
                across = std::abs(dx * static_cast<float>(down)) + std::abs(dy * static_cast<float>(right));
    if (along < 8) continue;
    const float distance = along + 2 * across;
    if (nearest < 0 || distance < least) {
      nearest = other;
      least = distance;
    }
  }
  return nearest;
}

}  // namespace saddle::app
