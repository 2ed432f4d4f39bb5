// The arena as a user meets it: the real panels without a window.
#include <cmath>
#include <cstdlib>
#include <set>

#include <gtest/gtest.h>

#include "drawn_text.h"
#include "driver.h"
#include "labs/arena/typeset.h"

namespace saddle::app {
namespace {

class Arena : public Driver {
 public:
  explicit Arena(int width = 1600, int height = 1400, Settings settings = {})
      : Driver({.lab = "arena", .settings = settings}, width, height) {
    settle(6);
  }
  double number(std::string_view name) {
    const std::string shown = text(name);
    return shown.empty() || shown == "–" || shown == "∞" ? NAN : std::stod(shown);
  }
  void to_the_end() {
    key(ImGuiKey_End);
    settle(4);
  }
  void write_formula(const std::string& formula) {
    click("function.formula");
    key(ImGuiKey_A, true);
    write(formula);
    settle(6);
  }
  // Presses where the start's ring is, and pulls it.
  void drag_start(float dx, float dy) {
    const ui::Mark map = *mark("arena.map");
    const float x = map.left + ring_x * (map.right - map.left), y = map.top + ring_y * (map.bottom - map.top);
    move(x, y);
    frames(40);
    press();
    for (int i = 1; i <= 5; ++i) move(x + dx * static_cast<float>(i) / 5, y + dy * static_cast<float>(i) / 5);
    release();
    settle(4);
  }
  float ring_x = 0, ring_y = 0;
};

// Keys go to nobody while a text is edited.
constexpr const char* scene_of_the_book = "book-bowl";

// What was drawn is smaller letters in the field, and the list as ever.
TEST(ArenaLab, AListOpensWhereItsEntryIsTooLongForItsField) {
  Settings settings;
  settings.scale = 1.5;
  Arena user(1280, 720, settings);
  ASSERT_TRUE(user.click("scene"));
  user.frames(4);
  EXPECT_NE(user.mark("scene/monkey"), nullptr);
  std::string drawn;
  for (const DrawnRun& run : runs_of(*ImGui::GetDrawData())) drawn += run.text() + "\n";
  EXPECT_NE(drawn.find("monkey"), std::string::npos) << drawn;
}

TEST(ArenaLab, OneKeyAndSgdSticksWhileTheOthersLeave) {
  Arena user;
  EXPECT_EQ(user.text("status"), "0");
  EXPECT_EQ(user.text("table.0.saddle"), "–");
  user.key(ImGuiKey_Space);
  for (int i = 0; i < 800 && user.text("status") != "120"; ++i) user.frame();
  EXPECT_EQ(user.text("status"), "120") << "time stands still";
  EXPECT_EQ(user.text("arena.play"), "Play");
  EXPECT_EQ(user.text("table.0.saddle"), "stuck");
  for (const char* racer : {"1", "2", "3"})
    EXPECT_EQ(user.text(std::string("table.") + racer + ".saddle").substr(0, 7), "left at") << racer;
}

TEST(ArenaLab, AFormulaOfOnesOwnIsRacedOn) {
  Arena user;
  user.write_formula("x^2 + 4y^2");
  EXPECT_EQ(user.text("function"), "Your own");
  EXPECT_EQ(user.mark("function.fault"), nullptr);
  user.to_the_end();
  // From (-1.5, 0.001) by SGD at 0.02: x = -1.5 * 0.96^120.
  const double x = -1.5 * std::pow(1 - 0.04, 120);
  EXPECT_NEAR(user.number("table.0.f"), x * x, 1e-3 * x * x);
  EXPECT_NEAR(user.number("table.0.distance"), -x, 1e-2 * -x);
}

TEST(ArenaLab, AMistakeInTheFormulaIsPointedAtAndTheLastOneStays) {
  Arena user;
  user.to_the_end();
  const std::string before = user.text("table.1.f");
  user.write_formula("x^2 + * y");
  EXPECT_NE(user.text("function.fault").find("character 7"), std::string::npos) << user.text("function.fault");
  EXPECT_EQ(user.text("table.1.f"), before);
  user.write_formula("x^2 + y^2");
  EXPECT_EQ(user.mark("function.fault"), nullptr);
  user.write_formula("1/x + log(y) + sqrt(-1)");  // nothing but holes
  user.to_the_end();
  EXPECT_EQ(user.mark("function.fault"), nullptr);
}

TEST(ArenaLab, TimeGoesForthAndBackAndToBothEnds) {
  Arena user;
  user.click("arena.forward");
  user.click("arena.forward");
  EXPECT_EQ(user.text("status"), "2");
  user.click("arena.back");
  EXPECT_EQ(user.text("status"), "1");
  user.key('.');
  user.key('.');
  user.key(',');
  EXPECT_EQ(user.text("status"), "2");
  user.key(ImGuiKey_End);
  EXPECT_EQ(user.text("status"), "120");
  user.click("arena.rewind");
  EXPECT_EQ(user.text("status"), "0");
  const ui::Mark scrub = *user.mark("arena.scrub");
  user.move((scrub.left + scrub.right) / 2, (scrub.top + scrub.bottom) / 2);
  user.press();
  user.release();
  EXPECT_NEAR(user.number("status"), 60, 3);
}

TEST(ArenaLab, SpeedIsStepsASecond) {
  Arena user;
  user.type("arena.speed", "60");
  user.click("arena.rewind");
  user.click("arena.play");
  user.frames(31);  // of a sixtieth of a second each
  user.click("arena.play");
  EXPECT_NEAR(user.number("status"), 34, 4);
}

TEST(ArenaLab, ExplainsAStepInNumbers) {
  Arena user;
  user.choose("scene", scene_of_the_book);
  user.click("table.1");
  user.click("arena.forward");
  user.settle();
  EXPECT_EQ(user.text("arena.explained"), "Momentum, step 1 along x");
  EXPECT_EQ(user.text("arena.line0"), "g = df/dx = −0.7");
  EXPECT_EQ(user.text("arena.line1"), "v ← α·v − η·g = 0.9·0 − 0.1·(−0.7) = 0.07");
  EXPECT_EQ(user.text("arena.line2"), "w ← w + v = (−7) + 0.07 = −6.93");
  user.click("along.y");
  user.frame();
  EXPECT_EQ(user.text("arena.line0"), "g = df/dy = 4");
}

TEST(ArenaLab, TheScenesOfTheBookEndAsTheBookSays) {
  Arena user;
  user.choose("scene", "book-descent");
  user.to_the_end();
  // (-0.03459, 0.04612): f is the sum of the squares.
  EXPECT_NEAR(user.number("table.0.f"), 0.03459 * 0.03459 + 0.04612 * 0.04612, 2e-5);
  EXPECT_EQ(user.text("table.1.reached"), "diverged");
  EXPECT_NEAR(user.number("table.2.f"), 25, 0.05);
}

TEST(ArenaLab, TheStartIsDraggedOnTheMap) {
  Arena user;
  user.choose("scene", scene_of_the_book);
  user.to_the_end();
  const std::string x = user.text("start.x"), y = user.text("start.y"), f = user.text("table.0.f");
  const ui::Mark map = *user.mark("arena.map"), ring = *user.mark("arena.map.handle0");
  user.ring_y = 0.5f;
  user.move((ring.left + ring.right) / 2, (ring.top + ring.bottom) / 2);
  user.press();
  user.move(map.left + (map.right - map.left) * 0.3f, map.top + (map.bottom - map.top) * 0.3f);
  user.release();
  user.frames(2);
  const bool moved = user.text("start.x") != x && user.text("start.y") != y;
  ASSERT_TRUE(moved) << "there is no ring on the map";
  user.settle(4);
  EXPECT_NE(user.text("table.0.f"), f);
}

// Each control is moved, and the walks must change.
TEST(ArenaLab, EveryControlChangesTheComputation) {
  Arena user;
  user.choose("scene", scene_of_the_book);
  for (const Entry& entry : catalog::optimizers()) user.choose("racer.add", std::string(entry.name));
  user.to_the_end();
  const auto values = [&] {
    std::string all;
    for (const auto& [name, mark] : user.application().marks()) {
      if (name.starts_with("table.")) all += name + mark.text + "\n";
    }
    return all;
  };
  std::set<std::string> moved;
  const auto expect_change = [&](const std::string& name, const std::string& typed) {
    const std::string before = values();
    user.type(name, typed);
    user.to_the_end();
    EXPECT_NE(values(), before) << name;
    moved.insert(name);
  };
  expect_change("start.x", "-5");
  expect_change("start.y", "1.5");
  expect_change("noise", "0.5");
  expect_change("seed", "7");
  expect_change("steps", "17");
  expect_change("racer0.rate", "0.5");
  for (size_t i = 4; i < 4 + catalog::optimizers().size(); ++i) {
    const std::string racer = "racer" + std::to_string(i);
    // At its own rate Adam moves so little in 17 steps that three digits hide what the betas do.
    expect_change(racer + ".rate", "0.41");
    user.click(racer);
    user.settle();
    std::vector<std::string> properties;
    for (const auto& [name, mark] : user.application().marks()) {
      if (name.starts_with(racer + ".")) properties.push_back(name.substr(racer.size() + 1));
    }
    for (const std::string& property : properties) {
      if (property == "on" || property == "remove" || property == "color" || property == "name" || property == "rate" ||
          property == "own_start") {
        continue;
      }
      const bool small = property == "epsilon" || property == "learning_rate";
      expect_change(racer + "." + property, small ? "0.37" : "0.31");
    }
    user.click(racer);
    user.settle();
  }
  EXPECT_GT(moved.size(), 20u);
  const std::string before = values();
  user.click("racer1.on");
  user.settle();
  EXPECT_EQ(values().find("table.1."), std::string::npos);
  user.click("racer1.on");
  user.settle();
  EXPECT_EQ(values(), before);
  user.click("racer1.remove");
  user.settle();
  EXPECT_EQ(user.text("table.1"), "AdaGrad");
}

TEST(ArenaLab, UndoGoesBackWithinTheArena) {
  Arena user;
  user.type("start.x", "-1");
  EXPECT_EQ(user.text("start.x"), "-1");
  user.key(ImGuiKey_Z, true);
  user.settle();
  EXPECT_EQ(user.text("start.x"), "-1.5");
  user.key(ImGuiKey_Y, true);
  user.settle();
  EXPECT_EQ(user.text("start.x"), "-1");
}

TEST(ArenaLab, TheWinMapBelongsToWhoGetsLowest) {
  Arena user;
  user.click("view.wins");
  user.settle(6);
  // f = x^2 - y^2 falls for ever. In 120 steps Momentum's y grows about 1.17^120-fold, SGD's 1.04^120-fold, and those
  // of RMSProp and Adam by some steps of about their rate.
  EXPECT_EQ(user.text("arena.wins"), "SGD 0 %  Momentum 100 %  RMSProp 0 %  Adam 0 %  ");
  user.type("racer0.rate", "0.5");  // 2^120-fold
  user.settle(6);
  EXPECT_EQ(user.text("arena.wins"), "SGD 100 %  Momentum 0 %  RMSProp 0 %  Adam 0 %  ");
}

TEST(ArenaLab, TheSweepAndTheInsideAndTheSurfaceAreDrawn) {
  Arena user;
  user.click("chart.sweep");
  user.settle(4);
  EXPECT_EQ(user.text("arena.sweep"), "ready");
  user.click("chart.coordinates");
  user.click("table.3");
  user.settle(4);
  for (const char* strip : {"g", "m", "v", "rate"})
    EXPECT_NE(user.mark(std::string("arena.inside.") + strip), nullptr) << strip;
  user.click("view.surface");
  user.settle(4);
  const std::string azimuth = user.text("arena.surface");
  const PixelImage before = user.picture();
  user.drag("arena.surface", 80);
  EXPECT_NE(user.text("arena.surface"), azimuth);
  EXPECT_NE(user.picture().pixels, before.pixels);
}

// The numbers along the left side of what is marked.
std::vector<double> axis_beside(const ui::Mark& at) {
  std::vector<double> numbers;
  for (const DrawnRun& run : runs_of(*ImGui::GetDrawData())) {
    if (run.box.Max.x > at.left + 60 || run.box.Min.x < at.left || run.box.Min.y < at.top || run.box.Max.y > at.bottom)
      continue;
    std::string text = run.text();
    if (text.starts_with("−")) text.replace(0, std::string("−").size(), "-");
    char* end = nullptr;
    const double value = std::strtod(text.c_str(), &end);
    if (end != text.c_str() && *end == '\0') numbers.push_back(value);
  }
  return numbers;
}

TEST(ArenaLab, APoleDoesNotFlattenTheCurves) {
  Arena user;
  user.write_formula("1/x");
  user.to_the_end();
  for (const char* chart : {"descent", "sweep"}) {
    user.click(std::string("chart.") + chart);
    user.settle(6);
    const std::vector<double> axis = axis_beside(*user.mark(std::string("arena.") + chart));
    EXPECT_GE(axis.size(), 3U) << chart;
    // From -2 to 2 nine tenths of all values lie between -10 and 10.
    for (const double number : axis) EXPECT_LE(std::abs(number), 20) << chart;
  }
}

TEST(ArenaLab, TheSweepSaysThatASaddleIsLeftAndAMinimumReached) {
  Arena user;
  user.click("chart.sweep");
  user.settle(4);
  EXPECT_EQ(user.text("arena.sweep.reaches"), "gets away");
  user.choose("function", "bowl");
  user.settle(4);
  EXPECT_EQ(user.text("arena.sweep.reaches"), "arrives");
}

TEST(ArenaLab, AFunctionOfOneVariableHasATangent) {
  Arena user;
  user.choose("function", "parabola");
  user.settle(4);
  EXPECT_EQ(user.mark("start.y"), nullptr);
  EXPECT_FALSE(user.mark("view.surface")->enabled);
  EXPECT_NE(user.mark("arena.map"), nullptr);
}

TEST(ArenaLab, TheTabsAndTheirKeysOpenTheLabs) {
  Driver user({}, 1280, 900);
  EXPECT_NE(user.mark("train"), nullptr);
  user.key('2', true);
  user.settle();
  EXPECT_NE(user.mark("arena.play"), nullptr);
  EXPECT_EQ(user.mark("train"), nullptr);
  EXPECT_EQ(user.application().settings().lab, "arena");
  user.key('1', true);
  user.settle();
  EXPECT_NE(user.mark("train"), nullptr);
  user.click("lab.arena");
  user.settle();
  EXPECT_NE(user.mark("arena.play"), nullptr);
}

TEST(ArenaLab, EverythingHasRoom) {
  for (const auto& [width, height, scale] : {std::tuple{1280, 720, 1.0}, {1920, 1080, 1.0}, {3840, 2160, 2.0}}) {
    for (const char* language : {"en", "ko"}) {
      Settings settings;
      settings.scale = scale;
      settings.language = language;
      Arena user(width, height, settings);
      user.to_the_end();
      std::vector<ui::Mark> bar;
      for (const char* name : {"lab.network", "lab.arena", "arena.play", "arena.rewind", "arena.back", "arena.forward",
                               "arena.speed", "status", "language", "theme", "smaller", "scale", "larger"})
        bar.push_back(*user.mark(name));
      for (size_t i = 1; i < bar.size(); ++i)
        EXPECT_LE(bar[i - 1].right, bar[i].left) << bar[i].text << " at " << width << " in " << language;
      for (const char* name : {"arena.map", "arena.scrub", "arena.line0", "arena.descent", "scene", "function.formula",
                               "racer3.remove", "table.3.f", "view.wins", "chart.sweep"}) {
        const ui::Mark* mark = user.mark(name);
        ASSERT_NE(mark, nullptr) << name;
        EXPECT_GE(mark->left, 0) << name;
        EXPECT_LE(mark->right, static_cast<float>(width)) << name << " at " << width << " in " << language;
        EXPECT_LE(mark->bottom, static_cast<float>(height)) << name << " at " << height << " in " << language;
      }
    }
  }
}

TEST(Typeset, PrintsFormulasAsABookDoes) {
  EXPECT_EQ(typeset("v <- alpha * v - eta * g"), "v ← α·v − η·g");
  EXPECT_EQ(typeset("w - eta_t * m / (sqrt(v) + epsilon)"), "w − ηₜ·m / (√(v) + ε)");
  EXPECT_EQ(typeset("v + (1 - beta2)(g^2 - v)"), "v + (1 − β₂)(g² − v)");
}

}  // namespace
}  // namespace saddle::app
