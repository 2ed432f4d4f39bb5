#include "panels/builder/shown_graph.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "saddle/traits.h"

namespace saddle::app {
namespace {

// The outermost folded block around each node, or -1.
std::vector<int> covers(const ShownGraph& scene, const std::set<std::string>& folded, size_t nodes) {
  std::vector<int> cover(nodes, -1);
  // Inner blocks come before outer ones.
  for (size_t b = 0; b < scene.blocks.size(); ++b) {
    if (!folded.contains(scene.blocks[b].key)) continue;
    for (const int node : scene.blocks[b].nodes) cover[static_cast<size_t>(node)] = static_cast<int>(b);
  }
  return cover;
}

std::vector<layout::Size> sizes_of(const ShownGraph& scene) {
  return std::vector<layout::Size>(scene.items.size(), {ShownGraph::width, ShownGraph::height});
}

std::optional<layout::Box> frame_around(const ShownGraph& scene, const Block& block, const std::vector<int>& items) {
  if (items.empty()) return std::nullopt;
  std::vector<bool> inside(scene.items.size(), false);
  layout::Box box = scene.picture.boxes[static_cast<size_t>(items.front())];
  for (const int item : items) {
    inside[static_cast<size_t>(item)] = true;
    const layout::Box& other = scene.picture.boxes[static_cast<size_t>(item)];
    const float right = std::max(box.right(), other.right()), bottom = std::max(box.bottom(), other.bottom());
    box = {std::min(box.x, other.x), std::min(box.y, other.y), 0, 0};
    box.width = right - box.x;
    box.height = bottom - box.y;
  }
  for (size_t e = 0; e < scene.edges.size(); ++e) {
    if (scene.picture.routes[e].jumps && inside[static_cast<size_t>(scene.edges[e].from)] &&
        inside[static_cast<size_t>(scene.edges[e].to)])
      return std::nullopt;
  }
  const float margin = block.kind == Block::Kind::stage ? 13.0f : 8.0f;
  return layout::Box{box.x - margin, box.y - margin, box.width + 2 * margin, box.height + 2 * margin};
}

}  // namespace

ShownGraph make_scene(const std::vector<Node>& network, const Thought& thought, const SceneOptions& options) {
  ShownGraph scene{.blocks = find_blocks(network, thought.links, thought.names)};
  const std::vector<int> cover = covers(scene, options.folded, network.size());
  scene.items.push_back({.kind = ShownGraph::Item::Kind::data});
  scene.item_of.assign(network.size(), -1);
  std::map<int, int> item_of_block;
  for (int node = 0; node < static_cast<int>(network.size()); ++node) {
    const int block = cover[static_cast<size_t>(node)];
    int& item = scene.item_of[static_cast<size_t>(node)];
    if (const auto known = item_of_block.find(block); block >= 0 && known != item_of_block.end()) {
      item = known->second;
      continue;
    }
    item = static_cast<int>(scene.items.size());
    if (block >= 0) {
      item_of_block[block] = item;
      scene.items.push_back({ShownGraph::Item::Kind::block, scene.blocks[static_cast<size_t>(block)].exit, block});
    } else {
      scene.items.push_back({ShownGraph::Item::Kind::node, node, -1});
    }
  }
  const int loss = static_cast<int>(scene.items.size());
  scene.items.push_back({.kind = ShownGraph::Item::Kind::loss});

  std::set<std::pair<int, int>> drawn;
  const auto connect = [&](int from, int to, const ShownGraph::Wire& wire) {
    if (from == to || !drawn.insert({from, to}).second) return;
    scene.edges.push_back({from, to});
    scene.wires.push_back(wire);
  };
  for (int node = 0; node < static_cast<int>(network.size()); ++node) {
    const auto& inputs = thought.links[static_cast<size_t>(node)];
    for (size_t slot = 0; slot < inputs.size(); ++slot) {
      const int from = inputs[slot].from;
      if (from == Link::nowhere) continue;
      connect(from < 0 ? 0 : scene.item_of[static_cast<size_t>(from)], scene.item_of[static_cast<size_t>(node)],
              {node, slot, from});
    }
  }
  for (int node = 0; node < static_cast<int>(network.size()); ++node) {
    const bool last = node + 1 == static_cast<int>(network.size());
    if (last || catalog::layer_traits(network[static_cast<size_t>(node)].type).family == LayerTraits::Family::auxiliary)
      connect(scene.item_of[static_cast<size_t>(node)], loss, {-1, 0, node});
  }
  scene.picture = layout::arrange(sizes_of(scene), scene.edges, options.layout);

  scene.open_blocks.resize(scene.blocks.size());
  for (size_t b = 0; b < scene.blocks.size(); ++b) {
    for (const int node : scene.blocks[b].nodes) {
      const int item = scene.item_of[static_cast<size_t>(node)];
      const int shown = scene.items[static_cast<size_t>(item)].block;
      // Folded itself, or inside a folded one.
      if (shown >= 0 && (shown == static_cast<int>(b) ||
                         scene.blocks[static_cast<size_t>(shown)].nodes.size() > scene.blocks[b].nodes.size())) {
        scene.open_blocks[b].clear();
        break;
      }
      auto& items = scene.open_blocks[b];
      if (std::ranges::find(items, item) == items.end()) items.push_back(item);
    }
  }
  for (size_t b = 0; b < scene.blocks.size(); ++b)
    scene.frames.push_back(frame_around(scene, scene.blocks[b], scene.open_blocks[b]));
  return scene;
}

float best_length(const ShownGraph& scene, const layout::Options& options, layout::Size view) {
  return layout::best_length(sizes_of(scene), scene.edges, options, view);
}

std::vector<int> nodes_of(const ShownGraph& scene, int item) {
  const ShownGraph::Item& shown = scene.items[static_cast<size_t>(item)];
  if (shown.kind == ShownGraph::Item::Kind::block) return scene.blocks[static_cast<size_t>(shown.block)].nodes;
  return shown.kind == ShownGraph::Item::Kind::node ? std::vector<int>{shown.node} : std::vector<int>{};
}

int neighbour(const ShownGraph& scene, int item, int right, int down) {
  const layout::Point here = scene.picture.boxes[static_cast<size_t>(item)].centre();
  int nearest = -1;
  float least = 0;
  for (int other = 0; other < static_cast<int>(scene.items.size()); ++other) {
    const layout::Point there = scene.picture.boxes[static_cast<size_t>(other)].centre();
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
