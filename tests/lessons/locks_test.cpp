// A lesson locks what it does not need wherever it can be changed: in fields, and by dragging in a picture.
#include <algorithm>

#include <gtest/gtest.h>

#include "../folder.h"
#include "../ui/driver.h"
#include "lessons/files.h"
#include "saddle/text_file.h"

namespace saddle::app {
namespace {

// A lesson of one step, with that stage.
class StagedLesson : public Driver {
 public:
  explicit StagedLesson(const Folder& folder, const std::string& stage)
      : Driver({.lesson = written(folder, stage)}, 1280, 720) {
    settle(6);
    while (application().lessons().busy()) settle();
  }
  // Takes hold of a widget in its middle, moves by some pixels, and lets go; the picture lies as before in the end.
  void pull(const std::string& name, float by_x, float by_y) {
    ASSERT_TRUE(mark(name)) << name;
    const ui::Mark at = *mark(name);
    const float x = (at.left + at.right) / 2, y = (at.top + at.bottom) / 2;
    move(x, y);
    frames(2);
    press();
    for (int part = 1; part <= 4; ++part)
      move(x + by_x * static_cast<float>(part) / 4, y + by_y * static_cast<float>(part) / 4);
    release();
    settle();
  }

 private:
  static std::string written(const Folder& folder, const std::string& stage) {
    std::string text = sound_lesson();
    const size_t begin = text.find("- lab: network"), end = text.find("## Look");
    text.replace(begin, end - begin, stage + "\n\n");
    const size_t steps = text.find("## Predict"), claims = text.find("## Claims");
    text.erase(steps, claims - steps);
    for (const char* gone : {"- point: optimizer.type\n", "(mark:panel.curves)"}) {
      for (size_t at = text.find(gone); at != text.npos; at = text.find(gone)) text.erase(at, std::string(gone).size());
    }
    for (const char bracket : {'[', ']'}) {
      for (size_t at = text.find(bracket); at != text.npos; at = text.find(bracket)) text.erase(at, 1);
    }
    const auto file = folder / "small-lesson.md";
    write_text_file(file, text);
    return file.string();
  }
};

struct Picture {
  const char *stage, *mark, *live;  // live: what the picture drags
  float by_x = 40, by_y = 25;
};

class LockedPicture : public testing::TestWithParam<Picture> {
 protected:
  // Whether a drag in the picture sets anything.
  static bool drags(const std::string& live) {
    const Picture& picture = GetParam();
    Folder folder;
    StagedLesson user(folder, std::string(picture.stage) + "\n- live: " + live);
    const auto before = user.application().document().labs;
    user.pull(picture.mark, picture.by_x, picture.by_y);
    return user.application().document().labs != before;
  }
};

TEST_P(LockedPicture, IsDraggedWhereItIsNeededAndNowhereElse) {
  EXPECT_TRUE(drags(GetParam().live));
  EXPECT_FALSE(drags("nothing.here"));
}

constexpr Picture pictures[] = {
    {"- lab: concepts\n- page: perceptron", "perceptron.plane.handle0", "perceptron.w1, perceptron.b"},
    {"- lab: concepts\n- page: perceptron", "perceptron.plane.handle1", "perceptron.plane"},
    {"- lab: concepts\n- page: numerical_derivative", "numerical_derivative.curve.handle0", "numerical_derivative.h"},
    {"- lab: concepts\n- page: numerical_derivative", "numerical_derivative.curve.handle1", "numerical_derivative.x"},
    {"- lab: concepts\n- page: activation", "activation.curves.handle0", "activation.x"},
    {"- lab: concepts\n- page: gradient_descent", "gradient_descent.plane.handle0", "gradient_descent.x"},
    {"- lab: concepts\n- page: softmax", "softmax.logits.handle1", "softmax.a2"},
    {"- lab: arena\n- scene: rates", "arena.map.handle0", "start.x, start.y"},
};
INSTANTIATE_TEST_SUITE_P(Pictures, LockedPicture, testing::ValuesIn(pictures), [](const auto& one) {
  std::string name = one.param.mark;
  std::ranges::replace(name, '.', '_');
  return name;
});

TEST(LessonLocks, TheBuilderKeepsTheNetwork) {
  const auto network_after = [](const std::string& live) {
    Folder folder;
    StagedLesson user(folder, "- lab: network\n- experiment: xor-learned\n- panels: builder\n- live: " + live);
    user.click("builder.node.dense_1");
    user.key('D', true);
    user.settle();
    user.key(ImGuiKey_Delete);
    user.settle();
    user.key('D', true);
    user.settle();
    return user.draft().network.size();
  };
  EXPECT_EQ(network_after("rate"), 3u);
  EXPECT_NE(network_after("builder.*"), 3u);
}

// With Delete over the stack of layers, and by dragging a card.
TEST(LessonLocks, TheStackOfLayersKeepsItsOrder) {
  const auto types_after = [](const std::string& live) {
    Folder folder;
    StagedLesson user(folder, "- lab: network\n- experiment: xor-learned\n- panels: curves\n- live: " + live);
    user.pull("layer0", 0, 90);
    const ui::Mark at = *user.mark("layer1");
    user.move((at.left + at.right) / 2, (at.top + at.bottom) / 2);
    user.frames(3);
    user.key(ImGuiKey_Delete);
    user.settle();
    std::string types;
    for (const Node& node : user.draft().network) types += node.type + " ";
    return types;
  };
  EXPECT_EQ(types_after("rate"), "dense tanh dense ");
  EXPECT_NE(types_after("layer*"), "dense tanh dense ");
}

}  // namespace
}  // namespace saddle::app
