#include "plot/box_axes.h"

#include <cmath>

#include <gtest/gtest.h>

#include "plot/text.h"
#include "screen.h"

namespace saddle::plot {
namespace {

const Rect area{{100, 50}, {900, 650}};
const BoxAxes axes{.x_name = "x",
                   .y_name = "y",
                   .z_name = "f",
                   .x = {-3, 5},
                   .y = {0, 200},
                   .z = {Colormap::viridis, {-1, 4}, Scale::linear},
                   .bottom = -0.5f,
                   .top = 0.6f};

Surface3d seen_from(float azimuth, float elevation) { return {.azimuth = azimuth, .elevation = elevation}; }

class BoxAxesTest : public ::testing::Test {
 protected:
  // Sizes of text are known within a frame.
  std::vector<BoxAxis> of(const Surface3d& surface, const BoxAxes& meaning = axes) {
    std::vector<BoxAxis> all;
    screen_.frame([&] {
      all = box_axes(surface, area, style_, meaning);
      for (const BoxAxis& axis : all) {
        for (const BoxAxis::Number& number : axis.numbers) boxes_.push_back(box_of(number));
      }
    });
    return all;
  }
  std::vector<Rect> boxes_;  // of all labels

 private:
  static Rect box_of(const BoxAxis::Number& number) {
    const ImVec2 size = text_size(number.label, {.writing = Writing::numbers});
    return {{number.at.x - size.x / 2, number.at.y - size.y / 2}, {number.at.x + size.x / 2, number.at.y + size.y / 2}};
  }

  Screen screen_;
  Style style_ = light();
};

// From every side: the number stands where the camera sees that value on an edge of the box.
TEST_F(BoxAxesTest, NumbersStandWhereTheirValuesLie) {
  for (float azimuth = -3; azimuth < 3.2f; azimuth += 0.37f) {
    const Surface3d surface = seen_from(azimuth, 0.6f);
    const Matrix4 matrix = camera(surface, area.width(), area.height());
    const std::vector<BoxAxis> all = of(surface);
    ASSERT_EQ(all.size(), 3u);
    for (size_t i = 0; i < 3; ++i) {
      ASSERT_GE(all[i].numbers.size(), 2u);
      for (const BoxAxis::Number& number : all[i].numbers) {
        EXPECT_NEAR(std::stod(number.label.starts_with("−") ? "-" + number.label.substr(3) : number.label),
                    number.value, 1e-9);
        float nearest = 1e9f;
        for (const float a : {-1.0f, 1.0f}) {
          for (const float b : {-1.0f, 1.0f}) {
            const auto x = static_cast<float>((number.value + 3) / 4 - 1),
                       y = static_cast<float>(number.value / 100 - 1),
                       z = static_cast<float>(-0.5 + 1.1 * (number.value + 1) / 5);
            const Vector3 place = i == 0 ? Vector3{x, a, -0.5f} : i == 1 ? Vector3{a, y, -0.5f} : Vector3{a, b, z};
            const ImVec2 pixel = projected(matrix, place, area.min, area.max);
            nearest = std::min(nearest, std::hypot(pixel.x - number.on.x, pixel.y - number.on.y));
          }
        }
        EXPECT_LT(nearest, 0.01f) << "axis " << i << ", " << number.label << ", azimuth " << azimuth;
      }
    }
  }
}

// Each label lies wholly on the other side of its axis than the box, and no two overlap.
TEST_F(BoxAxesTest, LabelsLieOutsideTheBoxAndApart) {
  for (float azimuth = -3; azimuth < 3.2f; azimuth += 0.37f) {
    for (const float elevation : {0.2f, 0.62f, 1.1f, 1.5f}) {
      boxes_.clear();
      const Surface3d surface = seen_from(azimuth, elevation);
      const ImVec2 middle = projected(camera(surface, area.width(), area.height()), {0, 0, 0}, area.min, area.max);
      size_t next = 0;
      for (const BoxAxis& axis : of(surface)) {
        const auto side = [&](ImVec2 p) {
          return (axis.to.x - axis.from.x) * (p.y - axis.from.y) - (axis.to.y - axis.from.y) * (p.x - axis.from.x);
        };
        for (const BoxAxis::Number& number : axis.numbers) {
          const Rect& box = boxes_[next++];
          for (const ImVec2 corner : {box.min, box.max, ImVec2{box.min.x, box.max.y}, ImVec2{box.max.x, box.min.y}})
            EXPECT_LT(side(corner) * side(middle), 0) << number.label << ", azimuth " << azimuth << ", " << elevation;
        }
      }
      for (size_t i = 0; i < boxes_.size(); ++i) {
        for (size_t j = 0; j < i; ++j)
          EXPECT_FALSE(boxes_[i].overlaps(boxes_[j]))
              << i << " and " << j << ", azimuth " << azimuth << ", " << elevation;
      }
    }
  }
}

// Seen towards a corner, and from above too, where the ceiling reaches out over the floor: the box lies on the inner
// side.
TEST_F(BoxAxesTest, NothingInTheBoxHidesThem) {
  for (const float azimuth : {-2.3f, -1.05f, 0.7f, 2.4f}) {
    for (const float elevation : {0.3f, 0.62f, 1.4f, 1.53f}) {
      const Surface3d surface = seen_from(azimuth, elevation);
      const Matrix4 matrix = camera(surface, area.width(), area.height());
      for (const BoxAxis& axis : of(surface)) {
        const ImVec2 way{axis.to.x - axis.from.x, axis.to.y - axis.from.y};
        const auto beyond = [&](const Vector3& place) {
          const ImVec2 p = projected(matrix, place, area.min, area.max);
          return (way.x * (p.y - axis.from.y) - way.y * (p.x - axis.from.x)) / std::hypot(way.x, way.y);
        };
        const float inner = beyond({0, 0, 0}) > 0 ? 1.0f : -1.0f;
        for (int corner = 0; corner < 8; ++corner) {
          const Vector3 place{corner & 1 ? 1.0f : -1.0f, corner & 2 ? 1.0f : -1.0f, corner & 4 ? 0.6f : -0.5f};
          EXPECT_GT(inner * beyond(place), -1) << axis.name << ", azimuth " << azimuth << ", " << elevation;
        }
      }
    }
  }
}

TEST_F(BoxAxesTest, TheHeightIsLeftOutWhereItIsSeenFromAbove) {
  EXPECT_EQ(of(seen_from(-1, 0.6f)).back().name, "f");
  EXPECT_EQ(of(seen_from(-1, 1.53f)).size(), 2u);
}

TEST_F(BoxAxesTest, AHeightThatSpreadsSmallValuesHasNumbersAmongThem) {
  BoxAxes spread = axes;
  spread.z = {Colormap::viridis, {0, 1000}, Scale::log};
  int small = 0;
  const std::vector<BoxAxis> all = of(seen_from(-1, 0.3f), spread);
  for (const BoxAxis::Number& number : all.back().numbers) small += number.value > 0 && number.value <= 100;
  EXPECT_GE(small, 2);
}

// As of a network that answers the same whatever its weights are.
TEST_F(BoxAxesTest, AFlatHeightHasNoMoreThanOneNumber) {
  BoxAxes flat = axes;
  for (const Scale scale : {Scale::linear, Scale::log}) {
    flat.z = {Colormap::viridis, {2.5, 2.5}, scale};
    EXPECT_LE(of(seen_from(-1, 0.3f), flat).back().numbers.size(), 1u);
  }
}

}  // namespace
}  // namespace saddle::plot
