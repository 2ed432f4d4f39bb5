// Every lab and every panel at a grid of sizes, scales and languages: nothing is cut, and nothing lies over anything.
// SADDLE_UI_FULL=1 tries the whole grid.
#include <algorithm>
#include <cstdlib>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "driver.h"
#include "layout_faults.h"
#include "model/panel.h"

namespace saddle::app {
namespace {

// ---- The detector itself

// A frame of plain ImGui, with what a test puts into it.
template <class Draw>
std::vector<std::string> faults_in(const Draw& draw) {
  ImGuiContext* const context = ImGui::CreateContext();
  ImGui::SetCurrentContext(context);
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.DisplaySize = {600, 400};
  io.DeltaTime = 1.0f / 60;
  unsigned char* alpha = nullptr;
  int width = 0, height = 0;
  io.Fonts->GetTexDataAsAlpha8(&alpha, &width, &height);
  ui::Marks marks;
  std::vector<std::string> faults;
  for (int frame = 0; frame < 3; ++frame) {
    marks.clear();
    ImGui::NewFrame();
    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize({600, 400});
    ImGui::Begin("window", nullptr, ImGuiWindowFlags_NoDecoration);
    draw(marks);
    ImGui::End();
    ImGui::Render();
    faults = layout_faults(*ImGui::GetDrawData(), marks);
  }
  ImGui::DestroyContext(context);
  return faults;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string all;
  for (const std::string& line : lines) all += line + "\n";
  return all;
}

ui::Mark item() {
  const ImVec2 from = ImGui::GetItemRectMin(), to = ImGui::GetItemRectMax();
  return {.left = from.x,
          .top = from.y,
          .right = to.x,
          .bottom = to.y,
          .text = {},
          .window = ImGui::GetCurrentWindowRead()->RootWindow->ID,
          .seen_left = from.x,
          .seen_top = from.y,
          .seen_right = to.x,
          .seen_bottom = to.y};
}

TEST(LayoutFaults, AreNotSeenWhereThereAreNone) {
  const auto found = faults_in([](ui::Marks& marks) {
    ImGui::Text("A line of words");
    ImGui::Button("Press");
    marks["press"] = item();
    ImGui::SameLine();
    ImGui::Button("Also");
    marks["also"] = item();
    ImGui::BeginChild("list", {0, 60});  // one scrolls to the rest
    for (int i = 0; i < 20; ++i) ImGui::Text("line %d", i);
    ImGui::EndChild();
    ImGui::TextWrapped("%s", std::string(300, 'w').append(" and some more words").c_str());
  });
  EXPECT_EQ(joined(found), "");
}

TEST(LayoutFaults, TextUponTextIsSeen) {
  const auto found = faults_in([](ui::Marks&) {
    ImGui::SetCursorPos({20, 20});
    ImGui::Text("status");
    ImGui::SetCursorPos({50, 24});
    ImGui::Text("Reset");
  });
  EXPECT_NE(joined(found).find("\"Reset\" lies on \"status\""), std::string::npos) << joined(found);
}

TEST(LayoutFaults, TextThatIsCutIsSeen) {
  // Where the edge lies between two letters, nothing shows that more were to come; elsewhere it is seen.
  int buttons = 0;
  for (int more = 0; more < 7; ++more) {
    const auto found = faults_in([&](ui::Marks&) {
      ImGui::Button("Range: automatic", {static_cast<float>(60 + more), 0});
    });
    buttons += found.size() == 1 && found.front().find("is cut") != std::string::npos;
  }
  EXPECT_GE(buttons, 3);
  const auto low = faults_in([](ui::Marks&) {
    ImGui::BeginChild("low", {200, 22}, false, ImGuiWindowFlags_NoScrollbar);
    ImGui::SetCursorPos({4, 14});
    ImGui::GetWindowDrawList()->AddText(ImGui::GetCursorScreenPos(), IM_COL32_WHITE, "half a line");
    ImGui::EndChild();
  });
  EXPECT_NE(joined(low).find("is cut"), std::string::npos);
}

TEST(LayoutFaults, WidgetsThatOverlapAreSeen) {
  const auto found = faults_in([](ui::Marks& marks) {
    ImGui::SetCursorPos({20, 20});
    ImGui::Button("##a", {80, 20});
    marks["first"] = item();
    ImGui::SetCursorPos({90, 30});
    ImGui::Button("##b", {80, 20});
    marks["second"] = item();
  });
  EXPECT_NE(joined(found).find("first and second overlap"), std::string::npos) << joined(found);
}

// ---- The window

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
  if (!whole_grid()) return {{1, "en"}, {1, "ko"}, {1.5, "ko"}};
  std::vector<Look> all;
  for (const double scale : {0.8, 1.0, 1.25, 1.5, 2.0, 3.0})
    for (const char* language : {"en", "ko"}) all.push_back({scale, language});
  return all;
}

// Draws what the window shows at each size, and reports the faults.
void expect_room(Driver& user, const std::string& what) {
  ImGuiIO& io = ImGui::GetIO();
  const ImVec2 before = io.DisplaySize;
  for (const Size& size : sizes()) {
    io.DisplaySize = {static_cast<float>(size.width), static_cast<float>(size.height)};
    user.frames(4);
    const auto faults = layout_faults(*ImGui::GetDrawData(), user.application().marks());
    EXPECT_TRUE(faults.empty()) << what << " at " << size.width << "x" << size.height << ", "
                                << user.application().settings().scale << " times as large, "
                                << user.application().settings().language << ":\n"
                                << joined(faults);
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

void train_a_little(Driver& user) {
  user.click("train");
  user.settle(6);
  user.click("train");
  user.settle(4);
}

TEST_P(Layout, EveryPanelHasRoom) {
  const auto names = panels_but({"plane", "filters", "feature_maps"});
  Wide user({.experiment = "first-light"});
  expect_room_for(user, {"curves", "gradients", "confusion", "digit"}, "before training");
  train_a_little(user);
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
  train_a_little(user);
  expect_room_for(user, {"curves", "runs"}, "with runs beside");
}

TEST_P(Layout, PanelsOfPointsAndOfPicturesHaveRoom) {
  {
    Wide user({.experiment = "circles"});
    train_a_little(user);
    expect_room_for(user, {"plane", "builder", "data", "prediction"}, "circles");
  }
  Wide user({.experiment = "simple-convnet", .data_directory = "/nowhere"});
  user.choose("data.set", "procedural_digits");
  user.click("reset");
  user.settle();
  train_a_little(user);
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

INSTANTIATE_TEST_SUITE_P(Looks, Layout, testing::ValuesIn(looks()), [](const auto& instance) {
  return fmt::format("{}_{:.0f}", instance.param.language, 100 * instance.param.scale);
});

}  // namespace
}  // namespace saddle::app
