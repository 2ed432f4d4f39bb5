// What the narrator says stands above the curves, on them and in a list, with a button for what may help; and the run
// becomes a page.
#include <algorithm>
#include <fstream>
#include <iterator>

#include <gtest/gtest.h>

#include "../folder.h"
#include "driver.h"
#include "saddle/experiment_file.h"
#include "saddle/fault.h"

namespace saddle::app {
namespace {

// A few digits and a net whose steps take no time.
class Tiny {
 public:
  explicit Tiny(double rate) {
    save_experiment(
        folder_ / "tiny.json",
        {.name = "Tiny",
         .data = {"procedural_digits", {{"train", 200}, {"test", 50}}},
         .network = {{.name = {}, .type = "conv2d", .properties = {{"filters", 3}, {"kernel", 5}, {"stride", 4}}},
                     {.name = {}, .type = "relu"},
                     {.name = {}, .type = "dense", .properties = {{"units", 10}}}},
         .optimizer = {"adam", {{"learning_rate", rate}}},
         .training = {{"batch_size", 20}, {"threads", 1}, {"evaluate_every", 10}, {"evaluate_samples", 50}}});
  }
  ApplicationOptions options() const {
    return {.experiment = (folder_ / "tiny.json").string(),
            .settings = {.workspace = {.arrangement = "two", .panes = {"curves", "hunt"}}}};
  }

 private:
  const Folder folder_;
};

TEST(Remarks, AreMarkedOnTheCurveAndListedAndMended) {
  const Tiny tiny(3);
  Driver user(tiny.options(), 1600, 1000);
  EXPECT_FALSE(user.mark("run.event"));
  ASSERT_TRUE(user.mark("curves.events"));
  user.train_for(30);
  ASSERT_TRUE(user.now().events) << "a rate of 3 kills units";
  const auto events = *user.now().events;
  ASSERT_TRUE(user.mark("curves.event1"));
  EXPECT_NE(user.text("curves.event1").find(events.front().sentence.sentence()), std::string::npos);
  user.click("curves.events");
  user.settle();
  for (size_t i = 0; i < events.size(); ++i) EXPECT_TRUE(user.mark("event" + std::to_string(i + 1)));
  const auto mended = std::ranges::find_if(events, [](const Event& e) { return !e.changes.empty(); });
  ASSERT_NE(mended, events.end());
  const std::string name = "event" + std::to_string(mended - events.begin() + 1) + ".mend";
  ASSERT_TRUE(user.mark(name));
  const Experiment before = user.draft();
  user.click(name);
  user.settle();
  EXPECT_NE(user.draft(), before);
  user.press({.key = 'Z', .control = true});
  user.settle();
  EXPECT_EQ(user.draft(), before) << "one step of undo";
}

TEST(Remarks, TheLatestIsDismissed) {
  const Tiny tiny(3);
  Driver user(tiny.options(), 1600, 1000);
  user.train_for(30);
  ASSERT_TRUE(user.now().events);
  if (user.now().alarm || user.now().issue) GTEST_SKIP() << "an alarm stands in its place";
  ASSERT_TRUE(user.mark("run.event"));
  const bool mends = !user.now().events->back().changes.empty();
  user.click(mends ? "run.event.action1" : "run.event.action");
  user.settle();
  EXPECT_FALSE(user.mark("run.event"));
}

TEST(Report, IsSavedOfTheRunAsAPage) {
  const Folder folder;
  const std::string file = (folder / "run.html").string();
  const Tiny tiny(0.01);
  Driver user(tiny.options(), 1280, 720);
  user.press({.key = 'R', .control = true});
  user.frames(3);
  EXPECT_FALSE(user.mark("dialog.path")) << "there is no run yet";
  user.train_for(30);
  user.press({.key = 'R', .control = true});
  user.frames(3);
  ASSERT_TRUE(user.mark("dialog.path"));
  user.key(ImGuiKey_A, true);
  user.write(file);
  user.settle();
  user.finish();
  std::ifstream stream(file, std::ios::binary);
  const std::string page{std::istreambuf_iterator<char>(stream), {}};
  for (const char* part : {"<!doctype html>", "aria-label=\"Loss\"", "class=\"confusion\"", "class=\"filters\"",
                           "saddle train experiment.json"})
    EXPECT_NE(page.find(part), std::string::npos) << part;
}

TEST(Hunt, IsBegunHintedNamedAndMended) {
  const Tiny tiny(0.01);
  Driver user(tiny.options(), 1600, 1000);
  ASSERT_TRUE(user.mark("hunt.begin"));
  EXPECT_FALSE(user.mark("hunt.name"));
  user.click("hunt.begin");
  user.settle();
  const std::string fault = user.draft().fault;
  ASSERT_FALSE(fault.empty());
  EXPECT_EQ(user.draft(), make_hunt(1).experiment) << "the same for everybody";
  EXPECT_EQ(user.text("hunt.points"), "Score: 10 of 10");
  user.click("hunt.hint");
  user.settle();
  EXPECT_EQ(user.text("hunt.points"), "Score: 8 of 10");
  EXPECT_EQ(user.text("hunt.hint1"), fault_named(fault, "").hints[0]);
  user.train_for(30);
  EXPECT_FALSE(user.mark("run.event")) << "nothing is given away";
  EXPECT_FALSE(user.mark("curves.event1"));
  std::string wrong;
  for (const saddle::Fault& other : catalog::faults()) {
    if (other.name != fault) wrong = other.name;
  }
  user.choose("hunt.name", wrong);
  user.click("hunt.answer");
  user.settle();
  EXPECT_EQ(user.text("hunt.points"), "Score: 5 of 10");
  EXPECT_TRUE(user.mark("hunt.wrong1"));
  user.choose("hunt.name", fault);
  user.click("hunt.answer");
  user.settle();
  ASSERT_TRUE(user.mark("hunt.found"));
  EXPECT_EQ(user.text("hunt.points"), "Score: 5 of 10");
  user.click("hunt.see");
  user.settle(20);
  EXPECT_TRUE(user.draft().fault.empty());
  EXPECT_TRUE(user.now().experiment->fault.empty());
  EXPECT_TRUE(user.mark("hunt.beside"));
}

TEST(Hunt, OfTheNextNumberIsAnotherAndGivingUpTellsAndCosts) {
  const Tiny tiny(0.01);
  Driver user(tiny.options(), 1600, 1000);
  user.press({.key = 'F', .control = true});
  user.settle();
  user.click("hunt.begin");
  user.settle();
  user.click("hunt.next");
  user.settle();
  EXPECT_EQ(user.draft(), make_hunt(2).experiment);
  user.click("hunt.give_up");
  user.settle();
  EXPECT_EQ(user.text("hunt.points"), "Score: 0 of 10");
  EXPECT_NE(user.text("hunt.found").find(fault_named(make_hunt(2).experiment.fault, "").title), std::string::npos);
}

}  // namespace
}  // namespace saddle::app
