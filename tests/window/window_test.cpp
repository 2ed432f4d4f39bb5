// The program as users meet it: a real window, a real mouse, the real keyboard.
#include "window.h"

namespace saddle {
namespace {

TEST_F(WindowOnScreen, LearnsUnderTheMouseAndReadsADrawnSeven) {
  click("train");
  ASSERT_TRUE(wait([&] { return std::isfinite(loss()); })) << "no loss is shown";
  const double first = loss();
  EXPECT_TRUE(wait([&] { return loss() < 0.5 * first && loss() < 1; })) << "the loss stays at " << loss();

  // The digit while it trains: the window must not wait for the worker.
  std::string words = "mousemove " + place("digit.canvas", 0.28, 0.24) + " sleep 0.1 mousedown 1";
  for (int i = 1; i <= 12; ++i) {
    const double t = i / 12.0;
    words += " mousemove " + place("digit.canvas", 0.28 + 0.42 * t, 0.24) + " sleep 0.02";
  }
  for (int i = 1; i <= 16; ++i) {
    const double t = i / 16.0;
    words += " mousemove " + place("digit.canvas", 0.70 - 0.26 * t, 0.24 + 0.56 * t) + " sleep 0.02";
  }
  ASSERT_TRUE(desktop_->hand(words + " mouseup 1"));
  EXPECT_TRUE(wait([&] { return text("digit.prediction").starts_with("7 "); })) << text("digit.prediction");

  ASSERT_TRUE(desktop_->hand("mousemove 640 20 key space"));
  EXPECT_TRUE(wait([&] { return text("status") == "paused" || text("status") == "finished"; })) << text("status");
}

// Under load the screen may learn that one program has ended only when the next one already knocks.
TEST_F(WindowOnScreen, OpensWhileTheScreenIsBusyWithTheEndOfTheOneBefore) {
  for (int i = 0; i < 2; ++i) {
    desktop_->stand_still(true);
    program_->kill_now();  // in order it would end only when the screen answers
    fs::remove(marks_);
    start();
    std::this_thread::sleep_for(500ms);
    desktop_->stand_still(false);
    ASSERT_TRUE(wait([&] { return text("status") == "ready"; })) << program_->report();
  }
}

// Each frame leaves its marks, a tenth of a second later at most.
TEST_F(WindowOnScreen, DrawsNothingWhereNothingHappens) {
  ASSERT_TRUE(desktop_->hand("mousemove 640 20"));
  std::this_thread::sleep_for(5s);
  const auto at = fs::last_write_time(marks_);
  std::this_thread::sleep_for(5s);
  EXPECT_EQ(fs::last_write_time(marks_), at);
  // And wakes up at once.
  ASSERT_TRUE(desktop_->hand("mousemove 600 20"));
  EXPECT_TRUE(wait([&] { return fs::last_write_time(marks_) > at; }));
}

TEST_F(WindowOnScreen, RemembersHowItWasSet) {
  for (const char* folded : {"theme", "language"}) {
    click("bar.more");
    ASSERT_TRUE(wait([&] { return marks().contains(folded); })) << folded;
    click(folded);
  }
  ASSERT_TRUE(wait([&] { return text("train") == "학습"; }));
  program_.reset();
  fs::remove(marks_);
  open();
  EXPECT_EQ(text("train"), "학습") << "it has forgotten Korean";
  EXPECT_EQ(text("scale"), "100 %");
}

TEST_F(WindowOnScreen, F11CoversTheScreenAndGoesBack) {
  program_.reset();
  fs::remove(marks_);
  open("1000x600");
  const auto right = [&] {
    const json all = marks();
    return all.is_object() && all.contains("bar.more") ? all["bar.more"]["rect"][2].get<double>() : 0;
  };
  EXPECT_LT(right(), 1000);
  ASSERT_TRUE(desktop_->hand("mousemove 500 20 key F11"));
  EXPECT_TRUE(wait([&] { return right() > 1200; })) << right();
  ASSERT_TRUE(desktop_->hand("key F11"));
  EXPECT_TRUE(wait([&] { return right() > 0 && right() < 1000; })) << right();
  // Full screen is not the size of the next start.
  ASSERT_TRUE(desktop_->hand("key F11"));
  EXPECT_TRUE(wait([&] { return right() > 1200; }));
  program_.reset();
  fs::remove(marks_);
  open("");
  EXPECT_LT(right(), 1000);
}

TEST_F(WindowOnScreen, ReopensWithTheRunsAndTheDraftThatWereLeft) {
  // A run of a step or two would not be kept.
  const auto steps = [&] { return text("status.steps").empty() ? 0 : std::stoi(text("status.steps")); };
  click("train");
  ASSERT_TRUE(wait([&] { return steps() >= 50; }));
  ASSERT_TRUE(desktop_->hand("mousemove 640 20 key space"));
  ASSERT_TRUE(wait([&] { return text("status") == "paused" || text("status") == "finished"; }));
  click("pane0");  // the menu of panels
  ASSERT_TRUE(wait([&] { return !text("pane0/runs").empty(); }));
  click("pane0/runs");
  ASSERT_TRUE(wait([&] { return !text("again.optimizer.sgd").empty(); }));
  click("again.optimizer.sgd");
  // The run that was left; once the new one has ended too, it is the second in the list.
  std::string kept;
  ASSERT_TRUE(wait([&] { return !(kept = text("run0") + text("run1")).empty(); })) << "the run that was left is gone";
  ASSERT_TRUE(wait([&] { return text("status") != "paused" && steps() >= 50; })) << text("status");
  const std::string method = text("optimizer.type");
  program_.reset();
  fs::remove(marks_);
  open();
  EXPECT_EQ(text("optimizer.type"), method);
  EXPECT_EQ(text("pane0.area"), "runs");
  ASSERT_TRUE(wait([&] { return !text("run1").empty(); })) << "the run in training was not kept";
  EXPECT_EQ(text("run1"), kept);
}

// The run stands at some step, and its autosave is on the disk.
TEST_F(WindowOnScreen, AKilledProgramOffersItsRunToTheNextOneBitForBit) {
  const auto steps = [&] { return text("status.steps").empty() ? 0 : std::stoi(text("status.steps")); };
  click("train");
  ASSERT_TRUE(wait([&] { return steps() >= 20; }));
  ASSERT_TRUE(desktop_->hand("mousemove 640 20 key space"));
  ASSERT_TRUE(wait([&] { return text("status") == "paused" || text("status") == "finished"; }));
  const int at = steps();
  fs::path left;
  ASSERT_TRUE(wait([&] { return fs::exists(left = autosave("run.npz")) && fs::exists(autosave("window.json")); }));
  std::this_thread::sleep_for(3s);  // what had changed meanwhile is written too
  program_->kill_now();
  const fs::path copy = folder_ / "left.npz", again = folder_ / "again.npz";
  fs::copy_file(left, copy);
  fs::remove(marks_);
  open();
  ASSERT_TRUE(wait([&] { return !text("rescued").empty(); })) << "nothing is offered";
  click("rescued.action");
  ASSERT_TRUE(wait([&] { return text("rescued").empty() && steps() == at; })) << steps() << " instead of " << at;
  // What was restored is saved in its turn, and is the same to the bit.
  ASSERT_TRUE(wait([&] { return fs::exists(autosave("run.npz")); }));
  EXPECT_EQ(bytes(autosave("run.npz")), bytes(copy));
}

TEST_F(WindowOnScreen, ATerminalThatClosesAndAScreenThatIsLostKeepTheRun) {
  const auto steps = [&] { return text("status.steps").empty() ? 0 : std::stoi(text("status.steps")); };
  for (const bool lost : {false, true}) {
    SCOPED_TRACE(lost ? "lost" : "hung up");
    click("train");
    ASSERT_TRUE(wait([&] { return steps() >= 20; }));
    if (lost) {
      desktop_ = nullptr;
      for (int i = 0; i < 200 && program_->running(); ++i) std::this_thread::sleep_for(50ms);
      ASSERT_FALSE(program_->running());
      desktop_ = std::make_unique<Desktop>(1280, 720);
      ASSERT_TRUE(desktop_->ready());
    } else {
      program_->end_by(SIGHUP);
    }
    EXPECT_TRUE(fs::exists(autosave("run.npz")));
    fs::remove(marks_);
    open();
    ASSERT_TRUE(wait([&] { return !text("rescued").empty(); })) << "nothing is offered";
    click("rescued.action1");
    ASSERT_TRUE(wait([&] { return text("rescued").empty(); }));
  }
}

TEST_F(WindowOnScreen, RacesInTheArenaUnderTheMouse) {
  ASSERT_TRUE(desktop_->hand("mousemove 640 20 key ctrl+2"));
  ASSERT_TRUE(wait([&] { return !text("table.0.f").empty(); })) << "the arena does not open";
  // The start of the first scene lies left of the middle, on the line y = 0, which halves the map.
  const std::string start = text("start.x");
  for (int i = 4; i < 40 && text("start.x") == start; ++i) {
    const double x = 0.09 + 0.9 * i / 80;
    ASSERT_TRUE(desktop_->hand("mousemove " + place("arena.map", x, 0.466) + " mousedown 1 sleep 0.1 mousemove " +
                               place("arena.map", x + 0.004, 0.466) + " sleep 0.3 mouseup 1"));
    std::this_thread::sleep_for(200ms);
  }
  EXPECT_NE(text("start.x"), start) << "the start cannot be dragged";
  ASSERT_TRUE(desktop_->hand("mousemove 640 20 key space"));
  EXPECT_TRUE(wait([&] { return text("status") == "120"; })) << "time stands at " << text("status");
  EXPECT_TRUE(wait([&] { return text("table.3.saddle").starts_with("left at"); })) << text("table.3.saddle");
  click("view.surface");
  EXPECT_TRUE(wait([&] { return !text("arena.surface").empty(); }));
  click("view.wins");
  EXPECT_TRUE(wait([&] { return text("arena.wins").find("Adam") != std::string::npos; })) << text("arena.wins");
}

}  // namespace
}  // namespace saddle
