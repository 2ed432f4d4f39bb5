// The builder as a user has it: the real panel, clicked, dragged and typed at.
#include <cmath>

#include <gtest/gtest.h>
#include <imgui.h>

#include "driver.h"
#include "measured.h"
#include "saddle/experiment_file.h"

namespace saddle::app {
namespace {

class Builder : public Driver {
 public:
  explicit Builder(const std::string& experiment = "first-light", int width = 1600, int height = 1000)
      : Driver(options(experiment), width, height) {
    frames(3);
  }

  std::vector<std::string> types() {
    std::vector<std::string> types;
    for (const Node& node : draft().network) types.push_back(node.type);
    return types;
  }
  void hover_canvas() {
    const ui::Mark at = *mark("builder.canvas");
    move(at.left + 5, at.bottom - 5);
  }
  void chord(ImGuiKey key, bool control = false, bool alt = false) {
    ImGui::GetIO().KeyAlt = alt;
    this->key(key, control);
    ImGui::GetIO().KeyAlt = false;
    settle(1);
  }
  // Long enough after the click before it for no double click, which would open the properties and write there.
  void click_once(const std::string& name) {
    frames(30);
    click(name);
  }
  void letter(char letter, bool control) {
    key(letter, control);
    settle(1);
  }
  void drag_to(const std::string& from, const std::string& to) {
    const ui::Mark a = *mark(from), b = *mark(to);
    move((a.left + a.right) / 2, (a.top + a.bottom) / 2);
    frame();
    press();
    for (int i = 1; i <= 8; ++i) {
      const float t = static_cast<float>(i) / 8;
      move((a.left + a.right) / 2 * (1 - t) + (b.left + b.right) / 2 * t,
           (a.top + a.bottom) / 2 * (1 - t) + (b.top + b.bottom) / 2 * t);
    }
    frame();
    release();
    settle(1);
  }
  void undo() {
    key(ImGuiKey_Z, true);
    settle(1);
  }
  int marks_like(const std::string& prefix) {
    int count = 0;
    for (const auto& [name, mark] : application().marks()) count += name.starts_with(prefix);
    return count;
  }

 private:
  static ApplicationOptions options(const std::string& experiment) {
    ApplicationOptions options{.experiment = experiment, .data_directory = "/nowhere"};
    options.settings.workspace = {.arrangement = "one", .panes = {"builder"}, .full = 0};
    return options;
  }
};

using Types = std::vector<std::string>;

TEST(Builder, ShowsEveryLayerTheDataAndTheLoss) {
  Builder user;
  const Experiment experiment = user.draft();
  for (const std::string& name : names_of(experiment.network))
    EXPECT_NE(user.mark("builder.node." + name), nullptr) << name;
  EXPECT_NE(user.text("builder.data").find("(1, 28, 28)"), std::string::npos);
  EXPECT_NE(user.text("builder.loss").find("10 classes"), std::string::npos);
  EXPECT_NE(user.text("builder.node.conv2d_1").find("(16, 24, 24) · 416"), std::string::npos);
}

TEST(Builder, SaysShapesParametersAndOperationsOfTheChosenLayer) {
  Builder user("simple-convnet");
  user.click("builder.node.conv2d_1");
  user.frames(2);
  EXPECT_EQ(user.text("builder.chosen"), "conv2d_1");
  EXPECT_EQ(user.text("builder.shape"), "(30, 24, 24)");
  EXPECT_EQ(user.text("builder.parameters"), "780");  // 30 (5 * 5 + 1)
  EXPECT_EQ(user.text("builder.flops"), "864 k");     // 2 * 25 * 30 * 24 * 24
  EXPECT_EQ(user.text("builder.memory"), "3.05 KiB + 67.5 KiB");
  EXPECT_EQ(user.text("builder.field"), "5 × 5");
}

TEST(Builder, InsertsOnAWireByItsPlusAndUndoes) {
  Builder user;
  const Experiment before = user.draft();
  ASSERT_TRUE(user.click("builder.wire.relu_1.0"));
  user.frames(2);
  ASSERT_TRUE(user.click("builder.insert/sigmoid"));
  user.settle(1);
  ASSERT_EQ(user.draft().network.size(), before.network.size() + 1);
  EXPECT_EQ(user.draft().network[1].type, "sigmoid");
  EXPECT_EQ(user.text("builder.chosen"), "sigmoid_1");
  user.undo();
  EXPECT_EQ(user.draft(), before);
}

TEST(Builder, AddsFromThePaletteBehindTheChosenLayer) {
  Builder user;
  user.click("builder.node.relu_1");
  user.click("builder.add");
  user.frames(2);
  ASSERT_TRUE(user.click("builder.add/batch_norm"));
  user.settle(1);
  EXPECT_EQ(user.draft().network[2].type, "batch_norm");
}

TEST(Builder, ConnectsByDraggingFromAnOutputToAnInput) {
  Builder user;
  user.click("builder.node.relu_1");
  user.click("builder.add");
  user.frames(2);
  user.click("builder.add/add");
  user.settle(1);
  ASSERT_EQ(user.draft().network[2].type, "add");
  EXPECT_NE(user.mark("builder.fault"), nullptr) << "it takes two inputs";
  const Experiment before = user.draft();
  user.drag_to("builder.out.conv2d_1", "builder.node.add_1");
  EXPECT_EQ(wiring(user.draft().network)[NodeIndex(2)],
            (std::vector<Link>{{.from = NodeIndex(1)}, {.from = NodeIndex(0)}}));
  EXPECT_EQ(user.mark("builder.fault"), nullptr);
  EXPECT_TRUE(user.application().now().experiment->network == user.draft().network);
  user.undo();
  EXPECT_EQ(user.draft(), before);
}

TEST(Builder, TakesAWireAwaySaysWhatIsMissingAndMendsIt) {
  Builder user;
  ASSERT_TRUE(user.click("builder.wire.relu_1.0"));
  user.frames(2);
  ASSERT_TRUE(user.click("builder.disconnect"));
  user.settle(1);
  EXPECT_EQ(user.draft().network[1].inputs, std::vector<std::string>{""});
  ASSERT_NE(user.mark("builder.fault"), nullptr);
  EXPECT_FALSE(user.mark("train")->enabled);
  ASSERT_TRUE(user.click("builder.fault.action"));
  user.settle(1);
  EXPECT_TRUE(user.draft().network[1].inputs.empty());
  EXPECT_TRUE(user.mark("train")->enabled);
}

TEST(Builder, AChosenWireIsDeletedByKey) {
  Builder user("resnet-20", 3200, 2600);  // room for what is unfolded
  user.click("builder.fold.stage1_1");
  user.frames(2);
  const Experiment before = user.draft();
  const auto inputs = wiring(before.network)[NodeIndex(8)];
  ASSERT_EQ(inputs.size(), 2u);
  ASSERT_NE(user.mark("builder.wire.add_1.1"), nullptr);
  const ui::Mark plus = *user.mark("builder.wire.add_1.1");
  // The shortcut is clicked beside its plus, which would open a menu.
  for (int step = 0; step < 24 && user.draft() == before; ++step) {
    const float angle = static_cast<float>(step) * 0.2618f;
    user.move((plus.left + plus.right) / 2 + 12 * std::cos(angle), (plus.top + plus.bottom) / 2 + 12 * std::sin(angle));
    user.frames(30);  // long enough for no double click
    user.press(), user.release();
    user.frame();
    if (user.text("builder.chosen").empty()) user.chord(ImGuiKey_Delete);  // not where it is a layer that was hit
  }
  EXPECT_EQ(user.draft().network.size(), before.network.size()) << "no layer went with it";
  EXPECT_EQ(wiring(user.draft().network)[NodeIndex(8)], std::vector<Link>{inputs[0]});
  EXPECT_NE(user.mark("builder.fault"), nullptr);
  user.undo();
  EXPECT_EQ(user.draft(), before);
}

TEST(Builder, RemovesMovesDuplicatesByKeyboardAndUndoesEach) {
  Builder user("two-layer-net");
  const Experiment first = user.draft();
  ASSERT_EQ(user.types(), (Types{"dense", "relu", "dense"}));
  user.click_once("builder.node.relu_1");
  user.chord(ImGuiKey_UpArrow, false, true);
  EXPECT_EQ(user.types(), (Types{"relu", "dense", "dense"}));
  user.undo();
  EXPECT_EQ(user.draft(), first);
  user.click_once("builder.node.relu_1");
  user.chord(ImGuiKey_DownArrow, false, true);
  EXPECT_EQ(user.types(), (Types{"dense", "dense", "relu"}));
  user.undo();
  user.click_once("builder.node.relu_1");
  user.letter('D', true);
  EXPECT_EQ(user.types(), (Types{"dense", "relu", "relu", "dense"}));
  user.undo();
  user.click_once("builder.node.relu_1");
  user.chord(ImGuiKey_Delete);
  EXPECT_EQ(user.types(), (Types{"dense", "dense"}));
  user.undo();
  EXPECT_EQ(user.draft(), first);
  user.key(ImGuiKey_Y, true);
  user.settle(1);
  EXPECT_EQ(user.types(), (Types{"dense", "dense"}));
}

TEST(Builder, CopiesARunOfLayersAsTextAndPastesItElsewhere) {
  std::string text;
  {
    Builder user("simple-convnet");
    user.click("builder.node.conv2d_1");
    ImGui::GetIO().KeyShift = true;
    user.click("builder.node.max_pool2d_1");
    ImGui::GetIO().KeyShift = false;
    user.frame();
    user.chord(ImGuiKey_C, true);
    text = ImGui::GetClipboardText();
    EXPECT_EQ(parse_layers(text).size(), 3u) << text;
    user.chord(ImGuiKey_X, true);
    EXPECT_EQ(user.types(), (Types{"dense", "relu", "dense"}));
    user.undo();
    EXPECT_EQ(user.draft().network.size(), 6u);
  }
  Builder other("two-layer-net");  // another window
  ImGui::SetClipboardText(text.c_str());
  other.click("builder.data");
  other.hover_canvas();
  other.frames(2);
  other.click("builder.node.dense_1");
  other.chord(ImGuiKey_V, true);
  EXPECT_EQ(other.types(), (Types{"dense", "conv2d", "relu", "max_pool2d", "relu", "dense"}));
  other.undo();
  EXPECT_EQ(other.types(), (Types{"dense", "relu", "dense"}));
  ImGui::SetClipboardText("a shopping list");
  other.hover_canvas();
  other.chord(ImGuiKey_V, true);
  EXPECT_EQ(other.types(), (Types{"dense", "relu", "dense"}));
  EXPECT_NE(other.text("builder.fault").find("clipboard"), std::string::npos);
}

TEST(Builder, ArrowsMoveTheSelectionAndEnterOpensItsProperties) {
  Builder user("two-layer-net");
  user.click("builder.node.dense_1");
  user.click("builder.strip");
  user.frames(2);
  EXPECT_EQ(user.mark("builder.chosen"), nullptr);
  user.hover_canvas();
  const ui::Mark a = *user.mark("builder.node.dense_1"), b = *user.mark("builder.node.relu_1");
  user.chord(b.left > a.right ? ImGuiKey_RightArrow : ImGuiKey_DownArrow);
  user.chord(ImGuiKey_Enter);
  user.frames(2);
  EXPECT_EQ(user.text("builder.chosen"), "relu_1");
}

TEST(Builder, ALayerIsDraggedOntoAWire) {
  Builder user("simple-convnet");
  user.drag_to("builder.node.relu_2", "builder.wire.conv2d_1.0");
  EXPECT_EQ(user.types(), (Types{"relu", "conv2d", "relu", "max_pool2d", "dense", "dense"}));
}

TEST(Builder, FoldsAndUnfoldsBlocks) {
  Builder user("resnet-20", 3200, 2600);  // large enough for handles when all is in sight
  EXPECT_EQ(user.marks_like("builder.block."), 9);
  ASSERT_TRUE(user.click("builder.fold.stage1_1"));
  user.frames(2);
  user.click("builder.fit");  // what was unfolded stays where it was and pushes others out of sight
  user.frames(2);
  EXPECT_EQ(user.marks_like("builder.block."), 8);
  EXPECT_NE(user.mark("builder.node.stage1_1_1_norm"), nullptr);
  EXPECT_EQ(user.text("builder.fold.stage1_1"), "open");
  ASSERT_TRUE(user.click("builder.fold.stage1_1"));
  user.frames(2);
  EXPECT_EQ(user.marks_like("builder.block."), 9);
  user.click("builder.fold_all");
  user.frames(2);
  EXPECT_EQ(user.marks_like("builder.block."), 0);
  EXPECT_EQ(user.marks_like("builder.node."), static_cast<int>(user.draft().network.size())) << "all are in sight";
}

TEST(Builder, WhatWasUnfoldedStaysWhereItWas) {
  Builder user("resnet-20");
  const ui::Mark before = *user.mark("builder.block.stage2_1");
  user.click("builder.block.stage2_1");
  user.click("builder.fold");
  user.frames(2);
  // Its first layer takes its place: where one looks, nothing jumps away.
  const auto names = names_of(user.draft().network);
  const auto second = std::find(names.begin(), names.end(), "stage2_1_1_norm");
  const ui::Mark* after = user.mark("builder.node." + *(second - 1));
  ASSERT_NE(after, nullptr);
  EXPECT_NEAR(after->left, before.left, 3);
  EXPECT_NEAR(after->top, before.top, 3);
}

TEST(Builder, ZoomsAboutTheMouseAndFitsAgain) {
  Builder user;
  const std::string fitted = user.text("builder.canvas");
  const ui::Mark before = *user.mark("builder.node.relu_1");
  const float x = (before.left + before.right) / 2, y = (before.top + before.bottom) / 2;
  user.move(x, y);
  user.wheel(-3);
  user.frame();
  const ui::Mark after = *user.mark("builder.node.relu_1");
  EXPECT_NE(user.text("builder.canvas"), fitted);
  EXPECT_NEAR((after.left + after.right) / 2, x, 1.5f);
  EXPECT_NEAR((after.top + after.bottom) / 2, y, 1.5f);
  user.letter('F', false);
  user.frames(2);
  EXPECT_EQ(user.text("builder.canvas"), fitted);
}

TEST(Builder, FollowsTheLayerThatOtherPanelsSpeakOf) {
  ApplicationOptions options{.experiment = "two-layer-net", .data_directory = "/nowhere"};
  options.settings.workspace = {.arrangement = "one", .panes = {"builder"}};
  Driver user(options, 1600, 1200);
  user.click("layer1");
  user.frames(2);
  EXPECT_EQ(user.text("builder.chosen"), "relu_1");
}

TEST(Builder, ExplainsAFaultWhereItIsAndMendsItWithOneClick) {
  Builder user;
  user.click("builder.node.conv2d_1");
  user.frames(2);
  user.type("builder.layer.kernel", "40");
  ASSERT_NE(user.mark("builder.fault"), nullptr);
  EXPECT_NE(user.text("builder.fault").find("40 × 40"), std::string::npos);
  EXPECT_EQ(user.text("builder.fault.action"), "Use 5");
  user.click("builder.fault.action");
  user.settle(1);
  EXPECT_EQ(user.mark("builder.fault"), nullptr);
  EXPECT_EQ(user.text("layer0.issue"), "");
}

TEST(Builder, APerceptronsWeightsAreSlidersBeforeTraining) {
  Builder user("gate-and");
  user.click("builder.node.perceptron");
  user.settle();
  EXPECT_EQ(user.text("builder.weight.w1"), "0.5");
  EXPECT_EQ(user.text("builder.weight.w2"), "0.5");
  EXPECT_EQ(user.text("builder.weight.b"), "-0.7");
  user.drag("builder.weight.b", 40);
  const Node& node = user.draft().network.front();
  EXPECT_NE(std::get<std::string>(node.properties.at("biases")), "-0.7");
  EXPECT_EQ(std::get<std::string>(node.properties.at("weights")), "0.5 0.5");
  const Reading* reading = user.now().reading({.type = "parameters", .node = "perceptron"});
  ASSERT_NE(reading, nullptr);
  EXPECT_NEAR(measured<ParametersReading>(reading).find("bias")->values[0], std::stod(user.text("builder.weight.b")),
              1e-4);
  user.undo();
  EXPECT_EQ(std::get<std::string>(user.draft().network.front().properties.at("biases")), "-0.7");
}

TEST(Builder, DuringARunASliderMovesTheLiveWeightAndTheExperimentStays) {
  Builder user("gate-and");
  user.click("builder.node.perceptron");
  user.click("step");
  user.settle();
  ASSERT_EQ(user.now().steps, 1);
  const Experiment before = user.draft();
  const std::string bias = user.text("builder.weight.b");
  user.drag("builder.weight.b", 60);
  user.settle();
  EXPECT_NE(user.text("builder.weight.b"), bias);
  EXPECT_EQ(user.draft(), before);
  EXPECT_EQ(user.now().steps, 1);
  EXPECT_EQ(user.mark("outdated"), nullptr);
}

TEST(Builder, ApplesShowTheBooksNumbersOnTheirWires) {
  Builder user("apple-graph");
  user.settle(4);
  EXPECT_EQ(user.text("builder.value.apple"), "100 / 2.2");
  EXPECT_EQ(user.text("builder.value.count"), "2 / 110");
  EXPECT_EQ(user.text("builder.value.apples"), "200 / 1.1");
  EXPECT_EQ(user.text("builder.value.tax"), "1.1 / 200");
  EXPECT_EQ(user.text("builder.value.price"), "220 / 1");
}

TEST(Builder, OrangesToo) {
  Builder user("apple-orange-graph");
  user.settle(4);
  EXPECT_EQ(user.text("builder.value.orange_count"), "3 / 165");
  EXPECT_EQ(user.text("builder.value.fruit"), "650 / 1.1");
  EXPECT_EQ(user.text("builder.value.price"), "715 / 1");
}

// z = w·x + b and dL/dz = sigmoid(z) - t, with the book's weights of AND: 0.5, 0.5, -0.7.
TEST(Builder, ValuesAreThoseOfTheExampleThatOtherPanelsShow) {
  ApplicationOptions options{.experiment = "gate-and"};
  options.settings.workspace = {.arrangement = "two", .panes = {"builder", "prediction"}};
  Driver user(options, 1600, 1000);
  user.settle(4);
  EXPECT_EQ(user.text("builder.value.perceptron"), "-0.7 / 0.3318");
  for (int i = 0; i < 3; ++i) {
    user.click("prediction.next");
    user.settle();
  }
  EXPECT_EQ(user.text("builder.value.perceptron"), "0.3 / -0.4256");
}

TEST(Builder, AConvnetIsLegibleInTheWholeWindow) {
  Builder user("first-light", 1920, 1080);
  for (const auto& [name, mark] : user.application().marks()) {
    if (!name.starts_with("builder.node.")) continue;
    EXPECT_GE(mark.bottom - mark.top, 36) << name;
  }
}

TEST(Builder, SmallNetworksAreLegibleInANarrowPane) {
  ApplicationOptions options{.experiment = "xor-one-line"};
  options.settings.workspace = {.arrangement = "two", .panes = {"plane", "builder"}};
  Driver user(options, 1280, 720);
  user.settle(4);
  int nodes = 0;
  for (const auto& [name, mark] : user.application().marks()) {
    if (!name.starts_with("builder.node.")) continue;
    ++nodes;
    EXPECT_GE(mark.bottom - mark.top, 30) << name;
  }
  EXPECT_GT(nodes, 0);
}

TEST(Builder, TheLossIsNamedInFullInANarrowStrip) {
  ApplicationOptions options{.experiment = "simple-convnet"};
  options.settings.workspace = {.arrangement = "four", .panes = {"builder"}};
  Driver user(options, 1280, 720);
  user.settle(4);
  user.click("builder.strip");
  user.frames(2);
  const ui::Mark loss = *user.mark("builder.loss.type");
  EXPECT_GE(loss.right - loss.left, ImGui::CalcTextSize(loss.text.c_str()).x + 2 * ImGui::GetFrameHeight());
}

}  // namespace
}  // namespace saddle::app
