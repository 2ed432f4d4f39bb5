#include <cmath>

#include <gtest/gtest.h>

#include "driver.h"
#include "model/panel.h"

namespace saddle::app {
namespace {

TEST(Shell, SpeaksKoreanAndEnglishWhileRunning) {
  Driver user;
  user.click("train");
  user.settle(5);
  const std::string english = user.text("train");
  user.click("language");
  user.settle();
  EXPECT_EQ(user.application().settings().language, "ko");
  EXPECT_EQ(user.text("train"), "일시정지");
  EXPECT_EQ(user.text("status"), "running");  // training did not notice
  user.click("language");
  user.settle();
  EXPECT_EQ(user.text("train"), english);
}

TEST(Shell, ThemeAndScaleChangeWhatIsSeen) {
  Driver user({}, 1600, 900);
  const PixelImage dark = user.picture();
  user.click("theme");
  user.frames(2);
  const PixelImage light = user.picture();
  const auto mean = [](const PixelImage& image) {
    double sum = 0;
    for (const uint8_t value : image.pixels) sum += value;
    return sum / static_cast<double>(image.pixels.size());
  };
  EXPECT_LT(mean(dark), 80);
  EXPECT_GT(mean(light), 180);
  const auto height = [&] { return user.mark("train")->bottom - user.mark("train")->top; };
  const float small = height();
  user.click("larger");
  user.frames(3);
  EXPECT_NEAR(height() / small, 1.1, 0.05);
  user.click("smaller");
  user.frames(3);
  EXPECT_FLOAT_EQ(height(), small);
}

// Nothing that can be clicked may lie outside the window or upon another control of the bar.
TEST(Shell, EverythingOnTheBarHasRoom) {
  for (const auto& [width, height, scale] :
       {std::tuple{1280, 720, 1.0}, {1920, 1080, 1.0}, {1920, 1080, 1.5}, {3840, 2160, 2.0}}) {
    for (const char* language : {"en", "ko"}) {
      Settings settings;
      settings.scale = scale;
      settings.language = language;
      Driver user({.settings = settings}, width, height);
      user.click("train");
      user.settle(30);
      std::vector<ui::Mark> bar;
      for (const char* name :
           {"train", "step", "reset", "status", "file", "language", "theme", "smaller", "scale", "larger", "keys.list"})
        if (const ui::Mark* mark = user.mark(name)) {
          bar.push_back(*mark);
        } else {
          EXPECT_NE(user.text("bar.more").find(name), std::string::npos) << name << " is neither on the bar nor folded";
        }
      for (const ui::Mark& mark : bar) {
        EXPECT_GE(mark.left, 0);
        EXPECT_LE(mark.right, static_cast<float>(width)) << mark.text << " at " << width << " in " << language;
      }
      for (size_t i = 1; i < bar.size(); ++i)
        EXPECT_LE(bar[i - 1].right, bar[i].left) << bar[i].text << " at " << width << " in " << language;
    }
  }
}

TEST(Shell, PanelsKeepToTheWindow) {
  for (const auto& [width, height, scale] : {std::tuple{1280, 720, 1.0}, {1920, 1080, 1.0}, {3840, 2160, 2.0}}) {
    Settings settings;
    settings.scale = scale;
    Driver user({.settings = settings}, width, height);
    for (const char* name : {"plot.loss", "plot.accuracy", "filters", "digit.canvas", "digit.preview", "digit.source",
                             "digit.prediction", "figure.rate", "preset"}) {
      const ui::Mark* mark = user.mark(name);
      ASSERT_NE(mark, nullptr) << name;
      EXPECT_GE(mark->left, 0) << name;
      EXPECT_LE(mark->right, static_cast<float>(width)) << name;
      EXPECT_LE(mark->bottom, static_cast<float>(height)) << name << " at " << height;
    }
    // One above the other, or beside each other where they would be too low to read.
    const ui::Mark loss = *user.mark("plot.loss"), accuracy = *user.mark("plot.accuracy");
    EXPECT_TRUE(loss.bottom <= accuracy.top || loss.right <= accuracy.left);
    EXPECT_LE(accuracy.bottom, user.mark("filters")->top);
  }
}

// Every panel in a narrow pane, in both languages, with runs to compare: what does not scroll must be seen whole.
TEST(Shell, EveryPanelHasRoomInANarrowPane) {
  for (const auto& [width, height, scale] : {std::tuple{1280, 720, 1.0}, {1920, 1080, 1.0}, {3840, 2160, 2.0}}) {
    for (const char* language : {"en", "ko"}) {
      for (const PanelType& panel : panels::all()) {
        Settings settings;
        settings.scale = scale;
        settings.language = language;
        settings.workspace = {.arrangement = "two", .panes = {std::string(panel.name)}};
        // The plane is for data of two inputs; with others its pane is given to another panel.
        Driver user({.experiment = panel.name == "plane" ? "circles" : "first-light", .settings = settings}, width,
                    height);
        for (int run = 0; run < 2; ++run) {
          user.click("train");
          user.settle(4);
          user.click("reset");
          user.settle();
        }
        const ui::Mark pane = *user.mark("pane0.area");
        ASSERT_EQ(pane.text, panel.name);
        for (const auto& [name, mark] : user.application().marks()) {
          EXPECT_LE(mark.right, static_cast<float>(width)) << name << " at " << width << " in " << language;
          const float middle = (mark.left + mark.right) / 2;
          if (name.ends_with(".area") || name.starts_with("run") || mark.top < pane.top || middle > pane.right ||
              middle < pane.left)
            continue;
          EXPECT_GE(mark.left, pane.left) << name << " at " << width << " in " << language;
          EXPECT_LE(mark.right, pane.right + 1) << name << " at " << width << " in " << language;
          EXPECT_LE(mark.bottom, pane.bottom + 1) << name << " at " << width << " in " << language;
        }
      }
    }
  }
}

TEST(Shell, ShowsARunThatBeganElsewhere) {
  auto session = std::make_shared<Session>(Session::Threading::manual);
  Experiment experiment;
  experiment.name = "Elsewhere";
  experiment.data = {"procedural_digits", {{"train", 100}, {"test", 10}}};
  experiment.network = {{.name = {}, .type = "dense", .properties = {{"units", 10}}}};
  experiment.training = {{"batch_size", 50}, {"epochs", 3}, {"threads", 1}};
  session->send(command::Start{.experiment = experiment, .run = true});
  while (session->pump()) {
  }
  Driver user({.run = session});
  EXPECT_EQ(user.text("status"), "finished");
  EXPECT_EQ(user.now().steps, 6);
  EXPECT_EQ(user.draft(), experiment);
}

TEST(Shell, SaysWhatIsWrongWithAFileThatIsOpened) {
  Driver user;
  user.application().open("/nowhere/experiment.json");
  user.frames(2);
  EXPECT_NE(user.text("notice").find("/nowhere/experiment.json"), std::string::npos);
  user.click("notice.action");
  user.frames(2);
  EXPECT_EQ(user.mark("notice"), nullptr);
}

TEST(Shell, AnUnknownLabOrExperimentIsAnErrorThatNamesIt) {
  for (const ApplicationOptions& options :
       {ApplicationOptions{.lab = "netwrok"}, ApplicationOptions{.experiment = "frist-light"}}) {
    try {
      Driver user(options);
      FAIL() << "opened";
    } catch (const Error& error) {
      const std::string text = error.what();
      EXPECT_TRUE(text.find("netwrok") != text.npos || text.find("frist-light") != text.npos) << text;
    }
  }
}

TEST(Shell, EscapeLeavesNoFrameAroundARegion) {
  Driver user({}, 1280, 720);
  ImGui::GetIO().ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
  user.click("language");
  user.click("language");
  user.move(640, 1);
  user.settle();
  const PixelImage before = user.picture();
  for (int press = 0; press < 3; ++press) {
    user.press({.key = ui::key::escape});
    user.frames(2);
    EXPECT_EQ(user.picture().pixels, before.pixels);
  }
}

TEST(Shell, ATooltipMakesWayForWhatAClickChanges) {
  const auto shown = [] {
    const ImGuiWindow* tooltip = ImGui::FindWindowByName("##Tooltip_00");
    return tooltip && tooltip->Active;
  };
  Driver user;
  const ui::Mark at = *user.mark("reset");
  const float x = (at.left + at.right) / 2, y = (at.top + at.bottom) / 2;
  user.move(x, y);
  user.frames(3);
  EXPECT_TRUE(shown());
  user.press(), user.release();
  user.frames(3);
  EXPECT_FALSE(shown());
  user.move(x + 10, y);
  user.frames(3);
  EXPECT_FALSE(shown()) << "it would cover the neighbors";
  user.move(x, y + 300);
  user.frames(3);
  user.move(x + 10, y);
  user.frames(3);
  EXPECT_TRUE(shown());
}

}  // namespace
}  // namespace saddle::app
