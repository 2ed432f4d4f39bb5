#include <algorithm>
#include <fstream>
#include <set>

#include <gtest/gtest.h>
#include <imgui.h>

#include "../folder.h"
#include "driver.h"
#include "measured.h"
#include "saddle/catalog.h"
#include "saddle/experiment_file.h"
#include "saddle/query.h"
#include "shell/assets.h"

namespace saddle::app {
namespace {

TEST(NetworkLab, OpensOnANetworkReadyToTrain) {
  Driver user;
  EXPECT_EQ(user.text("status"), "ready");
  EXPECT_TRUE(user.mark("train")->enabled);
  EXPECT_EQ(user.text("layer0"), "conv2d");
  EXPECT_EQ(user.text("layer0.shape"), "(16, 24, 24) · 416");  // 16 (5 * 5 + 1) parameters
  EXPECT_EQ(user.text("filters"), "16 filters");
}

TEST(NetworkLab, TrainsPausesStepsAndResets) {
  Driver user;
  user.click("train");
  user.settle(20);
  EXPECT_EQ(user.text("status"), "running");
  EXPECT_EQ(user.text("train"), "Pause");
  EXPECT_NE(user.text("figure.loss"), "–");
  user.click("train");
  user.settle();
  EXPECT_EQ(user.text("status"), "paused");
  const int64_t steps = user.now().steps;
  user.click("step");
  user.settle();
  EXPECT_EQ(user.now().steps, steps + 1);
  user.click("reset");
  user.settle();
  EXPECT_EQ(user.text("status"), "ready");
  EXPECT_EQ(user.now().steps, 0);
  EXPECT_EQ(user.text("figure.loss"), "–");
}

TEST(NetworkLab, TheLossFalls) {
  Driver user;
  user.click("train");
  user.settle(120);
  const Curve& loss = user.now().curves.train_loss;
  ASSERT_GT(loss.size(), 100);
  EXPECT_LT(loss.back().value, 0.6 * loss[0].value);
}

TEST(NetworkLab, AfterAResetItLooksAsAtFirst) {
  // But for the curves, where the run that was left stays for comparison.
  const auto picture = [](Driver& user) {
    user.move(0, 0);
    user.frames(2);
    PixelImage image = user.picture();
    const ui::Mark curves = *user.mark("pane0.area");
    for (int y = static_cast<int>(curves.top); y < static_cast<int>(curves.bottom); ++y) {
      const auto row = image.pixels.begin() + 3 * y * image.width;
      std::fill(row + 3 * static_cast<int>(curves.left), row + 3 * static_cast<int>(curves.right), uint8_t{0});
    }
    return image.pixels;
  };
  Driver user({}, 1280, 720);
  const auto fresh = picture(user);
  user.click("train");
  user.settle(5);
  user.click("reset");
  user.settle();
  EXPECT_TRUE(picture(user) == fresh);
}

TEST(NetworkLab, SpaceTrainsAndPauses) {
  Driver user;
  user.key(ImGuiKey_Space);
  user.settle(5);
  EXPECT_EQ(user.text("status"), "running");
  user.key(ImGuiKey_Space);
  user.settle();
  EXPECT_EQ(user.text("status"), "paused");
}

TEST(NetworkLab, ANewLearningRateReachesTheRunBetweenTwoSteps) {
  Driver user;
  user.click("train");
  user.settle(5);
  const uint64_t run = user.now().run;
  user.type("optimizer.learning_rate", "0.02");
  EXPECT_EQ(value_at(user.draft(), "optimizer.learning_rate"), Value(0.02));
  EXPECT_EQ(value_at(*user.now().experiment, "optimizer.learning_rate"), Value(0.02));
  EXPECT_EQ(user.now().run, run) << "training began anew";
  EXPECT_EQ(user.mark("outdated"), nullptr);
}

TEST(NetworkLab, AChangeBeforeTheFirstStepIsTrainedAtOnce) {
  Driver user;
  user.click("train");
  user.choose("optimizer.type", "sgd");  // in its first frames: the worker has not moved yet
  user.settle(3);
  EXPECT_EQ(user.text("status"), "running");
  EXPECT_EQ(user.now().experiment->optimizer.type, "sgd");
  EXPECT_EQ(user.mark("outdated"), nullptr);
}

TEST(NetworkLab, OtherChangesWaitForANewRunAndSaySo) {
  Driver user;
  user.click("train");
  user.settle(5);
  user.choose("optimizer.type", "sgd");
  EXPECT_NE(user.mark("outdated"), nullptr);
  EXPECT_EQ(user.now().experiment->optimizer.type, "adam");
  user.click("reset");
  user.settle();
  EXPECT_EQ(user.now().experiment->optimizer.type, "sgd");
  EXPECT_EQ(user.mark("outdated"), nullptr);
}

// Each control that the panel shows is moved, and must change the experiment: all optimizers, all layers.
TEST(NetworkLab, EveryControlChangesTheExperiment) {
  std::set<std::string> moved;
  const auto move_all = [&](Driver& user) {
    std::vector<std::string> names, folded;
    for (const auto& [name, mark] : user.application().marks()) {
      if (name.ends_with(".more") && mark.text == "closed") folded.push_back(name);
    }
    for (const std::string& name : folded) user.click(name);
    user.frame();
    for (const auto& [name, mark] : user.application().marks()) {
      const bool property = name.starts_with("optimizer.") || name.starts_with("training.") ||
                            name.starts_with("data.") || (name.starts_with("layer") && name.find('.') != name.npos);
      const bool command = name.ends_with(".up") || name.ends_with(".down") || name.ends_with(".remove") ||
                           name.ends_with(".shape") || name.ends_with(".title") || name.ends_with(".issue") ||
                           name.ends_with(".more") || name == "layer.add" || name == "data.missing" ||
                           name.find('/') != name.npos;
      if (property && !command) names.push_back(name);
    }
    ASSERT_FALSE(names.empty());
    for (const std::string& name : names) {
      if (!user.mark(name)) continue;  // belonged to a choice that is no more
      const Experiment before = user.draft();
      const bool number = user.text(name) == "all" || user.text(name) == "off" ||
                          user.text(name).find_first_not_of("0123456789.e+-") == std::string::npos;
      if (name.ends_with(".weights") || name.ends_with(".biases")) {
        user.type(name, "0.5 1");
      } else if (number) {
        user.drag(name, 60);
        if (user.draft() == before) user.drag(name, -60);
      } else {
        user.click(name);  // a checkbox, or the list of a choice
        user.frame();
        std::string other;
        for (const auto& [option, mark] : user.application().marks()) {
          if (option.starts_with(name + "/") && mark.text != user.text(name)) other = option;
        }
        if (!other.empty()) user.click(other);
        user.settle(1);
      }
      EXPECT_FALSE(user.draft() == before) << name << " does nothing";
      moved.insert(name);
      user.key(ImGuiKey_Z, true);  // back
      user.frame();
      EXPECT_TRUE(user.draft() == before) << name << " is not undone";
    }
  };
  {
    Driver user({}, 1600, 5000);     // high enough for every layer to be open
    user.type("data.train", "100");  // loaded anew with every change
    user.type("data.test", "20");
    user.click("augmentation");
    user.frame();
    move_all(user);
    for (const Entry& optimizer : catalog::optimizers()) {
      if (optimizer.name == user.draft().optimizer.type) continue;
      user.choose("optimizer.type", std::string(optimizer.name));
      move_all(user);
    }
    for (const Entry& layer : catalog::layers()) {
      user.click("layer.add");
      user.frame();
      ASSERT_TRUE(user.click("layer.add/" + std::string(layer.name)));
      user.settle(1);
      move_all(user);
    }
  }
  for (const char* name : {"data.set", "data.train", "data.augment.rotation", "optimizer.learning_rate",
                           "optimizer.momentum", "training.batch_size", "training.seed", "training.epochs"}) {
    EXPECT_TRUE(moved.contains(name)) << name << " was not shown";
  }
}

TEST(NetworkLab, LayersAreAddedMovedAndRemoved) {
  Driver user;
  const size_t layers = user.draft().network.size();
  user.click("layer.add");
  user.frame();
  user.click("layer.add/sigmoid");
  user.settle();
  ASSERT_EQ(user.draft().network.size(), layers + 1);
  EXPECT_EQ(user.draft().network[layers - 1].type, "sigmoid");  // before the last, which gives the answer
  EXPECT_EQ(user.now().experiment->network, user.draft().network) << "what is shown is what would be trained";
  const auto hover = [&](const char* name) {
    const ui::Mark at = *user.mark(name);
    user.move(at.left + 20, (at.top + at.bottom) / 2);
    user.frame();
  };
  hover("layer1");
  ASSERT_TRUE(user.click("layer1.down"));
  user.settle();
  EXPECT_EQ(user.draft().network[2].type, "relu");
  hover("layer0");
  ASSERT_TRUE(user.click("layer0.remove"));
  user.settle();
  EXPECT_EQ(user.draft().network.front().type, "max_pool2d");
  for (int i = 0; i < 3; ++i) user.key(ImGuiKey_Z, true);
  user.settle();
  EXPECT_EQ(user.draft().network.size(), layers);
  EXPECT_EQ(user.draft().network.front().type, "conv2d");
  user.key(ImGuiKey_Y, true);
  user.settle();
  EXPECT_EQ(user.draft().network.size(), layers + 1);
}

TEST(NetworkLab, LayersThatHaveNamesAreCalledByThem) {
  Driver user({.experiment = "apple-orange-graph"});
  EXPECT_EQ(user.text("layer0.title"), "apple · Dense");
  EXPECT_EQ(user.text("layer1.title"), "apple_count · Dense");
  EXPECT_EQ(user.text("layer8.title"), "price · Multiply");
  user.choose("preset", "first-light");
  EXPECT_EQ(user.text("layer0.title"), "Convolution");
}

TEST(NetworkLab, AFileThatIsWrongIsNamedBesideTheData) {
  const Folder folder;
  std::ofstream(folder / "bad.csv") << "x,y\n1,2\n3\n";
  Experiment experiment = load_experiment(assets_directory() / "presets" / "first-light.json");
  experiment.data = {"csv", {{"path", (folder / "bad.csv").string()}}};
  save_experiment(folder / "mine.json", experiment);
  Driver user({.experiment = (folder / "mine.json").string()});
  ASSERT_NE(user.mark("data.issue"), nullptr);
  EXPECT_TRUE(user.text("data.issue").starts_with("bad.csv: line 3 and line 1 differ")) << user.text("data.issue");
  EXPECT_EQ(user.mark("network.issue"), nullptr) << "once";
}

TEST(NetworkLab, WhatIsWrongWithTheDataIsSaidBesideThem) {
  Driver user;
  user.choose("data.set", "csv");
  ASSERT_NE(user.mark("data.issue"), nullptr);
  EXPECT_NE(user.text("data.issue").find("CSV file"), std::string::npos) << user.text("data.issue");
  EXPECT_GT(user.mark("data.issue")->top, user.mark("data.path")->bottom);
  EXPECT_LT(user.mark("data.issue")->bottom, user.mark("layer0")->top);
  EXPECT_EQ(user.mark("network.issue"), nullptr) << "once";
  EXPECT_FALSE(user.mark("train")->enabled);
}

TEST(NetworkLab, AnImpossibleStackIsExplainedBesideTheLayerAndCannotBeTrained) {
  Driver user;
  user.click("layer0");
  user.frame();
  user.type("layer0.kernel", "40");
  EXPECT_FALSE(user.mark("train")->enabled);
  ASSERT_NE(user.mark("layer0.issue"), nullptr);
  EXPECT_NE(user.text("layer0.issue").find("40"), std::string::npos) << user.text("layer0.issue");
  EXPECT_GE(user.mark("layer0.issue")->top, user.mark("layer0")->top);
  EXPECT_LE(user.mark("layer0.issue")->bottom, user.mark("layer1")->top);
  user.key(ImGuiKey_Space);  // the key cannot either
  user.settle();
  EXPECT_EQ(user.text("status"), "ready");
  user.key(ImGuiKey_Z, true);
  user.settle();
  EXPECT_EQ(user.mark("layer0.issue"), nullptr);
  EXPECT_TRUE(user.mark("train")->enabled);
}

TEST(NetworkLab, OneControlInitializesAllLayers) {
  Driver user;
  user.choose("init", "0.01");
  for (const Node& node : user.draft().network) {
    if (node.type == "dense" || node.type == "conv2d") {
      EXPECT_EQ(to_text(node.properties.at("init")), "0.01");
    }
  }
  EXPECT_EQ(user.text("init"), "N(0, 0.01)");
  user.choose("init", "zero");
  user.settle();
  const Reading* filters = user.now().reading({.type = "filters"});
  ASSERT_NE(filters, nullptr);
  for (const float weight : measured<FiltersReading>(filters).weight.values) EXPECT_EQ(weight, 0.0f);
}

TEST(NetworkLab, EveryPresetOpensWithoutFault) {
  Driver user({.data_directory = "/nowhere"});
  std::vector<std::string> names;
  user.click("preset");
  user.frames(2);
  for (const auto& [name, mark] : user.application().marks()) {
    if (name.starts_with("preset/")) names.push_back(name.substr(7));
  }
  EXPECT_GE(names.size(), 7u);
  user.key(ImGuiKey_Escape);
  for (const std::string& name : names) {
    if (user.application().draft().preset != name) user.choose("preset", name);
    EXPECT_EQ(user.application().draft().preset, name);
    EXPECT_TRUE(user.mark("train")->enabled) << name;
    EXPECT_EQ(user.mark("network.issue"), nullptr) << name;
  }
}

TEST(NetworkLab, MissingDataAreExplainedWithAWayOut) {
  Driver user({.experiment = "two-layer-net", .data_directory = "/nowhere/at/all"});
  EXPECT_EQ(user.text("status"), "failed");
  EXPECT_NE(user.text("run.issue").find("/nowhere/at/all"), std::string::npos);
  ASSERT_TRUE(user.click("data.missing.action"));
  user.settle();
  EXPECT_EQ(user.draft().data.type, "procedural_digits");
  EXPECT_EQ(user.text("status"), "ready");
  user.click("train");
  user.settle(5);
  EXPECT_EQ(user.text("status"), "running");
}

TEST(NetworkLab, ZeroSaysWhatItStandsForAndCanBeTyped) {
  Driver user({.experiment = "two-layer-net", .data_directory = "/nowhere/at/all"});
  EXPECT_EQ(user.text("data.train"), "all");
  user.type("data.train", "500");
  EXPECT_EQ(user.text("data.train"), "500");
  EXPECT_EQ(to_text(user.draft().data.properties.at("train")), "500");
  user.frames(30);
  user.type("data.train", "0");
  EXPECT_EQ(user.text("data.train"), "all");
}

TEST(NetworkLab, DivergenceIsTaughtNotHidden) {
  Driver user;
  user.choose("init", "1");
  user.choose("optimizer.type", "sgd");
  user.type("optimizer.learning_rate", "1000");
  for (int i = 0; i < 4; ++i) {
    user.click("layer.add");
    user.frame();
    user.click("layer.add/dense");
    user.settle(1);
  }
  user.choose("init", "1");
  user.click("train");
  user.settle(60);
  EXPECT_EQ(user.text("status"), "diverged");
  EXPECT_NE(user.text("run.issue").find("1000"), std::string::npos) << user.text("run.issue");
}

TEST(NetworkLab, LinesBreakBetweenWordsAndNotInsideNumbers) {
  Driver user({.experiment = "optimizer-sgd", .data_directory = "/nowhere"}, 1280, 720);
  std::string about = user.text("about");
  EXPECT_NE(about.find('\n'), std::string::npos) << "a test without a line break proves nothing";
  std::ranges::replace(about, '\n', ' ');
  EXPECT_EQ(about, user.draft().about);
}

}  // namespace
}  // namespace saddle::app
