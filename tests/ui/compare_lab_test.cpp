// Races as a user makes them: the real panels without a window.
#include <chrono>
#include <cmath>
#include <fstream>
#include <thread>

#include <gtest/gtest.h>

#include "../folder.h"
#include "driver.h"
#include "panel_alone.h"
#include "saddle/comparison.h"
#include "saddle/experiment_file.h"
#include "saddle/search_runner.h"
#include "saddle/study_runner.h"
#include "saddle/trainer.h"

namespace saddle::app {
namespace {

// A small net on points of the plane that learns in a hundred steps.
class Points {
 public:
  explicit Points(const std::function<void(Experiment&)>& change = [](Experiment&) {})
      : preset_("circles", [&](Experiment& experiment) {
          experiment.data.properties = {{"train", 200}, {"test", 100}};
          experiment.optimizer = {"sgd", {{"learning_rate", 0.1}}};
          experiment.training = {{"batch_size", 20}, {"epochs", 20}, {"evaluate_every", 10}};
          change(experiment);
        }) {}
  operator std::string() const { return preset_; }

 private:
  ChangedPreset preset_;
};

class Compare : public Driver {
 public:
  explicit Compare(const std::string& experiment, int width = 1600, int height = 1100, Settings settings = {})
      : Driver({.lab = "compare", .experiment = experiment, .settings = settings}, width, height) {
    settle(4);
  }
  void race() {
    click("race.start");
    wait();
  }
  void wait() {
    for (int turn = 0; turn < 20'000 && text("status") == "running"; ++turn) {
      frame();
      application().pump();
    }
    EXPECT_EQ(text("status"), "done");
    settle(4);
  }
  void retype(const std::string& field, const std::string& text) {
    click(field);
    key(ImGuiKey_A, true);
    write(text);
    settle(4);
  }
  std::shared_ptr<const StudySnapshot> same_by_hand(const Study& study) {
    StudyRunner runner(study, {});
    while (!runner.latest()->done) std::this_thread::sleep_for(std::chrono::milliseconds(2));
    return runner.latest();
  }
};

std::string percent(double share) { return fmt::format("{:.1f} %", 100 * share); }

TEST(CompareLab, ARaceOfFourOptimizersEndsInATableOfWhatTheEngineComputes) {
  const Points points;
  Compare user(points);
  EXPECT_EQ(user.text("status"), "idle");
  user.retype("race.axis0.values", "sgd, adam");
  user.type("race.seeds", "3");
  user.type("race.steps", "60");
  user.race();
  EXPECT_EQ(user.text("status.runs"), "6");
  EXPECT_EQ(user.text("race.row0"), "SGD");
  EXPECT_EQ(user.text("race.row1"), "Adam");
  Study study{.base = user.draft(), .axes = {{"optimizer.type", {"sgd", "adam"}}}, .seeds = 3, .steps = 60};
  const auto end = user.same_by_hand(study);
  const auto all = summarize(study, *end);
  for (size_t i = 0; i < 2; ++i) {
    const std::string row = "race.row" + std::to_string(i);
    const Spread& accuracy = all[i].spreads[5];  // test_accuracy
    EXPECT_EQ(user.text(row + ".accuracy"),
              percent(accuracy.median) + "  (" + percent(accuracy.least) + " … " + percent(accuracy.greatest) + ")");
  }
  EXPECT_FALSE(user.text("race.verdict").empty());
}

TEST(CompareLab, TheVerdictIsThatOfTheEngine) {
  // A network that cannot learn at a rate of 0 against one that does.
  const Points points;
  Compare user(points);
  user.choose("race.axis0", "training.batch_size");
  user.click("race.axis0.remove");
  user.settle();
  user.choose("race.add", "optimizer.learning_rate");
  user.retype("race.axis0.values", "0.001, 0.3");
  user.type("race.seeds", "6");
  user.type("race.steps", "80");
  user.race();
  const std::string verdict = user.text("race.verdict");
  EXPECT_NE(verdict.find("6 of 6 seeds"), std::string::npos) << verdict;
  EXPECT_NE(verdict.find("1 of 32 races"), std::string::npos) << verdict;
  EXPECT_NE(verdict.find("the difference is real"), std::string::npos) << verdict;
  // Fewer seeds say so honestly.
  user.type("race.seeds", "3");
  user.race();
  const std::string few = user.text("race.verdict");
  EXPECT_NE(few.find("1 of 4 races"), std::string::npos) << few;
  EXPECT_NE(few.find("3 more seeds"), std::string::npos) << few;
}

TEST(CompareLab, WhatIsWrongIsSaidBelowItsFieldAndNothingBegins) {
  const Points points;
  Compare user(points);
  user.retype("race.axis0.values", "sgd, adamm");
  EXPECT_NE(user.text("race.axis0.fault").find("adam"), std::string::npos) << user.text("race.axis0.fault");
  EXPECT_FALSE(user.mark("race.start")->enabled);
  user.click("race.start");
  EXPECT_EQ(user.text("status"), "idle");
  user.retype("race.axis0.values", "sgd,, adam");
  EXPECT_NE(user.mark("race.axis0.fault"), nullptr);
  user.choose("race.axis0", "optimizer.learning_rate");
  EXPECT_EQ(user.mark("race.axis0.fault"), nullptr);
  EXPECT_NE(user.text("race.axis0.range").find("from 0 to"), std::string::npos) << user.text("race.axis0.range");
  user.retype("race.axis0.values", "0.1, -1");
  EXPECT_NE(user.mark("race.axis0.fault"), nullptr);
}

TEST(CompareLab, DivergenceIsCountedAndSaid) {
  const ChangedPreset curve("curve", [](Experiment& experiment) {
    experiment.optimizer = {"sgd", {{"learning_rate", 0.01}}};
    experiment.training["evaluate_every"] = 10;
  });
  Compare user(curve);
  user.choose("race.axis0", "optimizer.learning_rate");
  user.retype("race.axis0.values", "0.01, 10");
  user.type("race.seeds", "2");
  user.type("race.steps", "200");
  user.race();
  EXPECT_EQ(user.text("race.row0.diverged"), "–");
  EXPECT_EQ(user.text("race.row1.diverged"), "2 of 2");
  EXPECT_EQ(user.mark("race.row0.accuracy"), nullptr) << "numbers are neither right nor wrong";
  EXPECT_NE(user.text("race.verdict").find("diverged counts as worse"), std::string::npos) << user.text("race.verdict");
}

TEST(CompareLab, ChipsAddAndTakeAwayValues) {
  const Points points;
  Compare user(points);
  user.click("race.axis0.adagrad");
  user.settle();
  EXPECT_EQ(user.text("race.axis0.values"), "sgd, momentum, adam");
  user.click("race.axis0.adagrad");
  user.settle();
  EXPECT_EQ(user.text("race.axis0.values"), "sgd, momentum, adam, adagrad");
  user.press({.key = 'Z', .control = true});
  user.settle();
  EXPECT_EQ(user.text("race.axis0.values"), "sgd, momentum, adam");
}

TEST(CompareLab, PairedOrNotIsWhatTheStudyIs) {
  const Points points;
  Compare user(points);
  user.retype("race.axis0.values", "sgd, adam");
  user.type("race.seeds", "2");
  user.type("race.steps", "30");
  user.click("race.paired");
  user.settle();
  user.race();
  Study study{
      .base = user.draft(), .axes = {{"optimizer.type", {"sgd", "adam"}}}, .seeds = 2, .paired = false, .steps = 30};
  const auto end = user.same_by_hand(study);
  EXPECT_EQ(user.text("race.row1.accuracy").substr(0, 4),
            percent(summarize(study, *end)[1].spreads[5].median).substr(0, 4));
}

TEST(CompareLab, StopStopsAndWhatThereIsStays) {
  const Points points;
  Compare user(points);
  user.type("race.steps", "100000000");
  user.click("race.start");
  for (int turn = 0; turn < 50; ++turn) {
    user.frame();
    user.application().pump();
  }
  EXPECT_EQ(user.text("status"), "running");
  user.click("race.start");
  user.wait();
  EXPECT_EQ(user.text("status.runs"), "0");
  EXPECT_NE(user.mark("race.row3"), nullptr);
}

TEST(CompareLab, TheCommandAndTheFileMakeTheSameStudy) {
  const Folder folder;
  Compare user("circles");
  user.retype("race.axis0.values", "sgd, adam");
  user.type("race.seeds", "2");
  user.type("race.steps", "30");
  user.click("race.copy");
  user.settle();
  EXPECT_EQ(std::string(ImGui::GetClipboardText()),
            "saddle sweep circles --vary optimizer.type=sgd,adam --seeds 2 --steps 30");
  user.click("race.save");
  user.frames(3);
  user.retype("dialog.path", (folder / "study.json").string());
  user.settle();
  const Study saved = study_from((folder / "study.json").string(), {});
  EXPECT_EQ(saved.axes, (std::vector<Axis>{{"optimizer.type", {std::string("sgd"), std::string("adam")}}}));
  EXPECT_EQ(saved.seeds, 2);
  EXPECT_EQ(saved.steps, 30);
  EXPECT_EQ(saved.base, user.draft());

  Driver other;
  other.application().open((folder / "study.json").string());
  other.settle(6);
  EXPECT_EQ(other.text("race.axis0.values"), "sgd, adam");
  EXPECT_EQ(other.text("race.seeds"), "2");
  EXPECT_EQ(other.draft(), saved.base);
}

TEST(CompareLab, KeptRunsRaceAgainWhereTheyDiffer) {
  const Points points;
  ApplicationOptions options{.experiment = points};
  options.settings.workspace = {.arrangement = "two", .panes = {"curves", "runs"}};
  Driver user(options, 1600, 1100);
  user.click("train");
  user.finish();
  user.click("again.optimizer.adam");
  user.finish();
  user.click("again.optimizer.momentum");
  user.finish();
  ASSERT_TRUE(user.click("runs.race"));
  user.settle(6);
  EXPECT_EQ(user.text("race.axis0"), "Optimizer with settings");
  EXPECT_EQ(user.text("race.axis0.values"), "sgd:learning_rate=0.1, adam, momentum") << "each as it was";
}

TEST(CompareLab, ARowIsHighlightedAndAxisAndMetricChangeWhatIsDrawn) {
  const Points points;
  Compare user(points, 1000, 640);
  user.retype("race.axis0.values", "sgd, adam");
  user.type("race.seeds", "2");
  user.type("race.steps", "40");
  user.race();
  const auto picture = [&] {
    user.move(-1000, -1000);
    user.frames(3);
    return user.picture().pixels;
  };
  const auto before = picture();
  user.click("race.row1");
  user.frames(2);
  EXPECT_NE(picture(), before);
  user.click("race.row1");
  user.frames(2);
  EXPECT_EQ(picture(), before);
  EXPECT_EQ(user.text("race.figure"), "test accuracy");
  user.choose("race.metric", "train_loss");
  EXPECT_EQ(user.text("race.figure"), "train loss");
  EXPECT_NE(picture(), before);
  const auto steps = picture();
  user.choose("race.axis", "epochs");
  EXPECT_NE(picture(), steps);
}

TEST(CompareLab, ThePairThatIsComparedIsChosen) {
  const Points points;
  Compare user(points);
  user.retype("race.axis0.values", "sgd, adam, momentum");
  user.type("race.seeds", "2");
  user.type("race.steps", "40");
  user.race();
  user.choose("race.first", "0");
  user.choose("race.second", "1");
  user.settle(4);
  EXPECT_NE(user.text("race.verdict").find("SGD"), std::string::npos);
  EXPECT_NE(user.text("race.verdict").find("Adam"), std::string::npos);
}

TEST(CompareLab, TheWallHasACellForEachCombinationAndOpensOneInTheNetworkLab) {
  const Points points;
  Compare user(points);
  user.retype("race.axis0.values", "sgd, adam");
  user.choose("race.add", "network.*.init");
  user.retype("race.axis1.values", "0.01, he, xavier");
  user.type("race.seeds", "1");
  user.type("race.steps", "40");
  user.race();
  user.click("page.wall");
  user.settle(4);
  EXPECT_EQ(user.text("wall.cell0"), "SGD");
  EXPECT_EQ(user.text("wall.cell1"), "Adam");
  EXPECT_EQ(user.mark("wall.cell2"), nullptr) << "the last axis is the lines";
  user.choose("wall.cells", "regions");
  user.settle(4);
  EXPECT_EQ(user.text("wall.cell5"), "Adam, Xavier");
  // The points are those of the test set, and the ringed ones those that this network gets wrong.
  const Study study{.base = user.draft(),
                    .axes = {{"optimizer.type", {"sgd", "adam"}}, {"network.*.init", {0.01, "he", "xavier"}}}};
  const Experiment last = expand(study, 5);
  Trainer trainer(last, load_dataset(last.data));
  for (int step = 0; step < 40; ++step) trainer.step();
  const int64_t errors = std::lround(100 * (1 - trainer.evaluate(Dataset::Part::test).accuracy));
  EXPECT_TRUE(user.text("wall.regions5").starts_with(fmt::format("100 points, {} wrong", errors)))
      << user.text("wall.regions5") << ", " << errors;
  ASSERT_TRUE(user.click("wall.cell3"));
  user.settle(4);
  EXPECT_NE(user.mark("train"), nullptr) << "the network lab is open";
  EXPECT_EQ(user.draft().optimizer.type, "adam");
  EXPECT_EQ(user.draft().network.front().properties.at("init"), Value(0.01));
}

TEST(CompareLab, TheWallHasRegionsOfTwoFeaturesInAFileAndNoneOfOtherData) {
  const Folder folder;
  for (const int features : {2, 3}) {
    std::string table = features == 2 ? "length,width,kind\n" : "length,width,weight,kind\n";
    for (int row = 0; row < 60; ++row) {
      for (int i = 0; i < features; ++i) table += fmt::format("{},", 100 + row * (7 + i) % 53);
      table += row % 2 ? "pear\n" : "plum\n";
    }
    const std::string csv = folder.write(fmt::format("fruit{}.csv", features), table).string();
    const std::string file =
        folder
            .write(fmt::format("own{}.json", features),
                   R"({"saddle":1,"name":"own","data":{"set":"csv","path":")" + csv +
                       R"("},"network":[{"type":"dense","units":2}],"training":{"batch_size":10}})")
            .string();
    Compare user(file);
    user.retype("race.axis0.values", "sgd, adam");
    user.type("race.seeds", "1");
    user.type("race.steps", "5");
    user.race();
    user.click("page.wall");
    user.settle(4);
    EXPECT_EQ(user.text("wall.cell1"), "Adam");
    // There is nothing to choose where curves are all there is.
    EXPECT_EQ(user.mark("wall.cells") != nullptr, features == 2);
    if (features > 2) continue;
    user.choose("wall.cells", "regions");
    EXPECT_EQ(user.text("wall.cells"), "regions");
  }
}

TEST(CompareLab, TheSixteenOfTheBookAreOneClickAway) {
  Compare user("circles");
  user.click("race.book.sixteen");
  user.settle(4);
  EXPECT_EQ(user.text("race.axis1.values"), "off, on");
  EXPECT_EQ(user.text("race.size"), "32 combinations × 1 seed = 32 runs");
  const std::string deviations = user.text("race.axis0.values");
  EXPECT_TRUE(deviations.starts_with("1, 0.541")) << deviations;
  EXPECT_TRUE(deviations.ends_with(", 0.0001")) << deviations;
  user.click("race.book.optimizers");
  user.settle(4);
  EXPECT_EQ(user.draft().name, "Five-layer net");
  EXPECT_EQ(user.text("race.size"), "4 combinations × 5 seeds = 20 runs");
}

TEST(CompareLab, ASearchFindsWhatTheEngineFindsAndNarrowsItsRanges) {
  const Points points([](Experiment& experiment) { experiment.data.properties["validation"] = 60; });
  Compare user(points);
  user.click("page.search");
  user.settle();
  user.click("search.range1.remove");
  user.settle();
  user.retype("search.range0.values", "1e-3..1:log");
  user.choose("search.add", "training.batch_size");
  user.retype("search.range1.values", "5..50");
  user.type("search.trials", "9");
  user.type("search.seed", "4");
  user.type("search.steps", "40");
  user.race();
  EXPECT_EQ(user.text("status.runs"), "9");
  const Search search{.base = user.draft(),
                      .ranges = {{.path = "optimizer.learning_rate", .low = 1e-3, .high = 1, .logarithmic = true},
                                 {.path = "training.batch_size", .low = 5, .high = 50}},
                      .trials = 9,
                      .seed = 4,
                      .steps = 40};
  SearchRunner runner(search, {});
  while (!runner.latest()->done) std::this_thread::sleep_for(std::chrono::milliseconds(2));
  const auto best = best_trials(search, *runner.latest());
  const Trial& first = *runner.latest()->trials[static_cast<size_t>(best.front())];
  EXPECT_TRUE(user.text("search.best0").starts_with("1 · " + percent(first.figures.validation_accuracy)))
      << user.text("search.best0");
  user.choose("search.shown", "parallel");
  EXPECT_EQ(user.text("search.parallel"), "3");
  EXPECT_EQ(user.text("search.parallel.kept"), "9");
  EXPECT_FALSE(user.mark("search.narrow")->enabled) << "nothing was dragged";
  user.choose("search.shown", "scatter");
  EXPECT_EQ(user.text("search.scatter"), "9");
  // A box of the right button, and the ranges become what it shows.
  const ui::Mark figure = *user.mark("search.scatter");
  const float left = figure.left + 0.4f * (figure.right - figure.left),
              top = figure.top + 0.3f * (figure.bottom - figure.top);
  user.move(left, top);
  user.frames(30);
  ImGui::GetIO().MouseDown[1] = true;
  user.frame();
  for (int i = 1; i <= 5; ++i) user.move(left + 30.0f * static_cast<float>(i), top + 20.0f * static_cast<float>(i));
  ImGui::GetIO().MouseDown[1] = false;
  user.frames(3);
  user.click("search.narrow");
  user.settle();
  const SearchRange narrowed = parse_range("optimizer.learning_rate=" + user.text("search.range0.values"), "");
  EXPECT_GT(narrowed.low, 1e-3);
  EXPECT_LT(narrowed.high, 1);
  EXPECT_TRUE(narrowed.logarithmic);
  EXPECT_NE(user.text("search.range1.values"), "5..50");
}

// A search of a rate and a batch size that has been made, and all of its numbers.
class Parallel : public Compare {
 public:
  Parallel() : Parallel(Points([](Experiment& experiment) { experiment.data.properties["validation"] = 60; })) {}
  // Where on the axis of a range, 0 above and 1 below.
  ImVec2 on_axis(float axis, float down) {
    const ui::Mark all = *mark("search.parallel");
    const float inset = 50, line = (all.bottom - all.top) * 0.06f;
    return {all.left + inset + (all.right - all.left - 2 * inset) * axis / 2,
            all.top + line + (all.bottom - all.top - 2 * line) * down};
  }
  void drag(float axis, float from, float to) {
    move(on_axis(axis, from).x, on_axis(axis, from).y);
    frames(3);
    ImGui::GetIO().MouseDown[0] = true;
    frame();
    for (int i = 1; i <= 5; ++i) move(on_axis(axis, 0).x, on_axis(axis, from + (to - from) * 0.2f * i).y);
    ImGui::GetIO().MouseDown[0] = false;
    frames(3);
  }

 private:
  explicit Parallel(const Points& points) : Compare(points) {
    click("page.search");
    settle();
    retype("search.range0.values", "1e-3..1:log");
    choose("search.range1", "training.batch_size");
    retype("search.range1.values", "5, 10, 20, 50");
    type("search.trials", "12");
    type("search.steps", "20");
    race();
    choose("search.shown", "parallel");
    settle(2);
  }
};

TEST(CompareLab, ADragAlongAnAxisKeepsWhatPassesThereAndTheNextSearchLooksThere) {
  Parallel user;
  user.drag(0, 0.5f, -0.1f);
  const int kept = std::stoi(user.text("search.parallel.kept"));
  EXPECT_GT(kept, 0);
  EXPECT_LT(kept, 12);
  user.click("search.narrow");
  user.settle();
  const SearchRange narrowed = parse_range("optimizer.learning_rate=" + user.text("search.range0.values"), "");
  EXPECT_NEAR(std::log10(narrowed.low), -1.5, 0.4) << "from about the middle of 1e-3..1";
  EXPECT_DOUBLE_EQ(narrowed.high, 1);
  EXPECT_EQ(user.text("search.range1.values"), "5, 10, 20, 50");
  // Of a list, the values that are kept.
  user.drag(1, 0.8f, -0.1f);
  user.click("search.narrow");
  user.settle();
  EXPECT_EQ(user.text("search.range1.values"), "10, 20, 50");
  // A click on the axis lets all back.
  user.drag(0, 0.2f, 0.2f);
  user.drag(1, 0.2f, 0.2f);
  EXPECT_EQ(user.text("search.parallel.kept"), "12");
  EXPECT_FALSE(user.mark("search.narrow")->enabled);
}

TEST(CompareLab, AClickOnALineOpensItsTrial) {
  Parallel user;
  const Search search{.base = user.draft(),
                      .ranges = {{.path = "optimizer.learning_rate", .low = 1e-3, .high = 1, .logarithmic = true},
                                 {.path = "training.batch_size", .values = {5, 10, 20, 50}}},
                      .trials = 12,
                      .steps = 20};
  for (float down = 0.05f; down < 1 && !user.mark("search.line"); down += 0.01f) {
    user.move(user.on_axis(0.4f, down).x, user.on_axis(0.4f, down).y);
    user.frames(2);
  }
  ASSERT_NE(user.mark("search.line"), nullptr);
  const Experiment expected = trial(search, std::stoi(user.text("search.line")));
  ImGui::GetIO().MouseDown[0] = true;
  user.frame();
  ImGui::GetIO().MouseDown[0] = false;
  user.frames(3);
  user.settle(4);
  EXPECT_NE(user.mark("train"), nullptr) << "the network lab is open";
  EXPECT_EQ(user.draft().optimizer, expected.optimizer);
  EXPECT_EQ(user.draft().training.at("batch_size"), expected.training.at("batch_size"));
}

TEST(CompareLab, WhatIsNoRangeIsSaidBelowItsField) {
  const Points points;
  Compare user(points);
  user.click("page.search");
  user.settle();
  user.retype("search.range0.values", "1e-2..");
  EXPECT_NE(user.mark("search.range0.fault"), nullptr);
  EXPECT_FALSE(user.mark("race.start")->enabled);
}

TEST(CompareLab, AJournalThatGrowsIsFollowed) {
  const Folder folder;
  const auto journal = folder / "search.jsonl";
  const Points points([](Experiment& experiment) { experiment.data.properties["validation"] = 60; });
  const Search search{.base = load_experiment(std::string(points)),
                      .ranges = {{.path = "optimizer.learning_rate", .low = 1e-3, .high = 1, .logarithmic = true}},
                      .trials = 6,
                      .steps = 40};
  {
    SearchRunner runner(search, {.journal = journal});
    while (!runner.latest()->done) std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  std::ifstream stream(journal, std::ios::binary);
  const std::string whole{std::istreambuf_iterator<char>(stream), {}};
  const size_t half = whole.find("\"finished\"", whole.size() / 2) + 30;  // in the midst of a line
  const auto growing = folder.write("growing.jsonl", whole.substr(0, half));
  Compare user(points);
  // The dialog begins with the path that stands in the field, and shows journals.
  user.click("page.search");
  user.settle();
  user.retype("search.journal", growing.string());
  user.click("search.open");
  user.frames(5);
  EXPECT_EQ(user.text("dialog.path"), growing.string());
  for (int turn = 0; turn < 1000 && !user.mark("dialog.file/growing.jsonl"); ++turn) {
    user.settle(1);
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  ASSERT_TRUE(user.click("dialog.yes"));
  const auto wait_for = [&](const std::string& runs) {
    for (int turn = 0; turn < 1000 && user.text("status.runs") != runs; ++turn) {
      user.settle(1);
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
  };
  for (int turn = 0; turn < 1000 && !user.mark("search.best0"); ++turn) {
    user.settle(1);
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  const int known = std::stoi(user.text("status.runs"));
  EXPECT_GT(known, 0);
  EXPECT_LT(known, 6);
  std::ofstream(growing, std::ios::binary | std::ios::app) << whole.substr(half);
  wait_for("6");
  EXPECT_EQ(user.text("status.runs"), "6");
  EXPECT_NE(user.text("search.followed").find("growing.jsonl"), std::string::npos);
}

TEST(CompareLab, TheRateThatIsTestedBecomesThatOfTheExperiment) {
  const Points points;
  Compare user(points);
  user.click("page.rates");
  user.settle();
  user.type("rates.low", "0.0001");
  user.type("rates.high", "100");
  user.race();
  EXPECT_NE(user.text("rates.answer").find("falls fastest at"), std::string::npos) << user.text("rates.answer");
  const double points_drawn = std::stod(user.text("rates.figure"));
  EXPECT_GT(points_drawn, 20);
  const std::string used = user.text("rates.use").substr(4);
  user.click("rates.use");
  user.settle();
  EXPECT_EQ(user.draft().optimizer.properties.at("learning_rate"), Value(std::stod(used)));
  EXPECT_EQ(user.mark("rates.fault"), nullptr);
  user.type("rates.high", "0.00005");
  EXPECT_NE(user.mark("rates.fault"), nullptr);
  EXPECT_FALSE(user.mark("race.start")->enabled);
}

}  // namespace
}  // namespace saddle::app
