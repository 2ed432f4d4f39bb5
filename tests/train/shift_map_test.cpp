#include "saddle/shift_map.h"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "nets.h"
#include "saddle/canvas.h"
#include "saddle/trainer.h"

namespace saddle {
namespace {

using Axes = AnswerMapQuestion::Axes;

struct Asking {
  Trainer trainer = [] {
    Experiment experiment = experiment_of(
        {node("conv2d", {{"filters", 6}}), node("relu"), node("max_pool2d"), node("dense", {{"units", 10}})},
        {{"batch_size", 50}});
    experiment.data = {"procedural_digits", {{"train", 500}, {"test", 30}}};
    Trainer made(experiment, load_dataset(experiment.data));
    for (int i = 0; i < 40; ++i) made.step();
    return made;
  }();
  Model model = trainer.model();
  std::vector<float> picture = [this] {
    std::vector<float> values(784);
    trainer.dataset().copy_sample(trainer.dataset().test, 4, values.data());
    return values;
  }();
};

// Written again, from the definition.
std::vector<float> by_hand(const std::vector<float>& picture, int dx, int dy) {
  std::vector<float> moved(784, 0.0f);
  for (int y = 0; y < 28; ++y) {
    for (int x = 0; x < 28; ++x) {
      const int from_x = x - dx, from_y = y - dy;
      if (from_x >= 0 && from_x < 28 && from_y >= 0 && from_y < 28)
        moved[static_cast<size_t>(y * 28 + x)] = picture[static_cast<size_t>(from_y * 28 + from_x)];
    }
  }
  return moved;
}

TEST(ShiftMap, EveryCellIsWhatIsSaidOfTheShiftedPicture) {
  const Asking asking;
  for (const bool centered_again : {false, true}) {
    const AnswerMap map = answer_map(asking.model, {.picture = asking.picture, .reach = 9, .centered = centered_again});
    ASSERT_EQ(map.columns, 19);
    ASSERT_EQ(map.rows, 19);
    ASSERT_EQ(map.classes, 10);
    for (int row = 0; row < map.rows; ++row) {
      for (int column = 0; column < map.columns; ++column) {
        std::vector<float> moved = by_hand(asking.picture, column - 9, row - 9);
        if (centered_again) {
          const auto form = mnist_form({28, 28, moved});
          moved.assign(form.begin(), form.end());
        }
        const std::vector<float> expected = asking.model.predict(moved);
        const size_t cell = map.cell(row, column);
        const auto begin = map.probabilities.begin() + static_cast<std::ptrdiff_t>(cell) * 10;
        ASSERT_EQ(std::vector<float>(begin, begin + 10), expected) << row << ", " << column;
        const auto best = std::ranges::max_element(expected);
        ASSERT_EQ(map.answers[cell], best - expected.begin());
        ASSERT_EQ(map.confidences[cell], *best);
        ASSERT_EQ(map.placements[cell], (Placement{static_cast<double>(column - 9), static_cast<double>(row - 9)}));
      }
    }
  }
}

TEST(ShiftMap, CenteringMakesShiftsHarmless) {
  const Asking asking;
  const AnswerMap map = answer_map(asking.model, {.picture = asking.picture, .reach = 3, .centered = true});
  const auto inked = [](const std::vector<float>& picture) {
    return std::ranges::count_if(picture, [](float value) { return value > 0; });
  };
  int whole = 0;
  for (int row = 0; row < 7; ++row) {
    for (int column = 0; column < 7; ++column) {
      if (inked(by_hand(asking.picture, column - 3, row - 3)) != inked(asking.picture)) continue;  // some left sight
      ++whole;
      EXPECT_EQ(map.confidences[map.cell(row, column)], map.confidences[map.cell(3, 3)]);
    }
  }
  EXPECT_GT(whole, 15);
  const AnswerMap without = answer_map(asking.model, {.picture = asking.picture, .reach = 3});
  EXPECT_NE(*std::ranges::min_element(without.confidences), *std::ranges::max_element(without.confidences));
}

TEST(ShiftMap, AQuarterTurnMovesEveryPixelWhereItBelongs) {
  std::vector<float> picture(784, 0.0f);
  picture[3 * 28 + 5] = 1;  // row 3, column 5
  const std::vector<float> turned = placed(picture, {1, 28, 28}, {.turn = 90});
  // Clockwise: up becomes right. (x, y) from the middle becomes (-y, x).
  for (int i = 0; i < 784; ++i) EXPECT_NEAR(turned[static_cast<size_t>(i)], i == 5 * 28 + 24 ? 1 : 0, 1e-5) << i;
}

TEST(ShiftMap, HalfAPixelIsTheMeanOfTwo) {
  std::vector<float> picture(784, 0.0f);
  picture[10 * 28 + 10] = 1;
  const std::vector<float> moved = placed(picture, {1, 28, 28}, {.dx = 0.5});
  EXPECT_NEAR(moved[10 * 28 + 10], 0.5, 1e-6);
  EXPECT_NEAR(moved[10 * 28 + 11], 0.5, 1e-6);
}

TEST(ShiftMap, TwiceTheSizeHasFourTimesTheInk) {
  std::vector<float> picture(784, 0.0f);
  for (int y = 11; y < 17; ++y) std::fill_n(picture.begin() + y * 28 + 11, 6, 1.0f);
  const std::vector<float> larger = placed(picture, {1, 28, 28}, {.scale = 2});
  double ink = 0;
  for (const float value : larger) ink += static_cast<double>(value);
  EXPECT_NEAR(ink, 4 * 36, 1);
}

TEST(ShiftMap, TurnsAndScalesHaveAMapToo) {
  const Asking asking;
  const AnswerMapQuestion question{.picture = asking.picture, .axes = Axes::turn_and_scale};
  const AnswerMap map = answer_map(asking.model, question);
  ASSERT_EQ(std::ssize(map.placements), map.rows * map.columns);
  for (const size_t cell : {map.cell(0, 0), map.cell(7, map.columns - 1), map.cell(map.rows - 1, 5)}) {
    const auto begin = map.probabilities.begin() + static_cast<std::ptrdiff_t>(cell) * 10;
    EXPECT_EQ(std::vector<float>(begin, begin + 10),
              asking.model.predict(placed(asking.picture, {1, 28, 28}, map.placements[cell])));
  }
  EXPECT_EQ(map.placements.front().turn, -90);
  EXPECT_EQ(map.placements.back().turn, 90);
  EXPECT_EQ(map.placements.front().scale, 1.5);
}

TEST(ShiftMap, ColorsGoWithTheirPixels) {
  const Shape shape{3, 4, 5};
  std::vector<float> picture(60, 0.0f);
  picture[(1 * 5 + 2) * 3 + 1] = 1;  // green at row 1, column 2
  const std::vector<float> moved = placed(picture, shape, {.dx = 2, .dy = -1});
  for (size_t i = 0; i < 60; ++i) EXPECT_EQ(moved[i], i == (0 * 5 + 4) * 3 + 1 ? 1 : 0) << i;
}

TEST(ShiftMap, RefusesWhatCannotBeMoved) {
  const Asking asking;
  EXPECT_THROW(answer_map(asking.model, {.picture = std::vector<float>(5)}), Error);
  EXPECT_THROW(answer_map(asking.model, {.picture = asking.picture, .reach = 1000}), Error);
}

}  // namespace
}  // namespace saddle
