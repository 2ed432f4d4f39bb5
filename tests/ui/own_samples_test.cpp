// What a user draws, types or brings from a file, and the answer of the network to that.
#include <gtest/gtest.h>

#include "../folder.h"
#include "driver.h"
#include "model/file_on_clipboard.h"
#include "panels/digit/raster.h"
#include "saddle/picture.h"

namespace saddle::app {
namespace {

const std::string seven = SADDLE_TEST_DATA "/seven.png";

void hover(Driver& user, const char* name) {
  const ui::Mark at = *user.mark(name);
  user.move((at.left + at.right) / 2, (at.top + at.bottom) / 2);
  user.frame();
}

TEST(Drawing, AnEraserTakesInkAwayAndUndoBringsItBack) {
  Driver user;
  user.stroke({{0.2f, 0.2f}, {0.8f, 0.2f}});
  user.stroke({{0.2f, 0.8f}, {0.8f, 0.8f}});
  const auto both = user.application().focus().drawn;
  user.choose("digit.tool", "eraser");
  user.type("digit.width", "20");
  user.stroke({{0.1f, 0.8f}, {0.9f, 0.8f}});
  const auto one = user.application().focus().drawn;
  const auto ink = [](const std::vector<float>& digit) {
    float sum = 0;
    for (const float value : digit) sum += value;
    return sum;
  };
  ASSERT_NE(one, nullptr);
  EXPECT_LT(ink(*one), ink(*both));
  Driver other;
  other.stroke({{0.2f, 0.2f}, {0.8f, 0.2f}});
  EXPECT_EQ(*one, *other.application().focus().drawn) << "as if the second stroke had never been";
}

TEST(Drawing, ControlZOverTheCanvasTakesAStrokeBackAndLeavesTheExperiment) {
  Driver user;
  user.choose("optimizer.type", "sgd");
  user.stroke({{0.2f, 0.2f}, {0.8f, 0.2f}});
  user.stroke({{0.2f, 0.8f}, {0.8f, 0.8f}});
  hover(user, "digit.canvas");
  const auto press = [&](ui::Chord chord) {
    user.Headless::press(chord);
    user.settle();
  };
  press({.key = 'Z', .control = true});
  EXPECT_EQ(user.text("digit.canvas"), "1 strokes");
  press({.key = 'Z', .control = true});
  press({.key = 'Z', .control = true});
  EXPECT_EQ(user.text("digit.canvas"), "0 strokes");
  EXPECT_EQ(user.draft().optimizer.type, "sgd") << "one press too many changes nothing else";
  press({.key = 'Y', .control = true});
  press({.key = 'Z', .control = true, .shift = true});
  EXPECT_EQ(user.text("digit.canvas"), "2 strokes");
  user.click("digit.clear");
  user.settle();
  hover(user, "digit.canvas");
  press({.key = 'Z', .control = true});
  EXPECT_EQ(user.text("digit.canvas"), "2 strokes") << "clearing is undone too";
  hover(user, "optimizer.type");
  press({.key = 'Z', .control = true});
  EXPECT_EQ(user.draft().optimizer.type, "adam") << "elsewhere it is the experiment's";
}

TEST(Drawing, OutlivesThePanelAndIsStillTakenBackStrokeByStroke) {
  Driver user({.settings = {.workspace = {.arrangement = "one", .panes = {"digit"}}}}, 1280, 720);
  user.stroke({{0.2f, 0.2f}, {0.8f, 0.2f}});
  user.stroke({{0.2f, 0.8f}, {0.8f, 0.8f}});
  user.choose("pane0.panel", "curves");
  user.choose("pane0.panel", "digit");
  EXPECT_EQ(user.text("digit.canvas"), "2 strokes");
  user.click("digit.undo");
  user.settle();
  EXPECT_EQ(user.text("digit.canvas"), "1 strokes");
  user.click("digit.undo");
  user.settle();
  EXPECT_EQ(user.text("digit.canvas"), "0 strokes");
}

TEST(Drawing, APictureIsReadAsPredictReadsIt) {
  Driver user;
  user.application().open(seven);
  user.settle();
  EXPECT_EQ(user.text("digit.prediction").substr(0, 2), "7 ") << user.text("digit.prediction");
  // It lies on the canvas: a stroke over it is added to it.
  const auto alone = user.application().focus().drawn;
  user.stroke({{0.1f, 0.95f}, {0.9f, 0.95f}});
  EXPECT_NE(*user.application().focus().drawn, *alone);
  hover(user, "digit.canvas");
  user.Headless::press({.key = 'Z', .control = true});
  user.settle();
  EXPECT_EQ(*user.application().focus().drawn, *alone);
}

TEST(Drawing, APathOnTheClipboardIsPastedAsAPicture) {
  Driver user;
  hover(user, "digit.canvas");
  ImGui::SetClipboardText(("file://" + seven + "\r\n").c_str());
  user.Headless::press({.key = 'V', .control = true});
  user.settle();
  EXPECT_EQ(user.text("digit.prediction").substr(0, 2), "7 ");
  ImGui::SetClipboardText("no path");
  user.Headless::press({.key = 'V', .control = true});
  user.frames(2);
  EXPECT_NE(user.text("digit.paste"), "");
  EXPECT_EQ(user.text("digit.prediction").substr(0, 2), "7 ") << "and what was there stays";
  user.click("digit.clear");
  EXPECT_EQ(user.text("digit.paste"), "") << "until the next click";
  // Nor does it matter where the mouse is.
  hover(user, "pane0");
  ImGui::SetClipboardText(seven.c_str());
  user.Headless::press({.key = 'V', .control = true});
  user.settle();
  EXPECT_EQ(user.text("digit.prediction").substr(0, 2), "7 ");
}

TEST(Drawing, APictureBringsThePanelThatReadsIt) {
  Driver user({.settings = {.workspace = {.arrangement = "one", .panes = {"curves"}}}}, 1280, 720);
  ASSERT_EQ(user.text("pane0.area"), "curves");
  user.application().open(seven);
  user.settle();
  EXPECT_EQ(user.text("pane0.area"), "digit");
  EXPECT_EQ(user.text("digit.prediction").substr(0, 2), "7 ");
}

TEST(Clipboard, FilesAreNamedAsProgramsCopyThem) {
  EXPECT_EQ(file_on_clipboard("/tmp/a b.png"), "/tmp/a b.png");
  EXPECT_EQ(file_on_clipboard("  \"/tmp/a.png\"\r\n"), "/tmp/a.png");
  EXPECT_EQ(file_on_clipboard("'/tmp/a.png'"), "/tmp/a.png");
  EXPECT_EQ(file_on_clipboard("copy\nfile:///tmp/a%20b.png\nfile:///tmp/c.png"), "/tmp/a b.png");
  EXPECT_EQ(file_on_clipboard("file://localhost/tmp/%ED%8A%A4.png"), "/tmp/튤.png");
  EXPECT_EQ(file_on_clipboard("x-special/nautilus-clipboard\ncopy\nfile:///a.png\n"), "/a.png");
  EXPECT_EQ(file_on_clipboard("file:///100%"), "/100%");
  for (const char* none : {"", "hello", "/", "a/b.png", "https://x.org/a.png", "file://", "\n\n", "'"})
    EXPECT_EQ(file_on_clipboard(none), "") << none;
}

TEST(OwnSamples, ATableModelAnswersARowThatIsTyped) {
  const Folder folder;
  std::string table = "size,color,kind\n";
  for (int i = 0; i < 40; ++i) table += std::to_string(i % 5) + (i % 2 ? ",red,apple\n" : ",yellow,pear\n");
  const std::string path = folder.write("fruit.csv", table).string();
  Driver user({.settings = {.workspace = {.arrangement = "two", .panes = {"prediction", "curves"}}}}, 1280, 720);
  user.application().open(path);  // a table makes an experiment
  user.settle();
  for (int times = 0; times < 8; ++times) {
    user.click("train");
    user.finish();
  }
  ASSERT_EQ(user.now().classes, (std::vector<std::string>{"apple", "pear"}));
  user.choose("prediction.source", "drawn");
  EXPECT_EQ(user.text("prediction.columns"), "size, color");
  user.click("prediction.row");
  user.write("3, red");
  user.settle(6);
  EXPECT_EQ(user.text("prediction").substr(0, 12), "drawn apple ") << user.text("prediction");
  user.click("prediction.row");
  user.key(ImGuiKey_A, true);
  user.write("3, blue");
  user.settle(6);
  EXPECT_NE(user.text("prediction.row.issue").find("\"blue\""), std::string::npos) << user.text("prediction.row.issue");
}

TEST(OwnSamples, AModelOfColoredPicturesAnswersOneThatIsDropped) {
  const Folder folder;
  for (int i = 0; i < 12; ++i) {
    for (const auto& [name, red, blue] : {std::tuple{"red", 220, 20}, {"blue", 20, 220}}) {
      PixelImage picture{.width = 12, .height = 9, .channels = 3};
      for (int pixel = 0; pixel < 12 * 9; ++pixel) {
        for (const int value : {red - i, 10 + i, blue - i}) picture.pixels.push_back(static_cast<uint8_t>(value));
      }
      std::filesystem::create_directories(folder / "p" / name);
      write_png(folder / "p" / name / (std::to_string(i) + ".png"), picture);
    }
  }
  Driver user({.settings = {.workspace = {.arrangement = "two", .panes = {"digit", "curves"}}}}, 1280, 720);
  user.application().open((folder / "p").string());
  user.settle();
  user.click("train");
  user.finish();
  ASSERT_EQ(user.now().sample.rank(), 3);
  user.application().open((folder / "p" / "red" / "3.png").string());
  user.settle(6);
  EXPECT_EQ(user.text("pane0.area"), "prediction");
  EXPECT_EQ(user.text("prediction").substr(0, 10), "drawn red ") << user.text("prediction");
}

}  // namespace
}  // namespace saddle::app
