// Handles, arrows, tiles, and pictures in three dimensions.
#include <cmath>

#include <gtest/gtest.h>

#include "plot/surface3d.h"
#include "screen.h"

namespace saddle::plot {
namespace {

TEST(Handle, FollowsTheMouseAndLeavesTheViewAlone) {
  Point place{2, 3};
  Bench bench([&](Figure& figure) { figure.handle(place, 0xffffffff); },
              {.x_range = Range{0, 10}, .y_range = Range{0, 10}});
  const Range before = bench.view().x.range;
  const ImVec2 from = bench.view().pixel(2, 3), to = bench.view().pixel(7, 6);
  bench.drag(from, to);
  EXPECT_NEAR(place.x, 7, 0.05);
  EXPECT_NEAR(place.y, 6, 0.05);
  EXPECT_EQ(bench.view().x.range, before);
  EXPECT_EQ(bench.report.moved, -1) << "still held after the button was released";
  // Beside it, a drag moves the picture as ever.
  bench.drag(bench.view().pixel(3, 8), bench.view().pixel(4, 8));
  EXPECT_NEAR(bench.view().x.range.min, before.min - 1, 0.05);
  EXPECT_NEAR(place.x, 7, 0.05);
}

TEST(Handle, StaysOnThePicture) {
  Point place{5, 5};
  Bench bench([&](Figure& figure) { figure.handle(place, 0xffffffff); },
              {.x_range = Range{0, 10}, .y_range = Range{0, 10}});
  bench.drag(bench.center(), {5000, -300});
  EXPECT_LE(place.x, 10.001);
  EXPECT_LE(place.y, 10.001);
}

TEST(Cursor, IsDraggedAlongTheAxisAnywhereOnItsLineAndLeavesTheViewAlone) {
  Point place{2, 0};
  bool set = true;
  Bench bench([&](Figure& figure) { figure.cursor(place, set, "2", 0xffffffff); },
              {.x_range = Range{0, 10}, .y_range = Range{0, 10}});
  const Range before = bench.view().x.range;
  bench.drag(bench.view().pixel(2, 7), bench.view().pixel(6, 3));
  EXPECT_NEAR(place.x, 6, 0.05);
  EXPECT_EQ(bench.view().x.range, before);
  // Where it is not set, there is its grip on the axis alone.
  set = false;
  bench.drag(bench.view().pixel(6, 7), bench.view().pixel(7, 7));
  EXPECT_NEAR(place.x, 6, 0.05);
  EXPECT_NE(bench.view().x.range, before) << "the picture was moved";
  const float low = bench.view().area.max.y - 5;
  bench.drag({bench.view().pixel(6, 0).x, low}, {bench.view().pixel(3, 0).x, low});
  EXPECT_NEAR(place.x, 3, 0.05);
}

TEST(Cursor, IsNotDrawnBeyondAWindowThatIsScrolled) {
  Point place{2, 0};
  Screen screen;
  Context context;
  float bottom = 0;
  const ImDrawList* drawn = nullptr;
  for (int i = 0; i < 2; ++i) {
    screen.frame([&] {
      ImGui::BeginChild("low", {400, 120});
      bottom = ImGui::GetWindowPos().y + 120;
      drawn = ImGui::GetWindowDrawList();
      Figure figure(context, "Figure###figure", {.x_range = Range{0, 10}, .y_range = Range{0, 10}, .size = {0, 300}});
      figure.cursor(place, false, "2", 0xffffffff);
      figure.draw();
      ImGui::EndChild();
    });
  }
  for (const ImDrawCmd& command : drawn->CmdBuffer) {
    if (command.ElemCount > 0) {
      EXPECT_LE(command.ClipRect.w, bottom);
    }
  }
}

TEST(Tiles, ReadOutTheirNames) {
  const std::vector<int8_t> kinds{0, 1, -1, 1};  // two rows of two
  const std::vector<std::string> names{"SGD", "Adam"};
  const ImU32 colors[] = {0xff0000ff, 0xff00ff00};
  Bench bench([&](Figure& figure) {
    figure.tiles("winner", kinds, 2, 2, {.x = {0, 2}, .y = {0, 2}, .colors = colors, .names = names});
  });
  const auto read = [&](double x, double y) {
    bench.move(bench.view().pixel(x, y));
    return bench.report.values.empty() ? std::string() : bench.report.values[0].text;
  };
  EXPECT_EQ(read(0.5, 0.5), "SGD");
  EXPECT_EQ(read(1.5, 0.5), "Adam");
  EXPECT_EQ(read(0.5, 1.5), "–");
  EXPECT_EQ(read(1.5, 1.5), "Adam");
}

Surface3d hill() {
  Surface3d surface{.rows = 21, .columns = 21};
  for (int row = 0; row < 21; ++row) {
    for (int column = 0; column < 21; ++column) {
      const float x = static_cast<float>(column) / 10 - 1, y = static_cast<float>(row) / 10 - 1;
      surface.points.push_back({x, y, 0.5f - 0.5f * (x * x + y * y)});
      surface.colors.push_back(0xff808080);
    }
  }
  return surface;
}

TEST(Surface3d, TheCameraSeesTheWholeBoxInFrontOfIt) {
  for (const float azimuth : {-3.0f, -1.0f, 0.0f, 2.0f}) {
    for (const float elevation : {0.1f, 0.7f, 1.5f}) {
      Surface3d surface = hill();
      surface.azimuth = azimuth;
      surface.elevation = elevation;
      for (const auto& [width, height] : {std::pair{800.0f, 600.0f}, {1600.0f, 500.0f}, {400.0f, 900.0f}}) {
        const Matrix4 matrix = camera(surface, width, height);
        for (const Vector3& point : surface.points) {
          const auto clip = transformed(matrix, point);
          ASSERT_GT(clip[3], 0);
          for (int i = 0; i < 3; ++i) EXPECT_LE(std::abs(clip[static_cast<size_t>(i)]), 1.02f * clip[3]);
        }
      }
    }
  }
}

TEST(Surface3d, NearerPointsAreNearer) {
  Surface3d surface = hill();
  surface.azimuth = 0;  // the eye stands at positive x
  const Matrix4 matrix = camera(surface, 800, 600);
  const auto depth = [&](float x) {
    const auto clip = transformed(matrix, {x, 0, 0});
    return clip[2] / clip[3];
  };
  EXPECT_LT(depth(1), depth(0));
  EXPECT_LT(depth(0), depth(-1));
}

TEST(Surface3d, NormalsStandOnTheSurface) {
  const Surface3d surface = hill();
  const std::vector<Vector3> all = normals(surface);
  for (const int at : {10 * 21 + 10, 5 * 21 + 12, 16 * 21 + 4}) {
    const Vector3& p = surface.points[static_cast<size_t>(at)];
    // z = 1/2 - (x^2 + y^2) / 2: the normal is (x, y, 1), shortened.
    const float length = std::hypot(p[0], p[1], 1.0f);
    EXPECT_NEAR(all[static_cast<size_t>(at)][0], p[0] / length, 1e-4);
    EXPECT_NEAR(all[static_cast<size_t>(at)][1], p[1] / length, 1e-4);
    EXPECT_NEAR(all[static_cast<size_t>(at)][2], 1 / length, 1e-4);
  }
}

TEST(Surface3d, IsDrawnWithoutARendererToo) {
  Screen screen;
  Surface3d surface = hill();
  surface.paths.push_back({.points = {{-1, -1, -0.5f}, {0, 0, 0.5f}}, .color = 0xffffffff});
  const auto vertices = [&](const Surface3d& shown) {
    screen.frame([&] { draw_surface(*ImGui::GetWindowDrawList(), shown, {100, 100}, {700, 600}, nullptr); });
    return screen.vertices();
  };
  const int whole = vertices(surface);
  EXPECT_GT(whole, 20 * 20 * 4);
  // A hole takes the cells around it with it.
  surface.points[10 * 21 + 10][2] = std::nanf("");
  EXPECT_NEAR(whole - vertices(surface), 4 * 4, 60);
}

}  // namespace
}  // namespace saddle::plot
