#include "saddle/network_edit.h"

#include <random>

#include <gtest/gtest.h>

#include "saddle/experiment_file.h"
#include "saddle/plan.h"

namespace saddle {
namespace {

Node node(std::string type, std::string name = {}, std::vector<std::string> inputs = {}) {
  return {.name = std::move(name), .type = std::move(type), .inputs = std::move(inputs)};
}

NodeIndex operator""_th(unsigned long long number) { return NodeIndex(number); }

std::vector<std::string> types(const std::vector<Node>& network) {
  std::vector<std::string> types;
  for (const Node& n : network) types.push_back(n.type);
  return types;
}
using Types = std::vector<std::string>;

// A small residual net: what is named by its number must stay connected whatever comes before it.
std::vector<Node> residual() {
  return {node("relu"), node("relu"), node("tanh"), node("add", "", {"tanh_1", "relu_1"}), node("relu"), node("dense")};
}

// Every wire as (from, to), by identity rather than by name: each node is marked by a property.
std::vector<std::pair<int, int>> marked_wires(const std::vector<Node>& network) {
  std::vector<std::pair<int, int>> wires;
  const auto mark = [&](NodeIndex node) {
    return node <= Link::data ? static_cast<int>(node)
                              : std::get<int>(network[static_cast<size_t>(node)].properties.at("mark"));
  };
  const Wiring links = wiring(network);
  for (const NodeIndex to : links.indices()) {
    for (const Link& link : links[to]) wires.push_back({mark(link.from), mark(to)});
  }
  std::sort(wires.begin(), wires.end());
  return wires;
}

TEST(NetworkEdit, ALayerInsertedOnAWireLeavesAllOtherWiresAlone) {
  std::vector<Node> network = residual();
  const NodeIndex at = edit::insert_before(network, 3_th, 1, node("relu"));  // on the shortcut
  EXPECT_EQ(at, 3_th);
  EXPECT_EQ(types(network), (Types{"relu", "relu", "tanh", "relu", "add", "relu", "dense"}));
  const Wiring links = wiring(network);
  EXPECT_EQ(links[3_th], (std::vector<Link>{{.from = 0_th}}));
  EXPECT_EQ(links[4_th], (std::vector<Link>{{.from = 2_th}, {.from = 3_th}}));
  EXPECT_TRUE(plan(network, {4}).issues.empty());
}

TEST(NetworkEdit, ALayerBehindAForkTakesAllItsUsersOver) {
  std::vector<Node> network = residual();
  edit::insert_after(network, 0_th, node("relu"));
  const Wiring links = wiring(network);
  EXPECT_EQ(links[1_th][0].from, 0_th);
  EXPECT_EQ(links[2_th][0].from, 1_th);
  EXPECT_EQ(links[4_th][1].from, 1_th);
}

TEST(NetworkEdit, RemovingGoesPastWhatIsGone) {
  std::vector<Node> network = residual();
  edit::remove(network, {1_th, 2_th});
  EXPECT_EQ(types(network), (Types{"relu", "add", "relu", "dense"}));
  EXPECT_EQ(wiring(network)[1_th], (std::vector<Link>{{.from = 0_th}, {.from = 0_th}}));
  edit::remove(network, {0_th, 1_th, 2_th, 3_th});
  EXPECT_TRUE(network.empty());
}

TEST(NetworkEdit, ConnectingFillsAnOpenInputThenAddsThenReplaces) {
  std::vector<Node> network = residual();
  edit::disconnect(network, 5_th, 0);
  EXPECT_EQ(network[5].inputs, std::vector<std::string>{""});
  EXPECT_EQ(plan(network, {4}).issues.front().where, "network[5].inputs[0]");
  edit::connect(network, 4_th, 5_th);
  EXPECT_TRUE(network[5].inputs.empty());
  edit::connect(network, Link::data, 3_th);
  EXPECT_EQ(wiring(network)[3_th].size(), 3u);
  edit::connect(network, 3_th, 5_th);
  EXPECT_EQ(wiring(network)[5_th], (std::vector<Link>{{.from = 3_th}}));
  edit::disconnect(network, 3_th, 2);
  EXPECT_EQ(wiring(network)[3_th].size(), 2u);
}

TEST(NetworkEdit, MovingExchangesALayerWithItsNeighborAndNoFurther) {
  std::vector<Node> network = residual();
  EXPECT_EQ(edit::move_down(network, 1_th), 2_th);
  EXPECT_EQ(types(network), (Types{"relu", "tanh", "relu", "add", "relu", "dense"}));
  EXPECT_TRUE(plan(network, {4}).issues.empty());
  EXPECT_EQ(edit::move_down(network, 2_th), 2_th) << "past a join";
  EXPECT_EQ(edit::move_up(network, 2_th), 1_th);
  EXPECT_EQ(network, residual());
  EXPECT_EQ(edit::move_up(network, 0_th), 0_th);
}

TEST(NetworkEdit, ACopyGoesBehindWithItsOwnWiresAndNames) {
  std::vector<Node> network = residual();
  network[3].name = "sum";
  const auto fragment = edit::copied(network, {1_th, 2_th, 3_th, 4_th});
  EXPECT_EQ(fragment.size(), 4u);
  const auto made = edit::paste(network, 4_th, fragment);
  EXPECT_EQ(made, (std::vector<NodeIndex>{5_th, 6_th, 7_th, 8_th}));
  EXPECT_EQ(types(network), (Types{"relu", "relu", "tanh", "add", "relu", "relu", "tanh", "add", "relu", "dense"}));
  EXPECT_EQ(network[7].name, "sum_2");
  const Wiring links = wiring(network);
  EXPECT_EQ(links[5_th], (std::vector<Link>{{.from = 4_th}}));
  EXPECT_EQ(links[7_th], (std::vector<Link>{{.from = 6_th}, {.from = 4_th}})) << "its shortcut begins where it was put";
  EXPECT_EQ(links[9_th], (std::vector<Link>{{.from = 8_th}}));
  EXPECT_TRUE(plan(network, {4}).issues.empty());
}

TEST(NetworkEdit, LayersGoThroughTextAndBack) {
  const auto fragment = edit::copied(residual(), {0_th, 1_th, 2_th, 3_th});
  EXPECT_EQ(parse_layers(layers_to_json(fragment)), fragment);
  EXPECT_EQ(parse_layers(R"({"type": "relu"})"), (std::vector<Node>{node("relu")}));
  const Experiment preset = preset_or_file("simple-convnet", SADDLE_ASSETS "/presets");
  EXPECT_EQ(parse_layers(to_json(preset)), preset.network);
  for (const char* text : {"", "hello", "3", R"([{"kind": "relu"}])", R"([{"type": "relu", "slope": 1}])"})
    EXPECT_THROW(parse_layers(text), Error) << text;
}

TEST(NetworkEdit, WithoutItsSumsAResidualNetIsTheLongWayWithTheSameNames) {
  auto network = residual();
  edit::remove_skips(network);
  EXPECT_EQ(types(network), (Types{"relu", "relu", "tanh", "relu", "dense"}));
  for (const auto& inputs : wiring(network)) EXPECT_EQ(inputs.size(), 1u);

  // The convolutions of its shortcuts go too: 16 x 32 and 32 x 64 weights, and two pairs of 32 and 64 for their norms.
  Experiment experiment = load_experiment(SADDLE_ASSETS "/presets/resnet-20.json");
  const auto before = names_of(experiment.network);
  const auto parameters = [&] { return plan(experiment.network, Shape{3, 32, 32}).parameters(); };
  const int64_t whole = parameters();
  edit::remove_skips(experiment.network);
  EXPECT_EQ(parameters(), whole - (16 * 32 + 32 * 64 + 2 * 32 + 2 * 64));
  for (const std::string& name : names_of(experiment.network))
    EXPECT_TRUE(std::ranges::find(before, name) != before.end()) << name << " draws other weights than before";
  EXPECT_TRUE(check(experiment).empty());
}

// Random edits of random networks, held against plain lists of wires.
TEST(NetworkEdit, KeepsTheWiresOfWhateverItDoesNotTouch) {
  std::mt19937 random(1);
  const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
  for (int round = 0; round < 200; ++round) {
    std::vector<Node> network;
    const int size = 3 + below(8);
    for (int i = 0; i < size; ++i)
      network.push_back(node(below(2) ? "relu" : "add", below(3) ? "" : "n" + std::to_string(i)));
    Wiring links(network.size());
    for (int i = 0; i < size; ++i) {
      for (int k = 0; k <= (network[static_cast<size_t>(i)].type == "add"); ++k)
        links[NodeIndex(i)].push_back({.from = NodeIndex(below(i + 1) - 1)});
      network[static_cast<size_t>(i)].properties["mark"] = i;
    }
    edit::wire(network, links);
    EXPECT_EQ(wiring(network), links);
    const auto before = marked_wires(network);
    Node extra = node("relu");
    extra.properties["mark"] = 100;
    const int to = below(size);
    edit::insert_before(network, NodeIndex(to), 0, extra);
    auto expected = before;
    const int from = static_cast<int>(links[NodeIndex(to)][0].from);
    expected.erase(std::find(expected.begin(), expected.end(), std::pair{from, to}));
    expected.push_back({from, 100});
    expected.push_back({100, to});
    std::sort(expected.begin(), expected.end());
    EXPECT_EQ(marked_wires(network), expected);
    edit::remove(network, {NodeIndex(to)});  // where the new one stands
    EXPECT_EQ(marked_wires(network), before);
    edit::rename(network, NodeIndex(below(size)), "renamed");
    EXPECT_EQ(marked_wires(network), before);
    EXPECT_EQ(parse_layers("[]").size(), 0u);
  }
}

}  // namespace
}  // namespace saddle
