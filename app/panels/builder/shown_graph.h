#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "model/draft_analysis.h"
#include "panels/builder/blocks.h"
#include "panels/builder/layout.h"

namespace saddle::app {

// The graph as it is shown: nodes, folded blocks, the data at its beginning and the loss at its end.
struct ShownGraph {
  struct Item {
    enum class Kind { data, node, block, loss };
    Kind kind = Kind::node;
    NodeIndex node = Link::data;  // of a block: its exit; of the loss none
    int block = -1;               // index into `blocks`
    bool operator==(const Item&) const = default;
  };
  struct Wire {                        // what an edge stands for
    std::optional<NodeIndex> to = {};  // none: the loss
    size_t slot = 0;
    NodeIndex from = Link::data;  // node or Link::data
  };
  static constexpr float width = 164, height = 46;  // of an item, at scale 1

  std::vector<Block> blocks;
  std::vector<Item> items = {};
  IndexedVector<NodeIndex, int> item_of = {};
  std::vector<layout::Edge> edges = {};
  std::vector<Wire> wires = {};  // by edge
  layout::Picture picture = {};
  std::vector<std::vector<int>> open_blocks = {};  // items by block; empty where it is folded, or inside one that is
  // Around the items of an open block; none where it is folded, or runs over several columns.
  std::vector<std::optional<layout::Box>> frames = {};
};

struct GraphOptions {
  std::set<std::string> folded = {};
  layout::Options layout = {};
  bool operator==(const GraphOptions& other) const {
    return folded == other.folded && layout.direction == other.layout.direction &&
           layout.length == other.layout.length && layout.rank_gap == other.layout.rank_gap;
  }
};

ShownGraph make_graph(const std::vector<Node>& network, const DraftAnalysis& analysis, const GraphOptions& options);
// The column length that shows the graph largest.
float best_length(const ShownGraph& graph, const layout::Options& options, layout::Size view);

// The nodes an item stands for.
std::vector<NodeIndex> nodes_of(const ShownGraph& graph, int item);
std::vector<NodeIndex> all_nodes(const std::vector<Node>& network);
// The next item in that direction (a unit step), or -1.
int neighbor(const ShownGraph& graph, int item, int right, int down);

}  // namespace saddle::app
