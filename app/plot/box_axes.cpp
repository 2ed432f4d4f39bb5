#include "plot/box_axes.h"

#include <algorithm>
#include <cmath>

#include "plot/axes.h"
#include "plot/text.h"

namespace saddle::plot {
namespace {

constexpr float box_tick_length = 4, box_label_gap = 4;
constexpr float end_on = 0.97f;  // cosine between an axis and the way to the eye from which on it is not shown

struct BoxEdge {
  Vector3 from, to;
};

Vector3 between(const Vector3& a, const Vector3& b, double t) {
  const auto f = static_cast<float>(t);
  return {a[0] + f * (b[0] - a[0]), a[1] + f * (b[1] - a[1]), a[2] + f * (b[2] - a[2])};
}

ImVec2 along(ImVec2 from, ImVec2 direction, float length) {
  return {from.x + direction.x * length, from.y + direction.y * length};
}

// From the middle of a text to its edge, in a direction of length 1.
float extent_along(ImVec2 size, ImVec2 direction) {
  return (std::abs(direction.x) * size.x + std::abs(direction.y) * size.y) / 2;
}

// Sets the axes of one picture.
class Setter {
 public:
  Setter(const Surface3d& surface, const Rect& area, const Style& style)
      : area_(area), camera_(camera(surface, area.width(), area.height())), style_(style) {}

  ImVec2 pixel(const Vector3& point) const { return projected(camera_, point, area_.min, area_.max); }

  float length(const BoxEdge& edge) const {
    const ImVec2 a = pixel(edge.from), b = pixel(edge.to);
    return std::hypot(b.x - a.x, b.y - a.y);
  }

  // Of a place of the box, as it is seen.
  float from_middle(const Vector3& place) const { return length({{0, 0, 0}, place}); }

  ImVec2 direction(const BoxEdge& edge) const {
    const ImVec2 a = pixel(edge.from), b = pixel(edge.to);
    const float length = std::max(std::hypot(b.x - a.x, b.y - a.y), 1e-3f);
    return {(b.x - a.x) / length, (b.y - a.y) / length};
  }

  // At right angles to the edge, away from the box.
  ImVec2 outside(const BoxEdge& edge) const {
    const ImVec2 way = direction(edge), from = pixel(edge.from), middle = pixel({0, 0, 0});
    const ImVec2 normal{way.y, -way.x};
    const bool inwards = normal.x * (middle.x - from.x) + normal.y * (middle.y - from.y) > 0;
    return inwards ? ImVec2{-normal.x, -normal.y} : normal;
  }

  // How far apart two labels on the edge must be: side by side or one above the other, whichever comes first.
  LabelSpace space(const BoxEdge& edge) const {
    const ImVec2 way = direction(edge);
    const auto extent = [this, way](const std::string& text) {
      const ImVec2 size = text_size(text, pencil());
      return std::min(size.x / std::max(std::abs(way.x), 1e-3f), size.y / std::max(std::abs(way.y), 1e-3f));
    };
    // Of the perspective, the half that is further away is shorter.
    return {0.8f * length(edge), style_.px(10), style_.px(60), extent};
  }

  // `place`: where a value lies on the edge, 0 … 1.
  template <class Place>
  BoxAxis axis(const BoxEdge& edge, const std::vector<Tick>& ticks, const Place& place, std::string_view name) {
    BoxAxis axis{.from = pixel(edge.from), .to = pixel(edge.to), .name = name};
    const ImVec2 out = outside(edge);
    const float begin = style_.px(box_tick_length + box_label_gap);
    float farthest = 0;
    for (const Tick& tick : ticks) {
      if (tick.label.empty()) continue;
      const ImVec2 on = pixel(between(edge.from, edge.to, place(tick.value)));
      const ImVec2 size = text_size(tick.label, pencil());
      const float half = extent_along(size, out);
      const ImVec2 at = along(on, out, begin + half);
      // Two axes meet in a corner: there the first one has its number.
      const Rect box{{at.x - size.x / 2, at.y - size.y / 2}, {at.x + size.x / 2, at.y + size.y / 2}};
      if (std::ranges::any_of(taken_, [&](const Rect& other) { return other.overlaps(box); })) continue;
      taken_.push_back(box);
      axis.numbers.push_back({tick.value, on, at, tick.label});
      farthest = std::max(farthest, 2 * half);
    }
    axis.name_at =
        along(pixel(between(edge.from, edge.to, 0.5)), out,
              begin + farthest + style_.px(box_label_gap) + extent_along(text_size(name, {.font = style_.small}), out));
    return axis;
  }

 private:
  Pencil pencil() const { return {.font = style_.small, .writing = Writing::numbers}; }

  Rect area_;
  Matrix4 camera_;
  const Style& style_;
  std::vector<Rect> taken_;  // by labels
};

}  // namespace

std::vector<BoxAxis> box_axes(const Surface3d& surface, const Rect& area, const Style& style, const BoxAxes& axes) {
  Setter setter(surface, area, style);
  const Vector3 eye = eye_direction(surface);
  const float x = eye[0] < 0 ? -1.0f : 1.0f, y = eye[1] < 0 ? -1.0f : 1.0f;  // the corner nearest to the eye
  std::vector<BoxAxis> all;
  const auto level_axis = [&](const BoxEdge& edge, const Range& range, std::string_view name) {
    const Axis axis{.range = range};
    all.push_back(setter.axis(
        edge, ticks(axis, Format::number, setter.space(edge)), [&](double v) { return axis.to_unit(v); }, name));
  };
  // From above, what is high is nearer, and reaches out over the floor.
  const float z =
      setter.from_middle({x, y, axes.bottom}) > setter.from_middle({x, y, axes.top}) ? axes.bottom : axes.top;
  if (std::abs(eye[0]) < end_on) level_axis({{-1, y, z}, {1, y, z}}, axes.x, axes.x_name);
  if (std::abs(eye[1]) < end_on) level_axis({{x, -1, z}, {x, 1, z}}, axes.y, axes.y_name);
  const auto upright = [&](float at_x, float at_y) {
    return BoxEdge{{at_x, at_y, axes.bottom}, {at_x, at_y, axes.top}};
  };
  const BoxEdge one = upright(x, -y), other = upright(-x, y);
  const BoxEdge& left = setter.pixel(one.from).x < setter.pixel(other.from).x ? one : other;
  if (eye[2] < end_on) {
    all.push_back(setter.axis(
        left, color_ticks(style, axes.z, setter.length(left)), [&](double v) { return color_position(axes.z, v); },
        axes.z_name));
  }
  return all;
}

void draw_box_axes(ImDrawList& list, const Style& style, const std::vector<BoxAxis>& axes) {
  const float width = std::max(1.0f, std::floor(style.scale));
  const auto write = [&](ImVec2 middle, ImU32 color, std::string_view text, const Pencil& pencil) {
    const ImVec2 size = text_size(text, pencil);
    draw_text(list, {std::floor(middle.x - size.x / 2), std::floor(middle.y - size.y / 2)}, color, text, pencil);
  };
  for (const BoxAxis& axis : axes) {
    list.AddLine(axis.from, axis.to, style.axis, width);
    for (const BoxAxis::Number& number : axis.numbers) {
      const float far = std::max(std::hypot(number.at.x - number.on.x, number.at.y - number.on.y), 1e-3f);
      const ImVec2 outside{(number.at.x - number.on.x) / far, (number.at.y - number.on.y) / far};
      list.AddLine(number.on, along(number.on, outside, style.px(box_tick_length)), style.axis, width);
      write(number.at, style.muted, number.label, {.font = style.small, .writing = Writing::numbers});
    }
    write(axis.name_at, style.muted, axis.name, {.font = style.small});
  }
}

}  // namespace saddle::plot
