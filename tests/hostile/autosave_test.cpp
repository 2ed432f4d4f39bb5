// What an accident costs: nothing but a few seconds. The real kill is in tests/window.
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "../folder.h"
#include "../ui/driver.h"
#include "shell/rescue.h"

namespace saddle::app {
namespace {

namespace fs = std::filesystem;

std::string bytes_of(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

// The one folder of the one window that has its autosave there.
fs::path only_folder(const fs::path& root) {
  const fs::directory_iterator folders(root);
  EXPECT_EQ(std::distance(begin(folders), end(folders)), 1) << root;
  return fs::directory_iterator(root)->path();
}

class Accident : public testing::Test {
 protected:
  ApplicationOptions options(const fs::path& root) const {
    ApplicationOptions options;
    options.autosave = root;
    options.settings.workspace.arrangement = "two";
    options.settings.workspace.panes = {"digit", "curves"};
    return options;
  }
  // What a kill would leave: no window has those folders any more.
  fs::path as_killed(const fs::path& root) const {
    const fs::path copy = root.string() + "-killed";
    fs::copy(root, copy, fs::copy_options::recursive);
    return copy;
  }
  // A run of some steps that stands still, a drawing, and a draft that was changed since.
  void work(Driver& user) const {
    user.train_for(12);
    user.stroke({{0.28f, 0.24f}, {0.70f, 0.24f}, {0.44f, 0.80f}});
    user.settle();
  }
  const Folder folder_;
};

TEST_F(Accident, TheNextStartRestoresRunWeightsDrawingAndDraft) {
  fs::path killed;
  int64_t steps = 0;
  Draft draft;
  {
    Driver user(options(folder_ / "autosave"));
    work(user);
    ASSERT_EQ(user.now().status, Status::paused);
    steps = user.now().steps;
    ASSERT_GT(steps, 3);
    // The drawing came after the first write, and the next is due in a moment.
    user.application().rescue();
    killed = as_killed(folder_ / "autosave");
    draft = user.application().draft();
  }
  const std::string weights = bytes_of(run_file(only_folder(killed)));
  ASSERT_FALSE(weights.empty());
  Driver user(options(killed));
  ASSERT_NE(user.text("rescued"), "");
  EXPECT_EQ(user.text("digit.canvas"), "0 strokes");
  user.click("rescued.action");
  user.settle(6);
  EXPECT_EQ(user.text("rescued"), "");
  EXPECT_EQ(user.now().steps, steps);
  EXPECT_EQ(user.text("digit.canvas"), "1 strokes");
  EXPECT_EQ(user.application().draft(), draft);
  // Bit for bit: the checkpoint of what was restored is the file that was left.
  user.application().rescue();
  EXPECT_TRUE(bytes_of(run_file(only_folder(killed))) == weights) << "other weights";
}

TEST_F(Accident, APictureComesBackWithThePenAndTheEraserThatWentOverIt) {
  fs::path killed;
  Drawing drawing;
  {
    Driver user(options(folder_ / "autosave"));
    user.application().open(SADDLE_TEST_DATA "/seven.png");
    user.settle();
    user.stroke({{0.1f, 0.9f}, {0.9f, 0.9f}});
    user.choose("digit.tool", "eraser");
    user.stroke({{0.5f, 0.1f}, {0.5f, 0.5f}});
    user.settle();
    drawing = user.application().focus().canvas;
    user.application().rescue();
    killed = as_killed(folder_ / "autosave");
  }
  ASSERT_TRUE(drawing.picture);
  Driver user(options(killed));
  user.click("rescued.action");
  user.settle(6);
  const Drawing& restored = user.application().focus().canvas;
  ASSERT_TRUE(restored.picture);
  ASSERT_EQ(restored.picture->width, drawing.picture->width);
  ASSERT_EQ(restored.picture->ink.size(), drawing.picture->ink.size());
  for (size_t i = 0; i < drawing.picture->ink.size(); ++i)
    ASSERT_NEAR(restored.picture->ink[i], drawing.picture->ink[i], 0.5 / 255) << i;
  ASSERT_EQ(restored.strokes.size(), 2u);
  for (size_t i = 0; i < 2; ++i) {
    EXPECT_EQ(restored.strokes[i]->width, drawing.strokes[i]->width);
    EXPECT_EQ(restored.strokes[i]->erases, i == 1);
    ASSERT_EQ(restored.strokes[i]->points.size(), drawing.strokes[i]->points.size());
    EXPECT_EQ(restored.strokes[i]->points.back().y, drawing.strokes[i]->points.back().y);
  }
  // What was restored is taken back stroke by stroke.
  user.click("digit.undo");
  user.settle();
  EXPECT_EQ(user.text("digit.canvas"), "1 strokes");
  EXPECT_TRUE(user.application().focus().canvas.picture);
}

TEST_F(Accident, ADrawingThatNoCanvasHasIsNotOffered) {
  const std::string draft = R"("draft": {"preset": "a", "experiment": {"saddle": 1, "name": "a", "data": "moons",
      "network": [{"type": "dense", "units": 2}]}}})";
  const std::string window = R"({"saddle_window": 2, )", empty = R"("strokes": [], )";
  const auto put = [&](const std::string& name, const std::string& parts) {
    folder_.write("autosave/" + name + "/window.json", window + parts + draft);
  };
  put("a", R"("strokes": [{"width": 0, "erases": false, "points": [[0.1, 0.2]]}], )");
  put("b", R"("strokes": [{"width": 0.1, "erases": false, "points": []}], )");
  put("c", empty + R"("picture": {"width": 2, "height": 1, "ink": "00"}, )");
  put("d", empty + R"("picture": {"width": 1, "height": 1, "ink": "zz"}, )");
  put("e", empty + R"("picture": {"width": 100000, "height": 100000, "ink": ""}, )");
  EXPECT_FALSE(find_rescued(folder_ / "autosave"));
  put("f", empty + R"("picture": {"width": 2, "height": 1, "ink": "00ff"}, )");
  const auto found = find_rescued(folder_ / "autosave");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->drawing.picture->ink, (std::vector<float>{0, 1}));
}

TEST_F(Accident, WhatIsDiscardedIsNotOfferedAgain) {
  fs::path killed;
  {
    Driver user(options(folder_ / "autosave"));
    work(user);
    user.application().rescue();
    killed = as_killed(folder_ / "autosave");
  }
  {
    Driver user(options(killed));
    ASSERT_NE(user.text("rescued"), "");
    user.click("rescued.action1");
    user.settle();
    EXPECT_EQ(user.text("rescued"), "");
    EXPECT_EQ(user.now().steps, 0);
  }
  EXPECT_TRUE(fs::is_empty(killed));
}

TEST_F(Accident, WhatNobodyDecidedOnStaysForALaterStart) {
  const auto put = [&](const std::string& name, int seconds) {
    const auto file =
        folder_.write("autosave/" + name + "/window.json",
                      R"({"saddle_window": 2, "strokes": [{"width": 0.1, "erases": false, "points": [[0.1, 0.2]]}],
        "draft": {"preset": "a", "experiment": {"saddle": 1, "name": ")" +
                          name + R"(", "data": "moons", "network": [{"type": "dense", "units": 2}]}}})");
    fs::last_write_time(file, fs::file_time_type::clock::now() - std::chrono::seconds(seconds));
  };
  put("oldest", 500), put("old", 400), put("newer", 300), put("newest", 200);
  const auto decide = [&] {
    Driver user(options(folder_ / "autosave"));
    EXPECT_NE(user.text("rescued"), "");
    user.click("rescued.action");
    user.settle();
    return user.draft().name;
  };
  EXPECT_EQ(decide(), "newest");
  EXPECT_EQ(decide(), "newer");
  EXPECT_EQ(decide(), "old");
  EXPECT_TRUE(fs::is_empty(folder_ / "autosave")) << "three are enough";
}

TEST_F(Accident, AWindowThatIsClosedLeavesNothingAndOneThatIsOpenKeepsItsOwn) {
  {
    Driver first(options(folder_ / "autosave"));
    work(first);
    EXPECT_FALSE(bytes_of(run_file(only_folder(folder_ / "autosave"))).empty()) << "a run that stands is saved at once";
    Driver second(options(folder_ / "autosave"));
    EXPECT_EQ(second.text("rescued"), "") << "the work of a window that is open";
  }
  EXPECT_TRUE(fs::is_empty(folder_ / "autosave"));
}

TEST_F(Accident, WhatCannotBeReadIsNoReasonNotToStart) {
  folder_.write("autosave/a/window.json", "{");
  folder_.write("autosave/b/window.json", R"({"saddle_window": 2, "draft": {"preset": "", "experiment": {}}})");
  folder_.write("autosave/c/run.npz", "PK");
  {
    Driver user(options(folder_ / "autosave"));
    EXPECT_EQ(user.text("rescued"), "");
  }
  EXPECT_TRUE(fs::is_empty(folder_ / "autosave")) << "it would be looked at with every start";
}

}  // namespace
}  // namespace saddle::app
