// Runs that are kept: what stays of them, what the verdict says, what survives a restart.
#include <cmath>
#include <filesystem>
#include <fstream>
#include <set>
#include <utility>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "../folder.h"
#include "driver.h"
#include "model/initialization.h"
#include "model/runs/verdict.h"
#include "model/variations.h"
#include "saddle/plan.h"
#include "shell/run_store.h"

namespace saddle::app {
namespace {

namespace fs = std::filesystem;

Curve curve_of(const std::function<double(double)>& value, int64_t steps, int64_t every = 1) {
  CurveWriter writer;
  for (int64_t step = every; step <= steps; step += every) {
    const auto x = static_cast<double>(step);
    writer.add({x, value(x), x / 100});
  }
  return writer.freeze();
}

Experiment small() {
  Experiment experiment;
  experiment.name = "Small";
  experiment.network = {{.name = {}, .type = "dense", .properties = {{"units", 10}}}};
  return experiment;
}

RunSnapshot snapshot(uint64_t run, uint64_t serial, Status status, int64_t steps) {
  RunSnapshot s;
  s.run = run;
  s.serial = serial;
  s.status = status;
  s.steps = steps;
  s.steps_per_epoch = 10;
  s.experiment = std::make_shared<const Experiment>(small());
  s.curves.train_loss = curve_of([](double x) { return 1 / x; }, steps);
  return s;
}

TEST(RunShelf, KeepsARunWhenItEndsOrIsReplacedAndFollowsOneThatGoesOn) {
  RunShelf shelf;
  shelf.observe(snapshot(1, 1, Status::running, 20));
  EXPECT_TRUE(shelf.runs().empty()) << "it is still running";
  shelf.observe(snapshot(1, 2, Status::paused, 30));
  ASSERT_EQ(shelf.runs().size(), 1u);
  EXPECT_TRUE(shelf.is_live(shelf.runs().front()));
  shelf.observe(snapshot(1, 3, Status::running, 40));
  shelf.observe(snapshot(1, 4, Status::finished, 50));
  ASSERT_EQ(shelf.runs().size(), 1u) << "the same run";
  EXPECT_EQ(shelf.runs().front().steps, 50);
  EXPECT_EQ(shelf.runs().front().curves.train_loss.size(), 50);
  shelf.observe(snapshot(2, 5, Status::ready, 0));
  EXPECT_FALSE(shelf.is_live(shelf.runs().front()));
  shelf.observe(snapshot(2, 6, Status::running, 60));
  shelf.observe(snapshot(3, 7, Status::ready, 0));  // replaced while it ran
  ASSERT_EQ(shelf.runs().size(), 2u);
  EXPECT_EQ(shelf.runs().front().steps, 60) << "the newest comes first";
  EXPECT_NE(shelf.runs()[0].color, shelf.runs()[1].color);
  EXPECT_NE(shelf.runs()[0].color, 0) << "that of the run in training";
}

TEST(RunShelf, OneStepIsNoRun) {
  RunShelf shelf;
  shelf.observe(snapshot(1, 1, Status::paused, 1));
  shelf.observe(snapshot(2, 2, Status::ready, 0));
  EXPECT_TRUE(shelf.runs().empty());
}

TEST(RunShelf, PutsRunsOnOtherDataAsideUntilTheirDataAreBack) {
  const auto on = [](const std::string& data, uint64_t run, Status status) {
    RunSnapshot s = snapshot(run, run, status, status == Status::ready ? 0 : 20);
    Experiment experiment = small();
    experiment.data = {data};
    s.experiment = std::make_shared<const Experiment>(experiment);
    return s;
  };
  RunShelf shelf;
  shelf.observe(on("moons", 1, Status::finished));
  shelf.observe(on("moons", 2, Status::finished));
  shelf.show(shelf.runs()[0].id, false);
  shelf.observe(on("spirals", 3, Status::ready));
  EXPECT_FALSE(shelf.runs()[1].shown);
  shelf.observe(on("moons", 4, Status::ready));
  EXPECT_TRUE(shelf.runs()[1].shown);
  EXPECT_FALSE(shelf.runs()[0].shown) << "the user's own choice";
  shelf.observe(on("spirals", 5, Status::ready));
  shelf.show(shelf.runs()[1].id, true);
  EXPECT_TRUE(shelf.runs()[1].shown) << "whoever asks for it sees it";
}

TEST(RunShelf, KeepsEveryRunAndThinsWhatIsOldAndNameless) {
  RunShelf shelf;
  RunSnapshot s = snapshot(0, 1, Status::finished, RunShelf::most_points + 5000);
  constexpr uint64_t runs = RunShelf::recent_runs + 3;
  std::string named;
  for (uint64_t run = 1; run <= runs; ++run) {
    s.run = run;
    s.serial = run;
    shelf.observe(s);
    if (run == 2) shelf.rename(named = shelf.runs().front().id, "mine");
  }
  ASSERT_EQ(shelf.runs().size(), runs);
  EXPECT_TRUE(shelf.take_removed().empty());
  const size_t changed = shelf.take_changed().size();
  EXPECT_EQ(changed, runs);
  for (size_t i = 0; i < runs; ++i) {
    const KeptRun& run = shelf.runs()[i];
    const bool whole = i < RunShelf::recent_runs || run.id == named;
    EXPECT_EQ(run.shown, whole) << i;
    EXPECT_LE(run.curves.train_loss.size(), whole ? RunShelf::most_points : RunShelf::few_points) << i;
    EXPECT_GT(run.curves.train_loss.size(), whole ? RunShelf::few_points : 2) << i;
    EXPECT_EQ(run.curves.train_loss[0].step, 1);
  }
  // And so does the next start.
  RunShelf restored;
  restored.restore(shelf.runs());
  EXPECT_EQ(restored.runs().size(), runs);
}

TEST(RunShelf, NoTwoRunsThatAreShownLookTheSame) {
  RunShelf shelf;
  std::vector<KeptRun> stored;
  for (int i = 0; i < 24; ++i) {
    stored.push_back({.id = fmt::format("{:02}", i), .experiment = small()});
    stored.back().color = 4;
    stored.back().shown = i % 3 == 0;
  }
  shelf.restore(stored);
  const auto looks = [&] {
    std::vector<std::pair<ImU32, plot::Marker>> all{{ui::dark_theme().plot.series(0), plot::series_marker(0)}};
    for (const KeptRun& run : shelf.runs()) {
      if (run.shown) all.emplace_back(ui::dark_theme().plot.series(run.color), plot::series_marker(run.color));
    }
    return all;
  };
  const auto alike = [&] {
    const auto all = looks();
    return all.size() - std::set(all.begin(), all.end()).size();
  };
  EXPECT_EQ(looks().size(), 9u);
  EXPECT_EQ(alike(), 0u);
  std::set<ImU32> colors;
  for (const auto& [color, marker] : looks()) colors.insert(color);
  EXPECT_EQ(colors.size(), 8u) << "as long as there are colors, they differ";
  for (const KeptRun& run : stored) {
    shelf.show(run.id, true);
    EXPECT_EQ(alike(), 0u);
  }
  EXPECT_EQ(looks().size(), 25u);
  EXPECT_EQ(shelf.runs().back().color, 4) << "the oldest keeps what it had";
}

TEST(RunShelf, AShortRunSharesItsBlocks) {
  RunShelf shelf;
  const RunSnapshot s = snapshot(1, 1, Status::finished, 5000);
  shelf.observe(s);
  EXPECT_EQ(&shelf.runs().front().curves.train_loss[0], &s.curves.train_loss[0]);
}

TEST(KeptRun, ComesBackFromItsFileAsItWas) {
  KeptRun run{.id = "a", .name = "이름 \"x\"", .experiment = small(), .curves = {}, .status = Status::diverged};
  run.experiment.network.front().properties = {{"units", 12}};
  run.steps = 3000;
  run.steps_per_epoch = 7;
  run.seconds = 1.25;
  run.shown = false;
  run.other_data = true;
  run.color = 5;
  run.curves.train_loss = curve_of([](double x) { return std::sqrt(x) / 3; }, 3000);
  run.curves.validation_accuracy = curve_of([](double x) { return 1 / x; }, 3000, 100);
  run.curves.gradient_norm = curve_of([](double x) { return x > 200 ? std::nan("") : x; }, 300, 100);
  const KeptRun back = parse_kept_run(to_json(run));
  EXPECT_EQ(back.name, run.name);
  EXPECT_EQ(back.experiment, run.experiment);
  EXPECT_EQ(back.status, run.status);
  EXPECT_EQ(back.steps, 3000);
  EXPECT_EQ(back.steps_per_epoch, 7);
  EXPECT_EQ(back.seconds, 1.25);
  EXPECT_FALSE(back.shown);
  EXPECT_TRUE(back.other_data);
  EXPECT_EQ(back.color, 5);
  ASSERT_EQ(back.curves.train_loss.size(), 3000);
  for (int64_t i = 0; i < 3000; ++i) {
    ASSERT_EQ(back.curves.train_loss[i].value, run.curves.train_loss[i].value);
    ASSERT_EQ(back.curves.train_loss[i].seconds, run.curves.train_loss[i].seconds);
  }
  EXPECT_EQ(back.curves.validation_accuracy.size(), 30);
  EXPECT_TRUE(std::isnan(back.curves.gradient_norm.back().value));
  EXPECT_TRUE(back.curves.test_loss.empty());
  // As earlier versions spell it.
  std::string former = to_json(run);
  former.replace(former.find("\"color\""), 7, "\"colour\"");
  EXPECT_EQ(parse_kept_run(former).color, 5);
}

TEST(KeptRun, AFileThatIsBrokenIsLeftAlone) {
  const Folder folder;
  KeptRun run{.id = "good", .name = "good", .experiment = small(), .curves = {}};
  save_run(folder.path(), run);
  std::ofstream(folder.path() / "cut.json") << to_json(run).substr(0, 100);
  std::ofstream(folder.path() / "other.json") << "[1, 2, 3]";
  std::ofstream(folder.path() / "binary.json") << std::string("\0\xff\x01", 3);
  std::ofstream(folder.path() / "backwards.json") << R"({"saddle_run": 1, "name": 7})";
  const auto runs = load_runs(folder.path());
  ASSERT_EQ(runs.size(), 1u);
  EXPECT_EQ(runs.front().id, "good");
  EXPECT_TRUE(fs::exists(folder.path() / "cut.json"));
  EXPECT_TRUE(load_runs(folder.path() / "nowhere").empty());
}

// A dense layer of 10 units over 28 x 28 pixels: 7840 multiply-adds a sample.
TEST(KeptRun, FlopsAreThreePassesOfTwoOperationsAMultiplyAdd) {
  Experiment experiment = small();
  experiment.training["batch_size"] = 50;
  EXPECT_DOUBLE_EQ(flops_per_step(experiment), 50.0 * 3 * 2 * 7840);
  experiment.network.clear();
  EXPECT_EQ(flops_per_step(experiment), 0);
}

TEST(Verdict, ComparesTheMeanAroundAStepWithWhatIsPublished) {
  Experiment experiment = small();
  experiment.reference = {{.curve = "train_loss", .step = 100, .value = 0.52, .tolerance = 0.03},
                          {.curve = "train_loss", .step = 200, .value = 0.52, .tolerance = 0.01},
                          {.curve = "train_loss", .step = 900, .value = 0.5, .tolerance = 1},
                          {.curve = "test_accuracy", .step = 150, .value = 0.15, .tolerance = 1e-9}};
  Curves curves;
  // Every other step 1: 26 of the 51 around step 100.
  curves.train_loss = curve_of([](double x) { return std::fmod(x, 2); }, 500);
  curves.test_accuracy = curve_of([](double x) { return x / 1000; }, 500, 100);
  const auto all = verdicts(experiment, curves);
  ASSERT_EQ(all.size(), 4u);
  EXPECT_NEAR(*all[0].here, 26.0 / 51, 1e-12);
  EXPECT_TRUE(all[0].agrees);
  EXPECT_NEAR(*all[1].here, 0.15, 1e-12);  // in the order of steps: 150, half way between two measurements
  EXPECT_TRUE(all[1].agrees);
  EXPECT_FALSE(all[2].agrees);
  EXPECT_FALSE(all[3].here.has_value()) << "not reached";
}

TEST(Verdict, PrefersTheWholeTestSet) {
  Curves curves;
  curves.test_accuracy = curve_of([](double) { return 0.5; }, 600, 100);
  curves.epoch_test_accuracy = curve_of([](double) { return 0.6; }, 600, 600);
  EXPECT_EQ(*value_at(curves, "test_accuracy", 600), 0.6);
  EXPECT_EQ(*value_at(curves, "test_accuracy", 500), 0.5);
}

TEST(Verdict, SpeaksOfThePresetAsItStandsOnly) {
  const auto presets = presets_in(SADDLE_ASSETS "/presets");
  const auto preset = std::ranges::find(presets, "initialization-he", &Preset::name);
  ASSERT_NE(preset, presets.end());
  ASSERT_FALSE(preset->experiment.reference.empty());
  Experiment run = preset->experiment;
  EXPECT_TRUE(as_published(run, presets));
  run.training["seed"] = 77;
  run.training["evaluate_every"] = 10;
  EXPECT_TRUE(as_published(run, presets)) << "another seed is another throw of the same dice";
  EXPECT_FALSE(as_published(with_optimizer(run, "adam"), presets));
  EXPECT_FALSE(as_published(with_initialization(run, 0.01), presets));
  EXPECT_FALSE(as_published(small(), presets));
}

TEST(Verdict, EveryPublishedFigureLiesWithinItsRun) {
  int figures = 0;
  for (const Preset& preset : presets_in(SADDLE_ASSETS "/presets")) {
    const auto training = read<TrainingOptions>(preset.experiment.training);
    for (const Reference& reference : preset.experiment.reference) {
      ++figures;
      const auto train = preset.experiment.data.properties.find("train");
      const double samples =
          train == preset.experiment.data.properties.end() ? 60000 : std::stod(to_text(train->second));
      EXPECT_LE(reference.step, training.epochs * std::floor(samples / training.batch_size)) << preset.name;
      EXPECT_GT(reference.tolerance, 0) << preset.name;
      EXPECT_LT(reference.tolerance, 0.5 * reference.value + 0.05) << preset.name << ": agrees with anything";
    }
  }
  EXPECT_GE(figures, 20);
}

// The lab: first-light on digits that are drawn by the program itself.
ApplicationOptions with_runs_shown(const fs::path& folder = {}) {
  ApplicationOptions options{.runs = folder};
  options.settings.workspace = {.arrangement = "two", .panes = {"curves", "runs"}};
  return options;
}

TEST(RunsPanel, OneClickTrainsAgainWithAnotherOptimizerOrInitialization) {
  Driver user(with_runs_shown());
  user.train_for(12);
  const RunSnapshot first = user.now();
  ASSERT_TRUE(user.click("again.optimizer.sgd"));
  user.settle(8);
  EXPECT_EQ(user.text("status"), "running");
  EXPECT_EQ(user.draft().optimizer.type, "sgd");
  EXPECT_EQ(user.now().experiment->optimizer.type, "sgd");
  // Same seed, same weights, same batch: the first loss is the same.
  EXPECT_EQ(user.now().curves.train_loss[0].value, first.curves.train_loss[0].value);
  EXPECT_NE(user.now().curves.train_loss[3].value, first.curves.train_loss[3].value);
  ASSERT_TRUE(user.click("again.init.zero"));
  user.settle(5);
  EXPECT_EQ(common_init(user.draft()), "zero");
  EXPECT_EQ(user.draft().optimizer.type, "sgd") << "one thing changed";
  ASSERT_TRUE(user.mark("run0") && user.mark("run1")) << "both runs before it are kept";
  EXPECT_NE(user.text("run0").find("sgd"), std::string::npos) << user.text("run0");
  EXPECT_NE(user.text("run1").find("adam"), std::string::npos) << user.text("run1");
  user.key(ImGuiKey_Z, true);
  user.settle();
  EXPECT_NE(common_init(user.draft()), "zero") << "the change of the draft can be undone";
}

TEST(RunsPanel, TheRunKeepsItsNameWhileAnotherIsPrepared) {
  Driver user(with_runs_shown());
  user.train_for(12);
  const std::string name = user.text("run.live");
  ASSERT_NE(user.draft().optimizer.type, "adagrad");
  user.choose("optimizer.type", "adagrad");
  ASSERT_EQ(user.draft().optimizer.type, "adagrad");
  EXPECT_EQ(user.text("run.live"), name);
  user.click("reset");
  user.settle();
  EXPECT_NE(user.text("run.live").find("adagrad"), std::string::npos) << user.text("run.live");
}

TEST(RunsPanel, OneClickTakesShortcutsAndBatchNormOut) {
  Experiment residual = load_experiment(SADDLE_ASSETS "/presets/resnet-20.json");
  residual.data = {"procedural_digits", {{"train", 100}, {"test", 20}}};
  ApplicationOptions options = with_runs_shown();
  options.draft = Draft{"resnet-20", residual};
  Driver user(options);
  user.settle();
  const auto count = [&](const char* type) { return std::ranges::count(user.draft().network, type, &Node::type); };
  ASSERT_TRUE(user.click("again.without.shortcuts"));
  user.settle(4);
  EXPECT_EQ(count("add"), 0);
  EXPECT_GT(count("batch_norm"), 0);
  EXPECT_EQ(user.text("run.live").find("this run · Procedural digits, begun as ResNet-20, without shortcuts"), 0u)
      << user.text("run.live");
  EXPECT_EQ(user.text("preset"), "Procedural digits, begun as ResNet-20, without shortcuts");
  EXPECT_EQ(user.now().experiment->network, user.draft().network);
  EXPECT_FALSE(user.mark("again.without.shortcuts")) << "nothing is left to take out";
  ASSERT_TRUE(user.click("again.without.batch_norm"));
  user.settle(4);
  EXPECT_EQ(count("batch_norm"), 0);
  EXPECT_NE(user.text("run.live").find("without shortcuts, without batch norm"), std::string::npos)
      << user.text("run.live");
  // What is restored is a preset's, whatever was taken out of it: the copied command and the menu name that.
  EXPECT_EQ(user.application().draft().preset, "resnet-20");
  user.click("run0");
  user.frames(2);
  ASSERT_TRUE(user.click("run0.restore"));
  user.settle();
  EXPECT_GT(count("batch_norm"), 0);
  EXPECT_EQ(count("add"), 0);
  EXPECT_EQ(user.application().draft().preset, "resnet-20");
}

TEST(RunsPanel, RenamesHidesRestoresAndDeletes) {
  Driver user(with_runs_shown());
  user.train_for(12);
  const Experiment first = user.draft();
  user.click("again.optimizer.momentum");
  user.settle(4);
  const auto& runs = user.application().runs().runs();
  ASSERT_EQ(runs.size(), 1u);
  const std::string row = "run0";

  user.click(row + ".show");
  EXPECT_FALSE(runs[0].shown);
  user.click(row + ".show");
  EXPECT_TRUE(runs[0].shown);

  user.click(row);  // chosen: its commands appear
  user.frames(40);
  ASSERT_TRUE(user.click(row + ".rename"));
  user.frames(3);
  user.key(ImGuiKey_A, true);
  user.write("Adam, the first");
  user.settle();
  EXPECT_EQ(runs[0].name, "Adam, the first");
  EXPECT_EQ(user.text(row), "Adam, the first");

  ASSERT_TRUE(user.click(row + ".restore"));
  user.settle();
  EXPECT_EQ(user.draft(), first);

  user.click(row + ".delete");
  EXPECT_EQ(runs.size(), 1u) << "without asking";
  user.click(row + ".delete");
  EXPECT_TRUE(runs.empty());
}

TEST(RunsPanel, RunsSurviveARestart) {
  const Folder folder;
  {
    Driver user(with_runs_shown(folder.path()));
    user.train_for(12);
    user.click("reset");
    user.settle();
    user.click("train");
    user.settle(6);  // still running when the program ends
  }
  Driver user(with_runs_shown(folder.path()));
  const auto& runs = user.application().runs().runs();
  ASSERT_EQ(runs.size(), 2u);
  EXPECT_GT(runs[1].curves.train_loss.size(), 5);
  EXPECT_FALSE(user.application().runs().is_live(runs[0]));
  user.click("run1");
  user.frames(2);
  user.click("run1.delete");
  user.click("run1.delete");
  user.settle();
  EXPECT_EQ(load_runs(folder.path()).size(), 1u);
}

TEST(CurvesPanel, KeptRunsAreDrawnBesideTheRunInTraining) {
  Driver user(with_runs_shown(), 1600, 900);
  user.train_for(12);
  user.click("again.optimizer.sgd");
  user.settle(12);
  user.move(0, 0);
  user.frames(2);
  const auto seen = [&](ImU32 color) {
    const PixelImage picture = user.picture();
    const ui::Mark plot = *user.mark("plot.loss");
    int count = 0;
    for (int y = static_cast<int>(plot.top); y < static_cast<int>(plot.bottom); ++y) {
      for (int x = static_cast<int>(plot.left); x < static_cast<int>(plot.right); ++x) {
        const uint8_t* p =
            &picture.pixels[3 * (static_cast<size_t>(y) * static_cast<size_t>(picture.width) + static_cast<size_t>(x))];
        count += p[0] == (color >> IM_COL32_R_SHIFT & 255) && p[1] == (color >> IM_COL32_G_SHIFT & 255) &&
                 p[2] == (color >> IM_COL32_B_SHIFT & 255);
      }
    }
    return count;
  };
  const KeptRun& kept = user.application().runs().runs().front();
  const ImU32 color = ui::dark_theme().plot.series(kept.color);
  const int shown = seen(color);
  EXPECT_GT(shown, 50);
  user.click("run0.show");
  user.move(0, 0);
  user.frames(2);
  // Alone, the run in training has a color for each of its curves, and the test set's is the same.
  EXPECT_LT(seen(color), shown / 2) << "hidden runs are not drawn";
}

TEST(CurvesPanel, SmoothingIsDragged) {
  Driver user(with_runs_shown());
  user.train_for(12);
  const auto smoothing = [&] { return std::stod(user.text("curves.smoothing")); };
  const double before = smoothing();
  user.drag("curves.smoothing", -20);
  const double lower = smoothing();
  EXPECT_LT(lower, before);
  user.drag("curves.smoothing", 20);
  EXPECT_GT(smoothing(), lower);
}

TEST(CurvesPanel, TellsWhatTheBookHasOfThePreset) {
  Driver user({.experiment = "initialization-he", .data_directory = "/nowhere"});
  ASSERT_NE(user.mark("verdict"), nullptr);
  EXPECT_NE(user.text("verdict").find("0.286"), std::string::npos) << user.text("verdict");
  EXPECT_NE(user.text("verdict").find("1900"), std::string::npos) << user.text("verdict");
  Driver other({.experiment = "first-light"});
  EXPECT_EQ(other.mark("verdict"), nullptr);
}

TEST(RunsPanel, WhatIsSaidOfARunStandsCloserToItsNameThanToTheNext) {
  ApplicationOptions options{.settings = {.workspace = {.arrangement = "two", .panes = {"runs", "curves"}}}};
  Driver user(options, 1280, 720);
  for (int run = 0; run < 3; ++run) {
    user.click("train");
    user.settle(30);
    user.click("train");
    user.click("reset");
    user.settle();
  }
  ASSERT_NE(user.mark("run1.summary"), nullptr);
  ASSERT_NE(user.mark("run2"), nullptr);
  const float own = user.mark("run1.summary")->top - user.mark("run1")->bottom,
              next = user.mark("run2")->top - user.mark("run1.summary")->bottom;
  EXPECT_LT(own, next);
}

}  // namespace
}  // namespace saddle::app
