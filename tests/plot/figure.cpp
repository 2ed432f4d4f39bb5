#include "plot/figure.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include "plot/screen.h"

namespace saddle::plot {
namespace {

std::vector<Point> ramp(int count, double slope = 1) {
  std::vector<Point> points;
  for (int i = 0; i < count; ++i) points.push_back({static_cast<double>(i), slope * i});
  return points;
}

// Two rising lines, so that there is a legend.
struct TwoLines {
  std::vector<Point> up = ramp(101), steep = ramp(101, 3);
  Bench bench{[this](Figure& figure) {
    figure.line("up", series(up));
    figure.line("steep", series(steep));
  }};
};

TEST(Figure, ShowsAllData) {
  TwoLines two;
  const View& view = two.bench.view();
  EXPECT_LE(view.x.range.min, 0);
  EXPECT_GE(view.x.range.max, 100);
  EXPECT_LE(view.y.range.min, 0);
  EXPECT_GT(view.y.range.max, 300);
  EXPECT_LT(view.y.range.max, 360);
}

TEST(Figure, TenMillionPointsCostTheirPixels) {
  struct Wave {
    static Point at(const void*, int64_t i) {
      return {static_cast<double>(i), std::sin(static_cast<double>(i) * 1e-6) + ((i * 2654435761) % 1000) * 1e-3};
    }
  };
  int64_t count = 10'000'000;
  Bench bench([&](Figure& figure) { figure.line("wave", Series(nullptr, count, &Wave::at)); });
  const int all = bench.screen.vertices();
  EXPECT_LT(all, 6 * bench.view().area.width() + 4000);
  EXPECT_GT(all, 4 * bench.view().area.width());
  for (int i = 0; i < 60; ++i) {
    bench.wheel(bench.center(), 1);
    EXPECT_LT(bench.screen.vertices(), 24 * bench.view().area.width() + 4000);
  }
  EXPECT_LT(bench.view().x.range.span(), 1e5);
}

TEST(Figure, ALongPathIsDrawnInPiecesThatFitSixteenBitIndices) {
  std::vector<Point> spiral;
  for (int i = 0; i < 100000; ++i) {
    const double angle = i * 0.01;
    spiral.push_back({i * std::cos(angle), i * std::sin(angle)});
  }
  Bench bench([&](Figure& figure) { figure.line("spiral", series(spiral)); });
  EXPECT_GT(bench.screen.vertices(), 65536);
  const ImDrawData* data = ImGui::GetDrawData();
  for (int n = 0; n < data->CmdListsCount; ++n) {
    const ImDrawList& list = *data->CmdLists[n];
    for (const ImDrawCmd& command : list.CmdBuffer) {
      unsigned most = 0;
      for (unsigned i = 0; i < command.ElemCount; ++i) {
        most = std::max<unsigned>(most, list.IdxBuffer[static_cast<int>(command.IdxOffset + i)]);
      }
      EXPECT_LE(command.VtxOffset + most, static_cast<unsigned>(list.VtxBuffer.Size));
    }
  }
  // Wrapped indices would join vertices that lie far apart: every triangle of a stroke is short.
  for (int n = 0; n < data->CmdListsCount; ++n) {
    const ImDrawList& list = *data->CmdLists[n];
    for (const ImDrawCmd& command : list.CmdBuffer) {
      for (unsigned i = 0; i + 2 < command.ElemCount && command.VtxOffset > 0; i += 3) {
        const auto vertex = [&](unsigned k) {
          const auto at = command.VtxOffset + list.IdxBuffer[static_cast<int>(command.IdxOffset + i + k)];
          return list.VtxBuffer[static_cast<int>(at)].pos;
        };
        const ImVec2 a = vertex(0), b = vertex(1);
        ASSERT_LT(std::hypot(a.x - b.x, a.y - b.y), 1300);
      }
    }
  }
}

TEST(Figure, FollowsNewDataUntilTheUserZooms) {
  auto points = ramp(100);
  Bench bench([&](Figure& figure) { figure.line("line", series(points)); });
  for (int i = 100; i < 500; ++i) points.push_back({static_cast<double>(i), 2.0 * i});
  bench.frame();
  EXPECT_GE(bench.view().x.range.max, 499);
  bench.wheel(bench.center(), 1);
  const Range kept = bench.view().x.range;
  for (int i = 500; i < 900; ++i) points.push_back({static_cast<double>(i), 2.0 * i});
  bench.frame();
  EXPECT_EQ(bench.view().x.range, kept);
}

TEST(Figure, WheelKeepsTheDataUnderTheCursor) {
  for (const Scale scale : {Scale::linear, Scale::log}) {
    std::vector<Point> points;
    for (int i = 1; i < 200; ++i) points.push_back({static_cast<double>(i), 1.0 / i});
    Bench bench([&](Figure& figure) { figure.line("line", series(points)); }, {.y_scale = scale});
    const ImVec2 at{bench.center().x + 77, bench.center().y - 31};
    bench.move(at);
    const double x = bench.view().data_x(at.x), y = bench.view().data_y(at.y);
    const double width = bench.view().x.range.span();
    bench.wheel(at, 3);
    EXPECT_LT(bench.view().x.range.span(), 0.8 * width);
    EXPECT_NEAR(bench.view().pixel_x(x), at.x, 0.6);
    EXPECT_NEAR(bench.view().pixel_y(y), at.y, 0.6);
  }
}

TEST(Figure, WheelOverAnAxisZoomsThatAxisOnly) {
  TwoLines two;
  Bench& bench = two.bench;
  const View before = bench.view();
  const Rect x_axis = bench.report.layout.x_axis, y_axis = bench.report.layout.y_axis;
  bench.wheel({x_axis.center().x, x_axis.min.y + 6}, 2);
  EXPECT_LT(bench.view().x.range.span(), before.x.range.span());
  const Range x = bench.view().x.range;
  bench.wheel({y_axis.max.x - 6, y_axis.center().y}, 2);
  EXPECT_EQ(bench.view().x.range, x);
  EXPECT_LT(bench.view().y.range.span(), before.y.range.span());
}

TEST(Figure, TheOtherAxisFitsWhatIsVisible) {
  TwoLines two;
  Bench& bench = two.bench;
  const Rect x_axis = bench.report.layout.x_axis;
  for (int i = 0; i < 8; ++i) bench.wheel({x_axis.min.x + 1, x_axis.min.y + 6}, 1);
  EXPECT_LT(bench.view().y.range.max, 3.3 * bench.view().x.range.max);
}

TEST(Figure, DragMovesTheDataWithTheMouse) {
  TwoLines two;
  Bench& bench = two.bench;
  const ImVec2 from = bench.center(), to{from.x + 120, from.y + 45};
  const double x = bench.view().data_x(from.x), y = bench.view().data_y(from.y);
  bench.drag(from, to);
  EXPECT_NEAR(bench.view().pixel_x(x), to.x, 1.5);
  EXPECT_NEAR(bench.view().pixel_y(y), to.y, 1.5);
}

TEST(Figure, RightDragAndShiftDragZoomIntoTheBox) {
  for (const bool shift : {false, true}) {
    TwoLines two;
    Bench& bench = two.bench;
    const Rect area = bench.view().area;
    const ImVec2 from{area.min.x + 300, area.min.y + 200}, to{area.min.x + 500, area.min.y + 260};
    const Range x{bench.view().data_x(from.x), bench.view().data_x(to.x)};
    const Range y{bench.view().data_y(to.y), bench.view().data_y(from.y)};
    bench.screen.shift(shift);
    bench.drag(from, to, shift ? 0 : 1);
    bench.screen.shift(false);
    EXPECT_NEAR(bench.view().x.range.min, x.min, 1e-3);
    EXPECT_NEAR(bench.view().x.range.max, x.max, 1e-3);
    EXPECT_NEAR(bench.view().y.range.min, y.min, 1e-3);
    EXPECT_NEAR(bench.view().y.range.max, y.max, 1e-3);
  }
}

TEST(Figure, AFlatBoxZoomsAlongItsLengthOnly) {
  TwoLines two;
  Bench& bench = two.bench;
  const ImVec2 from = bench.center();
  bench.drag(from, {from.x + 150, from.y + 2}, 1);
  EXPECT_LT(bench.view().x.range.span(), 30);
  EXPECT_GT(bench.report.layout.fit_button.width(), 0);
  EXPECT_LT(bench.view().y.range.min, 3 * bench.view().x.range.min);
}

TEST(Figure, DoubleClickShowsEverythingAgain) {
  TwoLines two;
  Bench& bench = two.bench;
  const View before = bench.view();
  for (int i = 0; i < 5; ++i) bench.wheel(bench.center(), 1);
  EXPECT_NE(bench.view().x.range, before.x.range);
  bench.double_click(bench.center());
  EXPECT_EQ(bench.view().x.range, before.x.range);
  EXPECT_EQ(bench.view().y.range, before.y.range);
}

TEST(Figure, TheFitButtonAppearsWithTheZoomAndUndoesIt) {
  TwoLines two;
  Bench& bench = two.bench;
  EXPECT_EQ(bench.report.layout.fit_button.width(), 0);
  const View before = bench.view();
  bench.wheel(bench.center(), 2);
  ASSERT_GT(bench.report.layout.fit_button.width(), 0);
  bench.click(bench.report.layout.fit_button.center());
  EXPECT_EQ(bench.view().x.range, before.x.range);
  EXPECT_EQ(bench.report.layout.fit_button.width(), 0);
}

TEST(Figure, AClickOnTheLegendHidesASeriesAndAnotherShowsIt) {
  TwoLines two;
  Bench& bench = two.bench;
  ASSERT_EQ(bench.report.layout.entries.size(), 2u);
  const double top = bench.view().y.range.max;
  bench.click(bench.report.layout.entries[1].rect.center());
  EXPECT_LT(bench.view().y.range.max, top / 2);
  bench.move(bench.center());
  EXPECT_EQ(bench.report.values.size(), 1u);
  bench.click(bench.report.layout.entries[1].rect.center());
  EXPECT_EQ(bench.view().y.range.max, top);
}

TEST(Figure, TheScaleButtonsSwitchBothAxes) {
  TwoLines two;
  Bench& bench = two.bench;
  bench.move(bench.center());
  bench.click(bench.report.layout.y_scale_button.center());
  EXPECT_EQ(bench.view().y.scale, Scale::log);
  bench.click(bench.report.layout.x_scale_button.center());
  EXPECT_EQ(bench.view().x.scale, Scale::log);
  EXPECT_GT(bench.view().x.range.min, 0);
  bench.click(bench.report.layout.y_scale_button.center());
  EXPECT_EQ(bench.view().y.scale, Scale::linear);
}

TEST(Figure, HoverReportsTheNearestPointOfEveryLine) {
  TwoLines two;
  Bench& bench = two.bench;
  const ImVec2 at = bench.view().pixel(42.3, 150);
  bench.move(at);
  ASSERT_EQ(bench.report.values.size(), 2u);
  EXPECT_TRUE(bench.report.hovered);
  EXPECT_NEAR(bench.report.x, 42.3, 0.1);
  EXPECT_EQ(bench.report.values[0].x, 42);
  EXPECT_EQ(bench.report.values[0].y, 42);
  EXPECT_EQ(bench.report.values[1].y, 126);
  EXPECT_EQ(bench.report.values[1].label, "steep");
}

// A run that ended early has no value where the one beside it goes on.
TEST(Figure, ALineIsNotReadBeyondItsEnds) {
  const std::vector<Point> all = ramp(101), part = ramp(21);
  Bench bench([&](Figure& figure) {
    figure.line("whole", series(all));
    figure.line("part", series(part));
  });
  bench.move(bench.view().pixel(60, 60));
  ASSERT_EQ(bench.report.values.size(), 1u);
  EXPECT_EQ(bench.report.values[0].label, "whole");
  // A little beside its last point one still means it.
  ImVec2 near = bench.view().pixel(20, 50);
  near.x += 10;
  bench.move(near);
  EXPECT_EQ(bench.report.values.size(), 2u);
}

TEST(Figure, AClickIsReportedAndADragIsNot) {
  auto points = ramp(100);
  Screen screen;
  Context context;
  int clicks = 0;
  FigureReport report;
  const auto draw = [&] {
    Figure figure(context, "Map###map");
    figure.line("line", series(points));
    report = figure.draw();
    clicks += report.clicked ? 1 : 0;
  };
  screen.frame(draw);
  const ImVec2 center = report.layout.view.area.center();
  for (const float distance : {0.0f, 80.0f}) {
    screen.move(center);
    screen.frame(draw);
    screen.button(0, true);
    screen.frame(draw);
    screen.move({center.x + distance, center.y});
    screen.frame(draw);
    screen.button(0, false);
    screen.frame(draw);
    EXPECT_EQ(clicks, 1);
  }
}

TEST(Figure, ALogarithmicAxisSkipsZerosAndSaysSo) {
  auto points = ramp(100);
  Bench without([&](Figure& figure) { figure.line("line", series(points)); }, {.y_scale = Scale::log});
  EXPECT_GT(without.view().y.range.min, 0);
  EXPECT_LT(without.view().y.range.min, 1);
  const int noted = without.screen.vertices();
  for (Point& p : points) p.y += 1;
  without.frame();
  EXPECT_LT(without.screen.vertices(), noted);
}

TEST(Figure, SurvivesDataThatCannotBeDrawn) {
  const double nan = std::numeric_limits<double>::quiet_NaN(), inf = std::numeric_limits<double>::infinity();
  const std::vector<std::vector<Point>> cases{{},
                                              {{0, nan}},
                                              {{nan, nan}, {1, 2}},
                                              {{1, 1}},
                                              {{1, 5}, {1, 5}, {1, 5}},
                                              {{0, inf}, {1, -inf}, {2, 3}},
                                              {{0, -1}, {1, -2}},
                                              {{1e300, 1e300}, {-1e300, -1e300}}};
  for (const auto& points : cases) {
    for (const Scale scale : {Scale::linear, Scale::log}) {
      Bench bench(
          [&](Figure& figure) {
            figure.line("line", series(points), {.smoothing = 0.5});
            figure.scatter("dots", series(points));
          },
          {.x_scale = scale, .y_scale = scale});
      bench.wheel(bench.center(), 5);
      bench.drag(bench.center(), {bench.center().x + 50, bench.center().y + 20});
      EXPECT_LT(bench.view().x.range.min, bench.view().x.range.max);
      EXPECT_TRUE(std::isfinite(bench.view().y.range.span()));
    }
  }
}

TEST(Figure, TheCurvesOfOneSeriesShareARowOfTheReadOut) {
  const std::vector<Point> low{{0, 1}, {10, 1}}, high{{0, 2}, {10, 2}};
  Bench bench([&](Figure& figure) {
    figure.line("a###a", series(low), {.part = "train"});
    figure.line("a###a.test", series(high), {.part = "test", .part_of = "a###a"});
    figure.line("b###b", series(high), {.part = "train"});
    figure.line("c###c", series(low));
  });
  bench.move(bench.view().pixel(10, 1.5));
  ASSERT_EQ(bench.report.values.size(), 3u);
  EXPECT_EQ(bench.report.values[0].label, "a");
  EXPECT_EQ(bench.report.values[0].text, "train 1 · test 2");
  EXPECT_EQ(bench.report.values[1].text, "train 2");
  EXPECT_EQ(bench.report.values[2].text, "1");
}

TEST(Figure, APointThatWaitsAtTheEdgeDoesNotFlattenTheRest) {
  const std::vector<Point> run{{1, 2}, {5, 1}}, published{{12000, 0.5}};
  const std::vector<std::string> words{"book 0.5 at step 12,000"};
  const auto edge_of = [&](bool waits) {
    Bench bench([&](Figure& figure) {
      figure.line("run", series(run));
      figure.marks(series(published), {.waiting = words, .waits = waits});
    });
    EXPECT_LE(bench.view().y.range.min, 0.5) << "its height is shown either way";
    return bench.view().x.range.max;
  };
  EXPECT_GT(edge_of(false), 12000);
  EXPECT_LT(edge_of(true), 6);
}

TEST(Figure, WhatWaitsAtTheEdgeAloneLeavesTheFigureEmpty) {
  const std::vector<Point> published{{12000, 0.5}};
  Bench bench([&](Figure& figure) { figure.marks(series(published), {.waits = true}); },
              {.x_range = Range{0, 100}, .empty = "Press Train"});
  EXPECT_EQ(bench.view().x.range.max, 100);
}

TEST(Figure, SmoothedLinesReadTheAverage) {
  std::vector<Point> points;
  for (int i = 0; i < 200; ++i) points.push_back({static_cast<double>(i), i % 2 ? 1.0 : 0.0});
  Bench bench([&](Figure& figure) { figure.line("line", series(points), {.smoothing = 0.98}); });
  bench.move(bench.view().pixel(190, 0.5));
  ASSERT_EQ(bench.report.values.size(), 1u);
  EXPECT_NEAR(bench.report.values[0].y, 0.5, 0.02);
}

TEST(Figure, TheLegendHidesAsLittleAsItCan) {
  std::vector<Point> high, higher;
  for (int i = 0; i < 400; ++i) {
    high.push_back({static_cast<double>(i), i > 200 ? 10.0 : 0.0});
    higher.push_back({static_cast<double>(i), i > 200 ? 9.8 : 0.1});
  }
  Bench bench([&](Figure& figure) {
    figure.line("one", series(high));
    figure.line("two", series(higher));
  });
  const Rect legend = bench.report.layout.legend;
  ASSERT_GT(legend.width(), 0);
  for (const Point& p : high) EXPECT_FALSE(legend.contains(bench.view().pixel(p.x, p.y)));
}

// What it hides is counted by length, not by how many values a curve is made of.
TEST(Figure, TheLegendDoesNotHideAStraightLineForHavingFewPoints) {
  const std::vector<Point> top = {{0, 9.5}, {400, 9.5}}, corner = {{0, 0}, {10, 0.1}};
  Bench bench([&](Figure& figure) {
    figure.line("one", series(top));
    figure.line("two", series(corner));
  });
  const Rect legend = bench.report.layout.legend;
  ASSERT_GT(legend.width(), 0);
  EXPECT_GT(legend.min.y, bench.view().pixel(0, 9.5).y);
}

TEST(Figure, TheLegendDoesNotHideTheWordsBesideAPoint) {
  const std::vector<Point> low = {{0, 0}, {400, 0}}, high = {{400, 10}};
  const std::vector<std::string> labels = {"what the book has there"};
  Bench bench([&](Figure& figure) {
    figure.line("one", series(low));
    figure.line("two", series(low));
    figure.scatter("marks", series(high), {.labels = labels});
  });
  const Rect legend = bench.report.layout.legend;
  ASSERT_GT(legend.width(), 0);
  const ImVec2 mark = bench.view().pixel(400, 10);
  EXPECT_FALSE(legend.contains({mark.x - 30, mark.y})) << "the label lies to the left of it";
}

TEST(Figure, ALegendExplainsASingleMarkWhereItIsAskedTo) {
  const std::vector<Point> crosses = {{0, 0}, {4, 1}};
  const auto draw = [&](Figure& figure) { figure.scatter("saddle point", series(crosses)); };
  EXPECT_TRUE(Bench(draw).report.layout.entries.empty());
  EXPECT_EQ(Bench(draw, {.legend_least = 1}).report.layout.entries.size(), 1u);
  EXPECT_TRUE(Bench([](Figure&) {}, {.legend_least = 1}).report.layout.entries.empty());
}

TEST(Figure, LongLegendsStayInsideTheFigure) {
  auto points = ramp(50);
  for (const ImVec2 size : {ImVec2{300, 180}, ImVec2{500, 300}, ImVec2{1100, 700}}) {
    Bench bench(
        [&](Figure& figure) {
          for (int i = 0; i < 40; ++i) {
            figure.line("a series whose name is rather long " + std::to_string(i), series(points));
          }
        },
        {.size = size});
    const Layout& layout = bench.report.layout;
    EXPECT_GE(layout.legend.min.x, layout.view.area.min.x);
    EXPECT_LE(layout.legend.max.x, std::max(layout.view.area.max.x, 0.0f));
    EXPECT_LE(layout.legend.max.y, layout.view.area.max.y);
  }
}

TEST(Figure, BarsStandOnZero) {
  const std::vector<float> heights{3, 4, 5};
  Bench bench([&](Figure& figure) { figure.bars("bars", heights); });
  EXPECT_EQ(bench.view().y.range.min, 0);
  bench.move(bench.view().pixel(1, 2));
  ASSERT_EQ(bench.report.values.size(), 1u);
  EXPECT_EQ(bench.report.values[0].y, 4);
}

TEST(Figure, AHistogramOfTenThousandBinsCostsItsPixels) {
  std::vector<double> edges, counts;
  for (int i = 0; i <= 10000; ++i) edges.push_back(i);
  for (int i = 0; i < 10000; ++i) counts.push_back(i % 97);
  Bench bench([&](Figure& figure) { figure.histogram("bins", edges, counts); });
  EXPECT_LT(bench.screen.vertices(), 8 * bench.view().area.width() + 3000);
}

TEST(Figure, AHeatMapReadsTheCellUnderTheMouse) {
  std::vector<float> values;
  for (int i = 0; i < 12; ++i) values.push_back(static_cast<float>(i));
  Bench bench([&](Figure& figure) { figure.heatmap("map", values, 3, 4); }, {.y_downwards = true});
  bench.move(bench.view().pixel(2.5, 1.5));
  ASSERT_EQ(bench.report.values.size(), 1u);
  EXPECT_EQ(bench.report.values[0].row, 1);
  EXPECT_EQ(bench.report.values[0].column, 2);
  EXPECT_EQ(bench.report.values[0].text, "6");
  EXPECT_LT(bench.view().pixel_y(0.5), bench.view().pixel_y(2.5));
}

TEST(Figure, AHugeHeatMapCostsItsPixels) {
  const std::vector<float> values(2000 * 2000, 1.0f);
  auto noisy = values;
  for (size_t i = 0; i < noisy.size(); ++i) noisy[i] = static_cast<float>((i * 2654435761u) % 1000);
  for (const Shading shading : {Shading::cells, Shading::smooth}) {
    Bench bench([&](Figure& figure) { figure.heatmap("map", noisy, 2000, 2000, {.shading = shading}); },
                {.size = {400, 300}});
    EXPECT_LT(bench.screen.vertices(), 4 * 200 * 150 + 3000);
  }
}

TEST(Figure, StatesOfTwoFiguresAreApart) {
  auto points = ramp(100);
  Screen screen;
  Context context;
  FigureReport left, right;
  const auto draw = [&] {
    Figure a(context, "Same###a", {.size = {500, 400}});
    a.line("line", series(points));
    left = a.draw();
    ImGui::SameLine();
    Figure b(context, "Same###b", {.size = {500, 400}});
    b.line("line", series(points));
    right = b.draw();
  };
  screen.frame(draw);
  screen.frame(draw);
  const Range before = right.layout.view.x.range;
  screen.move(left.layout.view.area.center());
  screen.frame(draw);
  screen.wheel(2);
  screen.frame(draw);
  screen.frame(draw);
  EXPECT_LT(left.layout.view.x.range.span(), before.span());
  EXPECT_EQ(right.layout.view.x.range, before);
}

TEST(Figure, ATranslatedLabelKeepsTheZoom) {
  auto points = ramp(100);
  Screen screen;
  Context context;
  FigureReport report;
  std::string title = "Loss###loss";
  const auto draw = [&] {
    Figure figure(context, title);
    figure.line("line", series(points));
    report = figure.draw();
  };
  screen.frame(draw);
  screen.move(report.layout.view.area.center());
  screen.frame(draw);
  screen.wheel(2);
  screen.frame(draw);
  screen.frame(draw);
  const Range zoomed = report.layout.view.x.range;
  title = "손실###loss";
  screen.frame(draw);
  EXPECT_EQ(report.layout.view.x.range, zoomed);
}

TEST(Figure, EqualAspectShowsCirclesAsCircles) {
  std::vector<Point> circle;
  for (int i = 0; i <= 100; ++i) circle.push_back({std::cos(i * 0.0628), 5 + std::sin(i * 0.0628)});
  Bench bench([&](Figure& figure) { figure.line("circle", series(circle)); }, {.aspect = Aspect::equal});
  const View& view = bench.view();
  EXPECT_NEAR(view.pixel_x(1) - view.pixel_x(0), view.pixel_y(0) - view.pixel_y(1), 1.5);
}

TEST(Figure, IsEmptyButWholeWhenItIsTooSmall) {
  auto points = ramp(100);
  for (const ImVec2 size : {ImVec2{1, 1}, ImVec2{30, 20}, ImVec2{60, 40}, ImVec2{120, 60}}) {
    Bench bench([&](Figure& figure) { figure.line("line", series(points)); }, {.size = size});
    bench.wheel({10, 10}, 1);
  }
}

TEST(Figure, HasNoLegendWhileItSaysThatItIsEmpty) {
  std::vector<Point> one, other;
  Bench bench(
      [&](Figure& figure) {
        figure.line("one", series(one));
        figure.line("other", series(other));
      },
      {.empty = "Nothing yet"});
  EXPECT_EQ(bench.report.layout.legend.width(), 0);
  one = other = ramp(10);
  bench.frame();
  EXPECT_GT(bench.report.layout.legend.width(), 0);
}

TEST(Figure, ALineOfOnePointIsSeen) {
  std::vector<Point> points;
  Bench bench([&](Figure& figure) { figure.line("one", series(points), {.marker = Marker::none}); },
              {.x_range = Range{0, 5}, .y_range = Range{0, 5}});
  const int empty = bench.screen.vertices();
  points = {{3, 1}};
  bench.frame();
  EXPECT_GT(bench.screen.vertices(), empty);
}

}  // namespace
}  // namespace saddle::plot
