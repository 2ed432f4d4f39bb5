// Every lab and every panel at a grid of sizes, scales and languages: nothing is cut, and nothing lies over anything.
// SADDLE_UI_FULL=1 tries the whole grid.
#include <algorithm>
#include <cstdlib>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "../folder.h"
#include "driver.h"
#include "labs/concepts/page.h"
#include "layout_faults.h"
#include "model/panel.h"

namespace saddle::app {
namespace {

struct Size {
  int width, height;
};

bool whole_grid() { return std::getenv("SADDLE_UI_FULL") != nullptr; }

std::vector<Size> sizes() {
  if (whole_grid())
    return {{1024, 640}, {1152, 700}, {1280, 720}, {1366, 768}, {1600, 900}, {1920, 1080}, {2560, 1440}, {3840, 2160}};
  return {{1024, 640}, {1280, 720}};
}

struct Look {
  double scale;
  const char* language;
};

std::vector<Look> looks() {
  if (!whole_grid()) return {{1, "en"}, {1, "ko"}, {1.5, "ko"}, {3, "en"}};
  std::vector<Look> all;
  for (const double scale : {0.8, 1.0, 1.25, 1.5, 2.0, 3.0})
    for (const char* language : {"en", "ko"}) all.push_back({scale, language});
  return all;
}

// The smallest window, at a scale of 1, in which every list shows its entry whole.
constexpr float least_width = 1024, least_height = 640;

std::string without_blanks(std::string text) {
  std::erase_if(text, [](char character) { return character == ' ' || character == '\n'; });
  return text;
}

// An entry may be shortened in a window that is smaller than the smallest, and in a pane that somebody narrowed; then a
// tooltip gives it whole.
std::vector<std::string> shortened_without_help(Driver& user, bool narrowed) {
  const ImVec2 window = ImGui::GetIO().DisplaySize;
  const auto scale = static_cast<float>(user.application().settings().scale);
  const bool small = narrowed || window.x < least_width * scale || window.y < least_height * scale;
  std::vector<std::string> faults;
  const ui::Marks marks = user.application().marks();
  for (const auto& [name, mark] : marks) {
    if (!mark.cut || mark.seen_right <= mark.seen_left || mark.seen_bottom <= mark.seen_top) continue;
    if (!small) {
      faults.push_back(fmt::format("{} has no room for \"{}\"", name, mark.text));
      continue;
    }
    if (ImGui::GetCurrentContext()->OpenPopupStack.Size > 0) continue;  // no mouse reaches what is below
    user.move((mark.seen_left + mark.seen_right) / 2, (mark.seen_top + mark.seen_bottom) / 2);
    user.frames(3);
    const std::string help = words_of_tooltips(*ImGui::GetDrawData());
    if (help.find(without_blanks(mark.text)) == help.npos)
      faults.push_back(fmt::format("{} has no room for \"{}\", and its tooltip says \"{}\"", name, mark.text, help));
    user.move(-1000, -1000);
    user.frames(2);
  }
  return faults;
}

// Draws what the window shows at each size, and reports the faults.
void expect_room(Driver& user, const std::string& what, bool narrowed = false) {
  ImGuiIO& io = ImGui::GetIO();
  const ImVec2 before = io.DisplaySize;
  for (const Size& size : sizes()) {
    io.DisplaySize = {static_cast<float>(size.width), static_cast<float>(size.height)};
    user.frames(4);
    auto faults = layout_faults(*ImGui::GetDrawData(), user.application().marks());
    for (std::string& fault : shortened_without_help(user, narrowed)) faults.push_back(std::move(fault));
    EXPECT_TRUE(faults.empty()) << what << " at " << size.width << "x" << size.height << ", "
                                << user.application().settings().scale << " times as large, "
                                << user.application().settings().language << ":\n"
                                << in_lines(faults);
  }
  io.DisplaySize = before;
  user.frames(2);
}

void away(Driver& user) { user.move(-1000, -1000); }

class Layout : public testing::TestWithParam<Look> {
 protected:
  // A window that has room to click on everything.
  static ApplicationOptions dressed(ApplicationOptions options) {
    options.settings.scale = GetParam().scale;
    options.settings.language = GetParam().language;
    return options;
  }
  class Wide : public Driver {
   public:
    explicit Wide(const ApplicationOptions& options)
        : Driver(dressed(options), static_cast<int>(1600 * GetParam().scale),
                 static_cast<int>(1100 * GetParam().scale)) {
      away(*this);
    }
  };

  // Each of the panels low and wide, and narrow and high.
  static void expect_room_for(Driver& user, const std::vector<std::string>& panels, const std::string& when) {
    for (const std::string& panel : panels) {
      for (const char* pane : {"pane1", "pane2"}) {
        if (user.text(std::string(pane) + ".area") != panel) user.choose(pane, panel);
        user.settle();
        away(user);
        expect_room(user, panel + " in " + pane + ", " + when);
      }
    }
  }
};

std::vector<std::string> panels_but(const std::vector<std::string>& others) {
  std::vector<std::string> names;
  for (const PanelType& type : panels::all()) {
    if (std::ranges::find(others, type.name) == others.end()) names.emplace_back(type.name);
  }
  return names;
}

TEST_P(Layout, EveryPanelHasRoom) {
  const auto names = panels_but({"plane", "filters", "feature_maps"});
  Wide user({.experiment = "first-light"});
  expect_room_for(user, {"curves", "gradients", "confusion", "digit"}, "before training");
  user.train_for(6);
  expect_room_for(user, names, "paused");
}

TEST_P(Layout, EveryPanelHasRoomWithRunsBesideThisOne) {
  Wide user({.experiment = "first-light"});
  for (int run = 0; run < 2; ++run) {
    user.click("train");
    user.settle(4);
    user.click("reset");
    user.settle();
  }
  user.train_for(6);
  expect_room_for(user, {"curves", "runs"}, "with runs beside");
}

TEST_P(Layout, ThePastHasRoom) {
  Wide user({.experiment = "first-light", .moment_every = 5});
  user.click("train");
  for (int turn = 0; turn < 100 && user.now().moments.steps->size() < 3; ++turn) user.settle(1);
  user.click("train");
  user.settle();
  for (int i = 0; i < 2; ++i) user.press({.key = ui::key::left});
  user.settle();
  ASSERT_TRUE(user.now().looked_at);
  ASSERT_TRUE(user.click("time.branch"));
  user.frames(3);
  user.choose("branch.layer", "conv2d_1");
  away(user);
  expect_room(user, "continue from here");
  user.key(ImGuiKey_Escape);
  user.frames(3);
  expect_room_for(user, {"curves", "filters", "gradients"}, "in the past");
}

TEST_P(Layout, PanelsOfPointsAndOfPicturesHaveRoom) {
  {
    Wide user({.experiment = "circles"});
    user.train_for(6);
    expect_room_for(user, {"plane", "builder", "data", "prediction"}, "circles");
  }
  Wide user({.experiment = "simple-convnet", .data_directory = "/nowhere"});
  user.choose("data.set", "procedural_digits");
  user.click("reset");
  user.settle();
  user.train_for(6);
  expect_room_for(user, {"filters", "feature_maps", "builder", "signals"}, "a convnet");
}

TEST_P(Layout, WhatOpensHasRoom) {
  Wide user({});
  for (const char* opener : {"file", "preset", "pane0", "data.set", "keys.list"}) {
    ASSERT_TRUE(user.click(opener)) << opener;
    user.frames(3);
    away(user);
    expect_room(user, std::string("the list of ") + opener);
    user.key(ImGuiKey_Escape);
    user.frames(3);
  }
  user.press({.key = 'S', .control = true});
  user.frames(3);
  away(user);
  expect_room(user, "the dialog of a file");
}

TEST_P(Layout, TheMenuOfWhatFoldedHasRoom) {
  Driver user(dressed({}), static_cast<int>(700 * GetParam().scale), static_cast<int>(500 * GetParam().scale));
  ASSERT_TRUE(user.click("bar.more"));
  user.frames(3);
  away(user);
  const auto faults = layout_faults(*ImGui::GetDrawData(), user.application().marks());
  EXPECT_TRUE(faults.empty()) << in_lines(faults);
}

// Dividers dragged as far as they go leave one pane that is as small as any can be.
TEST_P(Layout, EveryPanelHasRoomInTheSmallestPane) {
  ApplicationOptions options{.experiment = "first-light"};
  options.settings.workspace.arrangement = "four";
  options.settings.workspace.dividers = {{"four.column", 0.0}, {"four.row", 0.0}};
  Wide user(options);
  user.train_for(6);
  for (const std::string& panel : panels_but({})) {
    if (user.text("pane0.area") != panel) user.choose("pane0", panel);
    user.settle();
    away(user);
    expect_room(user, panel + " in the smallest pane", true);
  }
}

TEST_P(Layout, FaultsAndAlarmsHaveRoom) {
  {
    Wide user({.experiment = "moons"});
    user.choose("data.set", "procedural_digits");
    away(user);
    expect_room(user, "a draft with faults");
    user.click("faults");
    user.frames(3);
    away(user);
    expect_room(user, "the list of faults");
  }
  ApplicationOptions options{.experiment = "first-light"};
  options.settings.workspace.panes = {"curves", "gradients", "signals"};
  Wide user(options);
  user.click("train");
  user.settle(5);
  user.frames(40);
  user.type("optimizer.learning_rate", "1000");
  user.settle(20);
  EXPECT_TRUE(user.now().alarm);
  away(user);
  expect_room(user, "a run that went wrong");
}

TEST_P(Layout, TheArenaHasRoom) {
  Wide user({.lab = "arena"});
  user.settle();
  for (const char* what : {"chart.coordinates", "chart.sweep", "view.wins", "view.surface", "racer1"}) {
    ASSERT_TRUE(user.click(what)) << what;
    user.settle();
    user.key(ImGuiKey_End);
    user.settle();
    away(user);
    expect_room(user, std::string("the arena with ") + what);
  }
}

TEST_P(Layout, TheBookHasRoom) {
  Wide user({.lab = "book"});
  away(user);
  expect_room(user, "the book");
  user.click("book.gates.make");
  user.settle(4);
  away(user);
  expect_room(user, "the book with figures");
  user.click("book.chapter6");
  user.settle();
  away(user);
  expect_room(user, "a chapter of many experiments");
}

TEST_P(Layout, TheComparisonHasRoom) {
  Wide user({.lab = "compare", .experiment = "circles"});
  user.settle();
  away(user);
  expect_room(user, "the comparison before a race");
  user.type("race.steps", "20");
  user.type("race.seeds", "2");
  user.choose("race.add", "optimizer.learning_rate");
  user.click("race.start");
  for (int turn = 0; turn < 20'000 && user.text("status") == "running"; ++turn) user.settle(1);
  user.settle(4);
  away(user);
  expect_room(user, "a race of twelve");
  user.click("race.axis1.remove");
  user.settle();
  user.choose("race.axis", "seconds");
  user.choose("race.metric", "train_loss");
  away(user);
  expect_room(user, "a race against seconds");
  user.click("page.wall");
  user.settle();
  away(user);
  expect_room(user, "the wall");
  user.click("page.search");
  user.type("search.trials", "5");
  user.type("search.steps", "20");
  user.click("race.start");
  for (int turn = 0; turn < 20'000 && user.text("status") == "running"; ++turn) user.settle(1);
  for (const char* shown : {"best", "scatter", "parallel"}) {
    if (std::string_view(shown) != "best") user.choose("search.shown", shown);
    user.settle(4);
    away(user);
    expect_room(user, std::string("a search with ") + shown);
  }
  user.click("page.rates");
  user.click("race.start");
  for (int turn = 0; turn < 20'000 && user.text("status") == "running"; ++turn) user.settle(1);
  user.settle(4);
  away(user);
  expect_room(user, "the test of rates");
}

// Each page as it opens, with each of its tabs, with its code, and with its numbers to be worked out.
TEST_P(Layout, EveryPageOfConceptsHasRoom) {
  for (const ConceptType& page : concepts::all()) {
    Wide user({.lab = "concepts", .page = std::string(page.name)});
    user.settle(6);
    expect_room(user, std::string(page.name));
    for (const Property& row : page.properties) {
      for (const std::string_view choice : row.choices) {
        const std::string tab = std::string(page.name) + "." + std::string(row.name) + "." + std::string(choice);
        if (!user.click(tab)) continue;
        user.settle(6);
        away(user);
        expect_room(user, tab);
      }
    }
    user.click("concepts.reset");
    user.click("concepts.code");
    if (page.exercise) user.click("concepts.hand");
    user.settle(6);
    away(user);
    expect_room(user, std::string(page.name) + " with its code, by hand");
  }
}

TEST_P(Layout, HomeworkAndVotesHaveRoom) {
  const Folder folder;
  folder.write("homework.json", R"({
    "assignment": 1, "title": "Digits with few weights", "about": "Build a network that reads digits and is small.",
    "locked": ["loss"],
    "questions": [
      {"kind": "goals", "ask": "Reach 85 % with at most 30,000 parameters.", "points": 3,
       "goals": [{"figure": "test_accuracy", "at_least": 0.85}, {"figure": "parameters", "at_most": 30000}]},
      {"kind": "choice", "ask": "What does a rate of 100 do?",
       "choices": ["It falls a hundred times as fast", "It jumps up and down, or turns into NaN"]},
      {"kind": "number", "ask": "How many parameters has the first layer?"}, {"kind": "sentence", "ask": "Why?"}],
    "experiment": {"saddle": 1, "name": "Two layers", "data": {"set": "moons", "train": 100, "test": 50},
      "network": [{"type": "dense", "units": 5}, {"type": "relu"}, {"type": "dense", "units": 2}],
      "training": {"batch_size": 50, "epochs": 2}}
  })");
  Wide user({.experiment = "first-light"});
  user.press({.key = 'M', .control = true});
  user.frames(3);
  away(user);
  expect_room(user, "the dialog that makes an assignment");
  user.click("assignment.close");
  user.frames(3);
  user.application().open((folder / "homework.json").string());
  user.settle(6);
  away(user);
  expect_room(user, "an assignment beside the network", true);
  user.press({.key = 'V'});
  user.settle();
  expect_room(user, "the first vote");
  for (const char hand : {'1', '2', '2'}) user.key(hand);
  for (const char* next : {"vote.close", "vote.again", "vote.close"}) {
    if (std::string_view(next) == "vote.close") user.key('4');
    user.settle();
    ASSERT_TRUE(user.click(next));
    user.settle();
    away(user);
    expect_room(user, std::string("after ") + next);
  }
  user.click("vote.run");
  user.frames(3);
  away(user);
  expect_room(user, "while what was predicted runs", true);
  user.finish();
  user.settle();
  ASSERT_NE(user.mark("vote.done"), nullptr);
  expect_room(user, "the answer");
}

INSTANTIATE_TEST_SUITE_P(Looks, Layout, testing::ValuesIn(looks()), [](const auto& instance) {
  return fmt::format("{}_{:.0f}", instance.param.language, 100 * instance.param.scale);
});

}  // namespace
}  // namespace saddle::app
