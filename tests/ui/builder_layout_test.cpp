// Where the builder's boxes stand: arithmetic, without a window.
#include <algorithm>
#include <random>
#include <set>

#include <gtest/gtest.h>

#include "panels/builder/shown_graph.h"
#include "saddle/experiment_file.h"

namespace saddle::app {
namespace {

ShownGraph scene_of(const std::string& preset, bool folded, layout::Options options = {}) {
  const Experiment experiment = preset_or_file(preset, SADDLE_ASSETS "/presets");
  Analyses analyses;
  const DraftAnalysis& analysis = analyses.of(experiment);
  GraphOptions graph{.layout = options};
  if (folded) graph.folded = folded_at_first(find_blocks(experiment.network, analysis.links, analysis.names), 1000);
  return make_graph(experiment.network, analysis, graph);
}

void expect_readable(const layout::Picture& picture, const std::vector<layout::Edge>& edges,
                     layout::Direction direction, const std::string& name) {
  for (size_t a = 0; a < picture.boxes.size(); ++a) {
    EXPECT_GE(picture.boxes[a].x, -0.5f) << name;
    EXPECT_GE(picture.boxes[a].y, -0.5f) << name;
    EXPECT_LE(picture.boxes[a].right(), picture.size.width + 1) << name;
    EXPECT_LE(picture.boxes[a].bottom(), picture.size.height + 1) << name;
    for (size_t b = a + 1; b < picture.boxes.size(); ++b)
      ASSERT_FALSE(picture.boxes[a].overlaps(picture.boxes[b])) << name << ": " << a << " lies on " << b;
  }
  for (size_t e = 0; e < edges.size(); ++e) {
    const auto from = static_cast<size_t>(edges[e].from), to = static_cast<size_t>(edges[e].to);
    const layout::Route& route = picture.routes[e];
    EXPECT_LT(picture.ranks[from], picture.ranks[to]) << name;
    // It begins and ends at its boxes.
    const layout::Box &a = picture.boxes[from], &b = picture.boxes[to];
    const bool right = direction == layout::Direction::right;
    EXPECT_NEAR(right ? route.points.front().x : route.points.front().y, right ? a.right() : a.bottom(), 1) << name;
    EXPECT_NEAR(right ? route.points.back().x : route.points.back().y, right ? b.x : b.y, 1) << name;
    if (route.jumps) continue;
    EXPECT_LT(right ? a.right() : a.bottom(), right ? b.x : b.y) << name << ": in the order of its ranks";
    // A long wire passes between the boxes, not through them.
    for (size_t i = 1; i + 1 < route.points.size(); ++i) {
      for (size_t box = 0; box < picture.boxes.size(); ++box) {
        const layout::Box& other = picture.boxes[box];
        const layout::Point p = route.points[i];
        EXPECT_FALSE(p.x > other.x + 1 && p.x < other.right() - 1 && p.y > other.y + 1 && p.y < other.bottom() - 1)
            << name << ": wire " << e << " runs through " << box;
      }
    }
  }
}

TEST(BuilderLayout, NothingOverlapsAndWiresGoForwardInEveryPreset) {
  for (const Preset& preset : presets_in(SADDLE_ASSETS "/presets")) {
    for (const bool folded : {false, true}) {
      if (!folded && preset.experiment.network.size() > 200) continue;
      for (const auto direction : {layout::Direction::down, layout::Direction::right}) {
        for (const float length : {0.0f, 600.0f}) {
          const ShownGraph graph = scene_of(preset.name, folded, {.direction = direction, .length = length});
          expect_readable(graph.picture, graph.edges, direction, preset.name);
        }
      }
    }
  }
}

TEST(BuilderLayout, EqualGraphsGiveEqualPictures) {
  const ShownGraph a = scene_of("googlenet-small", false), b = scene_of("googlenet-small", false);
  ASSERT_EQ(a.picture.boxes.size(), b.picture.boxes.size());
  for (size_t i = 0; i < a.picture.boxes.size(); ++i) {
    EXPECT_EQ(a.picture.boxes[i].x, b.picture.boxes[i].x);
    EXPECT_EQ(a.picture.boxes[i].y, b.picture.boxes[i].y);
  }
}

TEST(BuilderLayout, AChainIsStraightAndAShortcutSwingsAroundIt) {
  const std::vector<layout::Size> sizes(5, {100, 40});
  const std::vector<layout::Edge> edges = {{0, 1}, {1, 2}, {2, 3}, {3, 4}, {1, 4}};
  const layout::Picture picture = layout::arrange(sizes, edges, {});
  for (int i = 1; i < 5; ++i) {
    EXPECT_EQ(picture.ranks[static_cast<size_t>(i)], i);
    EXPECT_NEAR(picture.boxes[static_cast<size_t>(i)].x, picture.boxes[0].x, 6) << i;
  }
  const layout::Route& shortcut = picture.routes[4];
  ASSERT_GT(shortcut.points.size(), 2u);
  EXPECT_GT(shortcut.points[1].x, picture.boxes[2].right());
}

TEST(BuilderLayout, TwoBranchesDoNotCross) {
  // 0 feeds 1 and 2, which go on to 3 and 4 in file order 4, 3; all meet in 5.
  const std::vector<layout::Size> sizes(6, {100, 40});
  const layout::Picture picture = layout::arrange(sizes, {{0, 1}, {0, 2}, {2, 3}, {1, 4}, {3, 5}, {4, 5}}, {});
  EXPECT_EQ(picture.boxes[1].x < picture.boxes[2].x, picture.boxes[4].x < picture.boxes[3].x);
  EXPECT_NEAR(picture.boxes[0].center().x, (picture.boxes[1].center().x + picture.boxes[2].center().x) / 2, 2);
}

TEST(BuilderLayout, LongGraphsGoOnInColumnsThatEndWhereOneWirePasses) {
  const ShownGraph one = scene_of("resnet-20", false), more = scene_of("resnet-20", false, {.length = 1200});
  EXPECT_EQ(one.picture.columns, 1);
  EXPECT_GE(more.picture.columns, 3);
  EXPECT_LT(more.picture.size.height, one.picture.size.height / 2);
  int jumps = 0;
  for (const layout::Route& route : more.picture.routes) jumps += route.jumps;
  EXPECT_EQ(jumps, more.picture.columns - 1);
}

TEST(BuilderLayout, TheLengthThatIsChosenShowsTheGraphLarger) {
  const ShownGraph graph = scene_of("resnet-20", false);
  const layout::Size view{1200, 600};
  const auto zoom = [&](float length) {
    const layout::Picture picture = scene_of("resnet-20", false, {.length = length}).picture;
    return std::min(view.width / picture.size.width, view.height / picture.size.height);
  };
  EXPECT_GT(zoom(best_length(graph, {}, view)), 2 * zoom(0));
}

TEST(BuilderLayout, ACircleIsDrawnToo) {
  const std::vector<layout::Size> sizes(3, {100, 40});
  const layout::Picture picture = layout::arrange(sizes, {{0, 1}, {1, 2}, {2, 1}}, {});
  EXPECT_EQ(picture.routes.size(), 3u);
  EXPECT_FALSE(picture.boxes[1].overlaps(picture.boxes[2]));
}

std::vector<Block> blocks_of(const std::string& preset) { return scene_of(preset, false).blocks; }

int count(const std::vector<Block>& blocks, Block::Kind kind) {
  return static_cast<int>(std::ranges::count(blocks, kind, &Block::kind));
}

TEST(BuilderBlocks, AreThoseOfThePapers) {
  EXPECT_EQ(count(blocks_of("resnet-20"), Block::Kind::residual), 9);  // He et al., 2016, 4.2: 3 stages of 3
  EXPECT_EQ(count(blocks_of("resnet-20"), Block::Kind::stage), 3);
  EXPECT_EQ(count(blocks_of("resnet-50"), Block::Kind::residual), 16);  // 3 + 4 + 6 + 3
  EXPECT_EQ(count(blocks_of("densenet-121"), Block::Kind::dense), 58);  // 6 + 12 + 24 + 16
  EXPECT_EQ(count(blocks_of("densenet-121"), Block::Kind::stage), 4);
  EXPECT_EQ(count(blocks_of("googlenet"), Block::Kind::inception), 9);  // Szegedy et al., 2015, table 1
  EXPECT_EQ(count(blocks_of("googlenet"), Block::Kind::auxiliary), 2);
  EXPECT_EQ(count(blocks_of("googlenet-small"), Block::Kind::inception), 3);
  EXPECT_TRUE(blocks_of("vgg-16").empty());
  EXPECT_TRUE(blocks_of("apple-graph").empty());
}

TEST(BuilderBlocks, LieInsideEachOtherOrApartAndHaveOneWayOut) {
  for (const Preset& preset : presets_in(SADDLE_ASSETS "/presets")) {
    const auto blocks = blocks_of(preset.name);
    const Wiring links = wiring(preset.experiment.network);
    std::set<std::string> keys;
    for (const Block& a : blocks) {
      EXPECT_TRUE(keys.insert(a.key).second) << preset.name << " has two " << a.key;
      for (const NodeIndex node : a.nodes) {
        if (node == a.exit || a.kind == Block::Kind::stage) continue;
        for (const NodeIndex user : edit::users(links, node))
          EXPECT_TRUE(std::ranges::binary_search(a.nodes, user)) << preset.name << ", " << a.key;
      }
      for (const Block& b : blocks) {
        std::vector<NodeIndex> both;
        std::ranges::set_intersection(a.nodes, b.nodes, std::back_inserter(both));
        EXPECT_TRUE(both.empty() || both == a.nodes || both == b.nodes)
            << preset.name << ": " << a.key << ", " << b.key;
      }
    }
  }
}

TEST(BuilderBlocks, LargeNetworksBeginAsAFewDozenThings) {
  for (const Preset& preset : presets_in(SADDLE_ASSETS "/presets")) {
    Analyses analyses;
    const DraftAnalysis& analysis = analyses.of(preset.experiment);
    GraphOptions options;
    options.folded = folded_at_first(find_blocks(preset.experiment.network, analysis.links, analysis.names),
                                     static_cast<int>(preset.experiment.network.size()));
    EXPECT_LE(make_graph(preset.experiment.network, analysis, options).items.size(), 42u) << preset.name;
  }
}

TEST(BuilderScene, ArrowsGoFromLayerToLayer) {
  const ShownGraph graph = scene_of("simple-convnet", false);
  int item = 1;
  for (int steps = 0; steps < 5; ++steps) item = neighbor(graph, item, 0, 1);
  EXPECT_EQ(graph.items[static_cast<size_t>(item)].node, NodeIndex(5));
  EXPECT_EQ(neighbor(graph, item, 0, -1), graph.item_of[NodeIndex(4)]);
  EXPECT_EQ(neighbor(graph, 0, 0, -1), -1);
}

}  // namespace
}  // namespace saddle::app
