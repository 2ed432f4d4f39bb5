#include <cmath>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "plot/image_grid.h"
#include "plot/probability_bars.h"
#include "plot/screen.h"
#include "visual/drawn.h"

namespace saddle::plot {
namespace {

std::vector<float> counting(int count) {
  std::vector<float> values;
  for (int i = 0; i < count; ++i) values.push_back(static_cast<float>(i));
  return values;
}

struct GridBench {
  Screen screen = {};
  Context context = {};
  ImageGridReport report = {};
  std::vector<float> values;
  int images, rows, columns;
  ImageGridOptions options;

  void frame() {
    screen.frame([this] { report = image_grid(context, "grid", values, images, rows, columns, options); });
  }
  // The middle of a value.
  ImVec2 place(int image, int row, int column) const {
    return {report.first.x + static_cast<float>(image % report.columns) * report.cell.x +
                (static_cast<float>(column) + 0.5f) * report.pixel,
            report.first.y + static_cast<float>(image / report.columns) * report.cell.y +
                (static_cast<float>(row) + 0.5f) * report.pixel};
  }
};

TEST(ImageGrid, ReadsTheValueUnderTheMouse) {
  GridBench bench{.values = counting(12 * 5 * 4), .images = 12, .rows = 5, .columns = 4, .options = {}};
  bench.frame();
  for (const int image : {0, 5, 11}) {
    bench.screen.move(bench.place(image, 3, 2));
    bench.frame();
    EXPECT_EQ(bench.report.hovered, image);
    EXPECT_EQ(bench.report.value, image * 20 + 3 * 4 + 2);
  }
}

TEST(ImageGrid, ManySmallImagesStandCloserAndAreLarger) {
  const auto gap_and_pixel = [](int images, ImVec2 size) {
    GridBench bench{
        .values = counting(images * 9), .images = images, .rows = 3, .columns = 3, .options = {.size = size}};
    bench.frame();
    return ImVec2{bench.report.cell.x - std::ceil(3 * bench.report.pixel), bench.report.pixel};
  };
  const ImVec2 few = gap_and_pixel(4, {300, 300}), many = gap_and_pixel(256, {300, 300});
  EXPECT_EQ(few.x, 8);
  EXPECT_EQ(many.x, 4);
  // With 8 between them, and the bar beside them, there would be 2 pixels for a value.
  EXPECT_EQ(many.y, 3);
}

TEST(ImageGrid, ReadsChannelsThatLieLast) {
  // (height 2, width 3, channels 4)
  GridBench bench{.values = counting(24),
                  .images = 4,
                  .rows = 2,
                  .columns = 3,
                  .options = {.image_stride = 1, .row_stride = 12, .column_stride = 4}};
  bench.frame();
  bench.screen.move(bench.place(3, 1, 2));
  bench.frame();
  EXPECT_EQ(bench.report.value, 1 * 12 + 2 * 4 + 3);
}

TEST(ImageGrid, TellsWhichImageWasClicked) {
  GridBench bench{.values = counting(90), .images = 10, .rows = 3, .columns = 3, .options = {}};
  bench.frame();
  bench.screen.move(bench.place(7, 1, 1));
  bench.frame();
  bench.screen.button(0, true);
  bench.frame();
  bench.screen.button(0, false);
  bench.frame();
  EXPECT_EQ(bench.report.clicked, 7);
}

TEST(ImageGrid, FitsItsSizeWithTheLargestImages) {
  GridBench bench{.values = counting(30 * 25), .images = 30, .rows = 5, .columns = 5, .options = {.size = {600, 300}}};
  bench.frame();
  const int lines = (30 + bench.report.columns - 1) / bench.report.columns;
  EXPECT_LE(static_cast<float>(bench.report.columns) * bench.report.cell.x, 600 + 8);
  EXPECT_LE(static_cast<float>(lines) * bench.report.cell.y, 300 + 8);
  EXPECT_EQ(bench.report.pixel, std::floor(bench.report.pixel));
  EXPECT_GE(bench.report.pixel, 8);
}

TEST(ImageGrid, ImagesForWhichThereIsNoRoomStayLargeEnoughToBeSeen) {
  GridBench bench{
      .values = counting(4096 * 25), .images = 4096, .rows = 5, .columns = 5, .options = {.size = {200, 150}}};
  bench.frame();
  EXPECT_EQ(bench.report.pixel, 2) << "10 pixels of side";
  EXPECT_GE(bench.report.columns, 6);
  EXPECT_LE(static_cast<float>(bench.report.columns) * bench.report.cell.x, 200 + 8);
}

TEST(ImageGrid, MergesEqualNeighbors) {
  GridBench flat{
      .values = std::vector<float>(100 * 100, 1.0f), .images = 1, .rows = 100, .columns = 100, .options = {}};
  flat.frame();
  const int merged = flat.screen.vertices();
  EXPECT_LT(merged, 100 * 4 + 1500);
}

TEST(ImageGrid, DrawsNoMoreThanItsPixels) {
  auto values = counting(1000 * 1000);
  for (size_t i = 0; i < values.size(); ++i) values[i] = static_cast<float>((i * 2654435761u) % 997);
  GridBench bench{.values = values, .images = 1, .rows = 1000, .columns = 1000, .options = {.size = {150, 120}}};
  bench.frame();
  EXPECT_LT(bench.screen.vertices(), 4 * 150 * 120);
}

TEST(ImageGrid, NumbersBesideTheBarStandClearOfEachOtherHoweverLowItIs) {
  for (float height = 8; height < 120; height += 4) {
    GridBench bench{.values = {-1, 0, 1, 0}, .images = 1, .rows = 2, .columns = 2, .options = {.size = {200, height}}};
    bench.frame();
    const std::vector<drawn::Word> words = drawn::Drawing({0, 0, 1200, 800}).words();
    ASSERT_FALSE(words.empty()) << height;
    EXPECT_TRUE(words.size() > 1 || height < 40) << height;
    for (size_t i = 0; i < words.size(); ++i) {
      for (size_t j = 0; j < i; ++j) {
        const drawn::Box &a = words[i].box, &b = words[j].box;
        EXPECT_TRUE(a.bottom <= b.top || b.bottom <= a.top)
            << words[i].text << " and " << words[j].text << " at " << height;
      }
    }
  }
}

TEST(ImageGrid, OfNothingIsEmpty) {
  GridBench bench{.values = {}, .images = 0, .rows = 5, .columns = 5, .options = {}};
  bench.frame();
  EXPECT_EQ(bench.report.hovered, -1);
}

TEST(ProbabilityBars, GlideTowardsTheirValues) {
  Screen screen;
  Context context;
  const std::vector<std::string> names{"a", "b", "c"};
  const std::vector<float> probabilities{0.1f, 0.7f, 0.2f};
  std::vector<float> shown(3, 0.0f);
  float last = 0;
  for (int i = 0; i < 60; ++i) {
    screen.frame(
        [&] { probability_bars(context, "bars", names, probabilities, {.shown = shown, .seconds = 1.0f / 60}); });
    EXPECT_GE(shown[1], last);
    last = shown[1];
    if (i == 0) {
      EXPECT_LT(shown[1], 0.5f);
    }
  }
  EXPECT_NEAR(shown[1], 0.7f, 1e-3f);
}

TEST(ProbabilityBars, TellWhichRowIsPointedAt) {
  Screen screen;
  Context context;
  const std::vector<std::string> names{"a", "b"};
  const std::vector<double> probabilities{0.4, 0.6};
  int hovered = -1;
  ImVec2 origin{0, 0};
  const auto draw = [&] {
    origin = ImGui::GetCursorScreenPos();
    hovered = probability_bars(context, "bars", names, probabilities, {.size = {300, 60}});
  };
  screen.frame(draw);
  screen.move({origin.x + 100, origin.y + 30});
  screen.frame(draw);
  screen.frame(draw);
  EXPECT_EQ(hovered, 1);
}

}  // namespace
}  // namespace saddle::plot
