// The detector of layout faults finds what is planted, and nothing where there is nothing.
#include "layout_faults.h"

#include <gtest/gtest.h>
#include <imgui_internal.h>

namespace saddle::app {
namespace {

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
  EXPECT_EQ(in_lines(found), "");
}

TEST(LayoutFaults, TextUponTextIsSeen) {
  const auto found = faults_in([](ui::Marks&) {
    ImGui::SetCursorPos({20, 20});
    ImGui::Text("status");
    ImGui::SetCursorPos({50, 24});
    ImGui::Text("Reset");
  });
  EXPECT_NE(in_lines(found).find("\"Reset\" lies on \"status\""), std::string::npos) << in_lines(found);
}

TEST(LayoutFaults, TextThatIsCutIsSeen) {
  // Where the edge lies between two letters, nothing shows that more were to come; elsewhere it is seen.
  int buttons = 0;
  for (int more = 0; more < 7; ++more) {
    const auto aside = faults_in([&](ui::Marks&) {
      ImGui::SetCursorPos({static_cast<float>(560 + more), 20});
      ImGui::Text("over the edge");
    });
    EXPECT_NE(in_lines(aside).find("beyond the right edge"), std::string::npos) << in_lines(aside);
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
  EXPECT_NE(in_lines(low).find("is cut"), std::string::npos);
}

TEST(LayoutFaults, AnEntryIsShortenedWithAnEllipsis) {
  const auto found = [](const char* shown) {
    return in_lines(faults_in([&](ui::Marks& marks) {
      ImGui::Button(shown);
      marks["list"] = item();
      marks["list"].cut = true;
      marks["list"].text = "Softmax cross entropy";
    }));
  };
  EXPECT_NE(found("Softmax cro").find("does not end in an ellipsis"), std::string::npos);
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
  EXPECT_NE(in_lines(found).find("first and second overlap"), std::string::npos) << in_lines(found);
}

}  // namespace
}  // namespace saddle::app
