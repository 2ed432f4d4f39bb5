// Random edits of random networks: what must hold whatever was clicked.
#include <algorithm>
#include <random>
#include <set>

#include <gtest/gtest.h>

#include "saddle/network_edit.h"
#include "saddle/plan.h"

namespace saddle {
namespace {

class Dice {
 public:
  explicit Dice(unsigned seed) : random_(seed) {}
  int below(int n) { return static_cast<int>(random_() % static_cast<unsigned>(n)); }
  size_t below(size_t n) { return static_cast<size_t>(below(static_cast<int>(n))); }
  NodeIndex node(const std::vector<Node>& network) { return NodeIndex(below(network.size())); }
  // The data, or one of the first `nodes`.
  NodeIndex source(size_t nodes) { return NodeIndex(below(nodes + 1)) - 1; }
  template <class T>
  const T& of(const std::vector<T>& all) {
    return all[below(all.size())];
  }

 private:
  std::mt19937 random_;
};

// A node for this network; `number` tells nodes apart whatever they are called.
Node made(Dice& dice, const std::vector<Node>& network, int number) {
  static const std::vector<std::string> types{"relu", "tanh", "dense", "conv2d", "add", "concat", "dropout"};
  static const std::vector<std::string> names{"", "", "", "a", "block_1", "relu_2", "dense_1"};
  Node node{.name = dice.of(names), .type = dice.of(types)};
  if (!node.name.empty()) node.name = edit::free_name(network, node.name);
  node.properties["number"] = number;
  return node;
}

std::vector<int> numbers(const std::vector<Node>& network) {
  std::vector<int> numbers;
  for (const Node& node : network) numbers.push_back(std::get<int>(node.properties.at("number")));
  return numbers;
}

// A network that can be drawn: every node takes from nodes before it, sums and concatenations from two of them.
std::vector<Node> random_network(Dice& dice, int size) {
  std::vector<Node> network;
  Wiring links;
  for (int i = 0; i < size; ++i) {
    network.push_back(made(dice, network, i));
    links.emplace_back();
    const bool joins = network.back().type == "add" || network.back().type == "concat";
    for (int input = 0; input < (joins ? 2 : 1); ++input)
      links.back().push_back({.from = dice.source(static_cast<size_t>(i))});
  }
  edit::wire(network, links);
  return network;
}

void expect_sound(const std::vector<Node>& network) {
  const std::vector<std::string> names = names_of(network);
  ASSERT_EQ(names.size(), network.size());
  const std::set<std::string> known(names.begin(), names.end());
  ASSERT_EQ(known.size(), names.size()) << "two nodes have one name";
  ASSERT_FALSE(known.contains("input"));
  for (const auto& inputs : wiring(network)) {
    ASSERT_FALSE(inputs.empty());
    for (const Link& link : inputs) {
      ASSERT_TRUE(link.from >= Link::nowhere);
      ASSERT_TRUE(link.from < NodeIndex(network.size()));
      if (link.from != Link::nowhere) continue;
      ASSERT_EQ(link.unknown, "") << "an input names a node that is not there";
    }
  }
  for (const Shape& sample : {Shape{4}, Shape{3, 8, 8}}) {
    const Plan thought = plan(network, sample);
    ASSERT_LE(thought.steps.size(), network.size());
    for (const Issue& issue : thought.issues) ASSERT_EQ(issue.where.find("network"), 0u) << issue.where;
  }
}

// One edit, as the builder makes it; `fresh` numbers new nodes.
void edit_something(std::vector<Node>& network, Dice& dice, int& fresh) {
  const size_t size = network.size();
  if (size == 0) {
    edit::insert_after(network, Link::data, made(dice, network, fresh++));
    return;
  }
  const NodeIndex node = dice.node(network), other = dice.node(network);
  const size_t slot = dice.below(wiring(network)[node].size());
  const Node extra = made(dice, network, fresh++);
  switch (dice.below(12)) {
    case 0:
      edit::insert_before(network, node, slot, extra);
      break;
    case 1:
      edit::insert_after(network, dice.source(size), extra);
      break;
    case 2:
      edit::remove(network, {node, other});
      break;
    case 3:
      edit::connect(network, dice.source(size), node);
      break;
    case 4:
      edit::replace_input(network, node, slot, dice.source(size));
      break;
    case 5:
      edit::disconnect(network, node, slot);
      break;
    case 6:
      edit::move_up(network, node);
      break;
    case 7:
      edit::move_down(network, node);
      break;
    case 8:
      edit::rename(network, node, edit::free_name(network, dice.below(2) ? "renamed" : "relu_1"));
      break;
    case 9:
      edit::rename(network, node, "");
      break;
    case 10:
      if (size < 30) edit::paste(network, dice.source(size), edit::copied(network, {node, other}));
      break;
    default:
      edit::remove_skips(network);
  }
}

TEST(NetworkEditProperty, AnySequenceOfEditsLeavesANetworkThatCanBePlanned) {
  for (unsigned seed = 1; seed <= 150; ++seed) {
    Dice dice(seed);
    std::vector<Node> network = random_network(dice, 1 + dice.below(10));
    int fresh = 100;
    for (int step = 0; step < 40; ++step) {
      edit_something(network, dice, fresh);
      expect_sound(network);
      if (testing::Test::HasFatalFailure()) FAIL() << "seed " << seed << ", edit " << step;
    }
  }
}

TEST(NetworkEditProperty, InsertingAndRemovingIsNothing) {
  for (unsigned seed = 1; seed <= 300; ++seed) {
    SCOPED_TRACE(seed);
    Dice dice(seed);
    const std::vector<Node> before = random_network(dice, 1 + dice.below(12));
    std::vector<Node> network = before;
    NodeIndex at;
    if (dice.below(2) == 0) {
      const NodeIndex to = dice.node(before);
      const size_t slot = dice.below(wiring(before)[to].size());
      at = edit::insert_before(network, to, slot, made(dice, before, 100));
    } else {
      at = edit::insert_after(network, dice.source(before.size()), made(dice, before, 100));
    }
    ASSERT_EQ(numbers(network)[static_cast<size_t>(at)], 100);
    edit::remove(network, {at});
    EXPECT_EQ(numbers(network), numbers(before));
    EXPECT_EQ(wiring(network), wiring(before));
  }
}

// The new node stands on that one wire and nowhere else.
TEST(NetworkEditProperty, ALayerOnAWireTakesThatWireAlone) {
  for (unsigned seed = 1; seed <= 300; ++seed) {
    SCOPED_TRACE(seed);
    Dice dice(seed);
    const std::vector<Node> before = random_network(dice, 1 + dice.below(12));
    const Wiring was = wiring(before);
    std::vector<Node> network = before;
    const NodeIndex to = dice.node(network);
    const size_t slot = dice.below(was[to].size());
    const NodeIndex at = edit::insert_before(network, to, slot, made(dice, before, 100));
    const auto moved = [&](Link link) {
      if (link.from >= at) ++link.from;
      return link;
    };
    Wiring expected;
    for (const auto& inputs : was) {
      expected.emplace_back();
      for (const Link& link : inputs) expected.back().push_back(moved(link));
    }
    expected.insert(expected.begin() + static_cast<int>(at), {moved(was[to][slot])});
    expected[to + 1][slot] = {.from = at};
    EXPECT_EQ(wiring(network), expected);
  }
}

TEST(NetworkEditProperty, RemovingGoesOnFromTheFirstInputOfWhatIsGone) {
  for (unsigned seed = 1; seed <= 300; ++seed) {
    SCOPED_TRACE(seed);
    Dice dice(seed);
    std::vector<Node> network = random_network(dice, 2 + dice.below(10));
    const Wiring before = wiring(network);
    std::set<NodeIndex> gone;
    for (int i = dice.below(4); i >= 0; --i) gone.insert(dice.node(network));
    // By hand: from any source back to the first that stays, then counted without those that are gone.
    const auto source = [&](NodeIndex from) {
      while (gone.contains(from)) from = before[from].front().from;
      return from - static_cast<int>(std::ranges::count_if(gone, [&](NodeIndex g) { return g < from; }));
    };
    Wiring expected;
    for (const NodeIndex node : before.indices()) {
      if (gone.contains(node)) continue;
      expected.emplace_back();
      for (const Link& link : before[node]) expected.back().push_back({.from = source(link.from)});
    }
    edit::remove(network, {gone.begin(), gone.end()});
    EXPECT_EQ(wiring(network), expected);
  }
}

TEST(NetworkEditProperty, ACopyHasTheWiresOfTheOriginalAndLeavesItAsItWas) {
  for (unsigned seed = 1; seed <= 300; ++seed) {
    SCOPED_TRACE(seed);
    Dice dice(seed);
    const std::vector<Node> before = random_network(dice, 2 + dice.below(10));
    std::set<NodeIndex> chosen;
    for (int i = dice.below(4); i >= 0; --i) chosen.insert(dice.node(before));
    const std::vector<NodeIndex> picked(chosen.begin(), chosen.end());
    const NodeIndex after = dice.source(before.size());
    std::vector<Node> network = before;
    const std::vector<NodeIndex> made = edit::paste(network, after, edit::copied(before, picked));
    ASSERT_EQ(made.size(), picked.size());
    expect_sound(network);
    const Wiring was = wiring(before), is = wiring(network);
    for (size_t i = 0; i < picked.size(); ++i) {
      const Node &original = before[static_cast<size_t>(picked[i])], &copy = network[static_cast<size_t>(made[i])];
      EXPECT_EQ(copy.type, original.type);
      EXPECT_EQ(copy.properties, original.properties);
      // A wire between two that were copied joins their copies.
      const auto& inputs = is[made[i]];
      for (const Link& link : was[picked[i]]) {
        const auto found = std::ranges::find(picked, link.from);
        if (found == picked.end()) continue;
        const NodeIndex wanted = made[static_cast<size_t>(found - picked.begin())];
        EXPECT_TRUE(std::ranges::find(inputs, wanted, &Link::from) != inputs.end())
            << "wire " << static_cast<int>(link.from);
      }
    }
    // Elsewhere nothing changes, but that users of `after` go on from the last of what was pasted.
    const int count = static_cast<int>(picked.size());
    const auto place = [&](NodeIndex node) { return node > after ? node + count : node; };
    for (const NodeIndex node : was.indices()) {
      std::vector<Link> expected;
      for (const Link& link : was[node])
        expected.push_back({.from = link.from == after ? after + count : place(link.from)});
      EXPECT_EQ(is[place(node)], expected);
    }
  }
}

}  // namespace
}  // namespace saddle
