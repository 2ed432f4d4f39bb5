// What figures draw, held against the data: the axes are read from their ticks and numbers, as a person does.
#include "visual/drawn.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "plot/confusion_matrix.h"
#include "plot/contours.h"
#include "plot/probability_bars.h"
#include "plot/screen.h"

namespace saddle::plot {
namespace {

using drawn::Box;
using drawn::distance_to_corner;
using drawn::distance_to_line;
using drawn::Drawing;

constexpr Box everything{0, 0, 1200, 800};
constexpr double near = 1.25;  // pixels: ticks lie on whole ones, strokes reach a little beyond their ends

drawn::Plot seen_with(const Style& style) { return {Drawing(everything), style.axis}; }

TEST(Drawn, ALineHasACornerAtEachOfItsPoints) {
  std::vector<Point> low, high;
  for (int i = 0; i <= 40; ++i) {
    low.push_back({i * 2.5, std::sin(i * 0.7)});
    high.push_back({i * 2.5, 3 + std::cos(i * 0.4)});
  }
  Bench bench([&](Figure& figure) {
    figure.line("low", series(low), {.marker = Marker::none});
    figure.line("high", series(high), {.marker = Marker::none});
  });
  const Style& style = bench.context.style;
  const drawn::Plot seen = seen_with(style);
  ASSERT_TRUE(seen.x && seen.y);
  for (const auto& [points, color] : {std::pair{&low, style.series(0)}, {&high, style.series(1)}}) {
    const auto strokes = seen.drawing.strokes(color);
    for (const Point& p : *points) EXPECT_LT(distance_to_corner(strokes, seen.place(p.x, p.y)), near) << p.x;
  }
}

TEST(Drawn, ALogarithmicAxisIsEvenInItsDecades) {
  std::vector<Point> points;
  for (int i = 0; i <= 30; ++i) points.push_back({static_cast<double>(i), std::pow(10, i / 10.0)});
  Bench bench([&](Figure& figure) { figure.line("line", series(points), {.marker = Marker::none}); },
              {.y_scale = Scale::log});
  const auto strokes = Drawing(everything).strokes(bench.context.style.series(0));
  ASSERT_EQ(strokes.size(), 1u);
  // Powers of ten, step by step, are a straight line.
  const ImVec2 from = strokes[0].front(), to = strokes[0].back();
  for (const ImVec2 corner : strokes[0]) {
    const float share = (corner.x - from.x) / (to.x - from.x);
    EXPECT_NEAR(corner.y, from.y + share * (to.y - from.y), near);
  }
}

TEST(Drawn, BarsStandOnZeroAroundTheirPlaceAsHighAsTheirValue) {
  const std::vector<double> heights{3, 7.5, 1, 5};
  Bench bench([&](Figure& figure) { figure.bars("bars", heights, {.width = 0.6}); });
  const drawn::Plot seen = seen_with(bench.context.style);
  ASSERT_TRUE(seen.x && seen.y);
  std::vector<Box> bars;
  for (const auto& shape : seen.drawing.of_color(bench.context.style.series(0))) {
    if (shape.box.height() > 15) bars.push_back(shape.box);
  }
  ASSERT_EQ(bars.size(), heights.size());
  for (size_t i = 0; i < heights.size(); ++i) {
    const auto at = static_cast<double>(i);
    EXPECT_NEAR(bars[i].left, seen.x->pixel(at - 0.3), near) << i;
    EXPECT_NEAR(bars[i].right, seen.x->pixel(at + 0.3), near) << i;
    EXPECT_NEAR(bars[i].top, seen.y->pixel(heights[i]), near) << i;
    EXPECT_NEAR(bars[i].bottom, seen.y->pixel(0), near) << i;
  }
}

TEST(Drawn, ABarOfAHistogramReachesFromEdgeToEdge) {
  const std::vector<double> edges{0, 10, 40, 50, 90}, counts{2, 8, 4, 1};
  Bench bench([&](Figure& figure) { figure.histogram("counts", edges, counts); });
  const drawn::Plot seen = seen_with(bench.context.style);
  ASSERT_TRUE(seen.x && seen.y);
  std::vector<Box> bars;
  for (const auto& shape : seen.drawing.of_color(bench.context.style.series(0))) {
    if (shape.is_rectangle() && shape.box.height() > 15) bars.push_back(shape.box);
  }
  ASSERT_EQ(bars.size(), counts.size());
  for (size_t i = 0; i < counts.size(); ++i) {
    EXPECT_NEAR(bars[i].left, seen.x->pixel(edges[i]), near) << i;
    EXPECT_NEAR(bars[i].right, seen.x->pixel(edges[i + 1]), near + 1) << i << ": but for the gap to the next";
    EXPECT_NEAR(bars[i].top, seen.y->pixel(counts[i]), near) << i;
    EXPECT_NEAR(bars[i].bottom, seen.y->pixel(0), near) << i;
  }
}

TEST(Drawn, AProbabilityBarFillsItsShareOfTheRow) {
  Screen screen;
  Context context;
  const std::vector<std::string> names{"cat", "dog", "bird", "fish"};
  const std::vector<double> probabilities{0.15, 0.5, 0.05, 0.3};
  const auto draw = [&] { probability_bars(context, "bars", names, probabilities, {.size = {500, 120}}); };
  screen.frame(draw);
  screen.frame(draw);
  const Drawing drawing(everything);
  const Style& style = context.style;
  const auto rows = drawing.of_color(style.grid);  // what a bar fills
  ASSERT_EQ(rows.size(), names.size());
  for (size_t i = 0; i < names.size(); ++i) {
    const ImU32 color = i == 1 ? style.accent : mix(style.background, style.accent, 0.5f);  // the highest stands out
    const Box& row = rows[i].box;
    double filled = 0;
    for (const auto& bar : drawing.of_color(color)) {
      if (!row.contains(bar.box)) continue;
      EXPECT_NEAR(bar.box.left, row.left, near);
      filled = bar.box.right - row.left;
    }
    EXPECT_NEAR(filled, probabilities[i] * row.width(), near) << names[i];
    const auto beside = [&](const std::string& text) {
      return std::ranges::any_of(drawing.words(), [&](const drawn::Word& word) {
        return word.text == text && word.box.top > row.top - 4 && word.box.bottom < row.bottom + 4;
      });
    };
    EXPECT_TRUE(beside(names[i])) << names[i];
    EXPECT_TRUE(beside(fmt::format("{:.1f}%", 100 * probabilities[i]))) << names[i];
  }
}

TEST(Drawn, ACellOfTheConfusionMatrixHasTheCountOfItsLabelAndDecision) {
  Screen screen;
  Context context;
  const std::vector<std::string> names{"A", "B", "C"};
  const std::vector<int64_t> counts{60, 25, 15, 2, 90, 8, 0, 36, 64};
  ConfusionMatrixReport report;
  const auto draw = [&] {
    report = confusion_matrix(context, "###matrix", counts, names, {.text = CellText::counts, .size = {420, 360}});
  };
  screen.frame(draw);
  screen.frame(draw);
  const Style& style = context.style;
  for (int label = 0; label < 3; ++label) {
    for (int decision = 0; decision < 3; ++decision) {
      SCOPED_TRACE(fmt::format("label {}, decision {}", label, decision));
      const float x = report.first.x + static_cast<float>(decision) * report.cell,
                  y = report.first.y + static_cast<float>(label) * report.cell;
      const Drawing cell({x, y, x + report.cell, y + report.cell});
      const int64_t count = counts[static_cast<size_t>(3 * label + decision)];
      const auto fills = std::ranges::count_if(cell.shapes(), [&](const drawn::Shape& shape) {
        return shape.is_rectangle() && shape.box.width() > report.cell - 3 && shape.box.height() > report.cell - 3;
      });
      if (count == 0) {
        EXPECT_EQ(fills, 0);
        EXPECT_TRUE(cell.words().empty());
        continue;
      }
      ASSERT_EQ(fills, 1);
      ASSERT_EQ(cell.words().size(), 1u);
      EXPECT_EQ(cell.words().front().text, std::to_string(count));
      // Its color lies between the paper's and that of what is right, or wrong: further along, the greater the share.
      const ImU32 full = style.series(label == decision ? 0 : 1), fill = cell.shapes().front().color;
      const double share = 0.1 + 0.9 * std::sqrt(static_cast<double>(count) / 100);
      for (const int shift : {IM_COL32_R_SHIFT, IM_COL32_G_SHIFT, IM_COL32_B_SHIFT}) {
        const double paper = style.background >> shift & 255, ink = full >> shift & 255;
        EXPECT_NEAR(fill >> shift & 255, paper + share * (ink - paper), 1.5);
      }
    }
  }
}

TEST(Drawn, TheShareOfARowThatIsRightIsTheLengthOfItsBar) {
  Screen screen;
  Context context;
  const std::vector<std::string> names{"A", "B"};
  const std::vector<int64_t> counts{30, 10, 45, 5};
  ConfusionMatrixReport report;
  const auto draw = [&] { report = confusion_matrix(context, "###matrix", counts, names, {.size = {420, 300}}); };
  screen.frame(draw);
  screen.frame(draw);
  const float left = report.first.x + 2 * report.cell;
  const double shares[]{0.75, 0.1};
  for (int row = 0; row < 2; ++row) {
    const float top = report.first.y + static_cast<float>(row) * report.cell;
    const Drawing beside({left, top, left + 200, top + report.cell});
    const auto tracks = beside.of_color(context.style.grid),
               bars = beside.of_color(mix(context.style.background, context.style.series(0), 0.55f));
    ASSERT_EQ(tracks.size(), 1u);
    ASSERT_EQ(bars.size(), 1u);
    EXPECT_NEAR(bars[0].box.width(), shares[row] * tracks[0].box.width(), near) << row;
  }
}

TEST(Drawn, ContourLinesLieWhereTheFunctionHasTheirLevel) {
  constexpr int size = 121;
  std::vector<double> values;
  for (int row = 0; row < size; ++row) {
    for (int column = 0; column < size; ++column) {
      const double x = -3 + 6.0 * column / (size - 1), y = -2 + 4.0 * row / (size - 1);
      values.push_back(x * x / 4 + y * y);
    }
  }
  const std::vector<double> levels{0.25, 1, 2.25};
  const auto lines = contours(values, size, size, {-3, 3}, {-2, 2}, levels);
  Bench bench([&](Figure& figure) { figure.contour("levels", lines, {.labels = false}); });
  const drawn::Plot seen = seen_with(bench.context.style);
  ASSERT_TRUE(seen.x && seen.y);
  const auto strokes = seen.drawing.strokes(bench.context.style.muted);
  // Every corner lies on one of the ellipses x^2 / 4 + y^2 = level …
  for (const auto& stroke : strokes) {
    for (const ImVec2 corner : stroke) {
      const double x = seen.x->value(corner.x), y = seen.y->value(corner.y);
      const bool on_a_line = std::ranges::any_of(levels, [&](double level) {
        // The distance from a level line is the difference in height over the slope.
        const double slope = std::hypot(x / 2 / seen.x->per_unit, 2 * y / seen.y->per_unit);
        return std::abs(x * x / 4 + y * y - level) < near * slope + 1e-3;
      });
      EXPECT_TRUE(on_a_line) << x << ", " << y;
    }
  }
  // … and all around each of them there is a line.
  for (const double level : levels) {
    for (int part = 0; part < 24; ++part) {
      const double angle = part * std::numbers::pi / 12, radius = std::sqrt(level);
      const double x = 2 * radius * std::cos(angle), y = radius * std::sin(angle);
      if (std::abs(x) > 2.9) continue;
      EXPECT_LT(distance_to_line(strokes, seen.place(x, y)), near) << "level " << level << " at " << x << ", " << y;
    }
  }
}

}  // namespace
}  // namespace saddle::plot
