#include "plot/stroke.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace saddle::plot {
namespace {

constexpr size_t piece = 2000;     // points per reservation: four vertices each, well below 65536
constexpr float mild_turn = 0.5f;  // cosine of the turn up to which a corner gets a miter

ImVec2 operator+(ImVec2 a, ImVec2 b) { return {a.x + b.x, a.y + b.y}; }
ImVec2 operator-(ImVec2 a, ImVec2 b) { return {a.x - b.x, a.y - b.y}; }
ImVec2 operator*(ImVec2 a, float k) { return {a.x * k, a.y * k}; }
float dot(ImVec2 a, ImVec2 b) { return a.x * b.x + a.y * b.y; }

// A cross section: the spine, and what to add to reach the edge of a stroke of half width 1.
struct Rib {
  ImVec2 at, normal;
};

// Of a ribbon of `count` cross sections with four vertices each, which are written next.
void weave_indices(ImDrawList& list, int count) {
  const unsigned base = list._VtxCurrentIdx;
  for (unsigned a = base; a < base + static_cast<unsigned>(count - 1) * 4; a += 4) {
    for (unsigned i = a; i < a + 3; ++i) {
      for (const unsigned corner : {i, i + 4, i + 5, i, i + 5, i + 1})
        list.PrimWriteIdx(static_cast<ImDrawIdx>(corner));
    }
  }
}

// Half of the width over which edges fade out; 0 where the list is drawn without antialiasing.
float fade_of(const ImDrawList& list) { return list.Flags & ImDrawListFlags_AntiAliasedLines ? 0.5f : 0.0f; }

// Two inner vertices of full color and two outer transparent ones per rib.
void weave(ImDrawList& list, std::span<const Rib> ribs, float half, ImU32 color) {
  if (ribs.size() < 2) return;
  const ImVec2 uv = ImGui::GetFontTexUvWhitePixel();
  const ImU32 clear = color & ~IM_COL32_A_MASK;
  const float fade = fade_of(list), inner = std::max(0.0f, half - fade), outer = half + fade;
  const auto count = static_cast<int>(ribs.size());
  list.PrimReserve((count - 1) * 18, count * 4);
  weave_indices(list, count);
  for (const Rib& rib : ribs) {
    list.PrimWriteVtx(rib.at + rib.normal * outer, uv, clear);
    list.PrimWriteVtx(rib.at + rib.normal * inner, uv, color);
    list.PrimWriteVtx(rib.at - rib.normal * inner, uv, color);
    list.PrimWriteVtx(rib.at - rib.normal * outer, uv, clear);
  }
}

void stroke_solid(ImDrawList& list, std::span<const ImVec2> points, float half, ImU32 color) {
  std::vector<ImVec2> path;
  path.reserve(points.size());
  for (const ImVec2& p : points) {
    if (path.empty() || dot(p - path.back(), p - path.back()) > 1e-4f) path.push_back(p);
  }
  if (path.size() < 2) return;
  const auto direction = [&](size_t i) {
    const ImVec2 d = path[i + 1] - path[i];
    return d * (1 / std::sqrt(dot(d, d)));
  };
  const auto across = [](ImVec2 d) { return ImVec2{d.y, -d.x}; };

  std::vector<Rib> ribs;
  ribs.reserve(std::min(path.size(), piece) + 2);
  ImVec2 before = direction(0);
  ribs.push_back({path[0] - before * (half * 0.5f), across(before)});
  for (size_t i = 1; i + 1 < path.size(); ++i) {
    const ImVec2 after = direction(i);
    const float cosine = dot(before, after);
    if (cosine > mild_turn) {
      const ImVec2 sum = across(before) + across(after);
      ribs.push_back({path[i], sum * (1 / (1 + cosine))});
      if (ribs.size() >= piece) {
        weave(list, ribs, half, color);
        ribs.assign(1, ribs.back());
      }
    } else {
      ribs.push_back({path[i] + before * (half * 0.7f), across(before)});
      weave(list, ribs, half, color);
      ribs.assign(1, {path[i] - after * (half * 0.7f), across(after)});
    }
    before = after;
  }
  ribs.push_back({path.back() + before * (half * 0.5f), across(before)});
  weave(list, ribs, half, color);
}

// Lengths of ink and gap in turn, in widths of the line.
std::span<const float> pattern(Dash dash) {
  static constexpr std::array dashed{5.0f, 3.5f};
  static constexpr std::array dotted{1.0f, 2.5f};
  static constexpr std::array dash_dot{6.0f, 3.0f, 1.2f, 3.0f};
  if (dash == Dash::dashed) return dashed;
  if (dash == Dash::dotted) return dotted;
  return dash_dot;
}

void stroke_dashed(ImDrawList& list, std::span<const ImVec2> points, float half, const Pen& pen) {
  const auto lengths = pattern(pen.dash);
  const float unit = std::max(1.5f, pen.width);
  size_t part = 0;
  float left = lengths[0] * unit;
  std::vector<ImVec2> ink{points[0]};
  for (size_t i = 0; i + 1 < points.size(); ++i) {
    ImVec2 from = points[i];
    const ImVec2 to = points[i + 1];
    float length = std::sqrt(dot(to - from, to - from));
    while (length > left) {
      from = from + (to - from) * (left / length);
      length -= left;
      if (part % 2 == 0) {
        ink.push_back(from);
        stroke_solid(list, ink, half, pen.color);
      }
      part = (part + 1) % lengths.size();
      left = lengths[part] * unit;
      ink.assign(1, from);
    }
    left -= length;
    if (part % 2 == 0) ink.push_back(to);
  }
  if (part % 2 == 0) stroke_solid(list, ink, half, pen.color);
}

}  // namespace

void stroke(ImDrawList& list, std::span<const ImVec2> points, const Pen& pen) {
  if (points.size() < 2) return;
  const float half = std::max(pen.width, 1.0f) / 2;
  const ImU32 color = pen.width < 1 ? with_alpha(pen.color, pen.width) : pen.color;
  if (pen.dash == Dash::solid) {
    stroke_solid(list, points, half, color);
  } else {
    stroke_dashed(list, points, half, {color, pen.width, pen.dash});
  }
}

void stroke_columns(ImDrawList& list, std::span<const Bar> bars, const Pen& pen) {
  const float half = std::max(pen.width, 1.0f) / 2, fade = fade_of(list);
  const ImVec2 uv = ImGui::GetFontTexUvWhitePixel();
  const ImU32 clear = pen.color & ~IM_COL32_A_MASK;
  for (size_t from = 0; from + 1 < bars.size(); from += piece - 1) {
    const auto part = bars.subspan(from, std::min(piece, bars.size() - from));
    const auto count = static_cast<int>(part.size());
    list.PrimReserve((count - 1) * 18, count * 4);
    weave_indices(list, count);
    for (const Bar& bar : part) {
      const float top = bar.top - half, bottom = bar.bottom + half;
      list.PrimWriteVtx({bar.x, top - fade}, uv, clear);
      list.PrimWriteVtx({bar.x, top + fade}, uv, pen.color);
      list.PrimWriteVtx({bar.x, bottom - fade}, uv, pen.color);
      list.PrimWriteVtx({bar.x, bottom + fade}, uv, clear);
    }
  }
}

void draw_marker(ImDrawList& list, Marker marker, ImVec2 c, float r, ImU32 color, ImU32 outline) {
  const float ring = outline ? std::max(1.0f, r * 0.28f) : 0;
  switch (marker) {
    case Marker::none:
      return;
    case Marker::circle:
      if (ring > 0) list.AddCircleFilled(c, r + ring, outline);
      list.AddCircleFilled(c, r, color);
      return;
    case Marker::square: {
      const auto square = [&](float s, ImU32 fill) {
        list.AddRectFilled({c.x - s, c.y - s}, {c.x + s, c.y + s}, fill);
      };
      if (ring > 0) square(r * 0.88f + ring, outline);
      square(r * 0.88f, color);
      return;
    }
    case Marker::triangle: {
      const auto triangle = [&](float s, ImU32 fill) {
        list.AddTriangleFilled({c.x, c.y - s * 1.2f}, {c.x + s * 1.1f, c.y + s * 0.8f},
                               {c.x - s * 1.1f, c.y + s * 0.8f}, fill);
      };
      if (ring > 0) triangle(r + ring * 1.5f, outline);
      triangle(r, color);
      return;
    }
    case Marker::diamond: {
      const auto diamond = [&](float s, ImU32 fill) {
        list.AddQuadFilled({c.x, c.y - s}, {c.x + s, c.y}, {c.x, c.y + s}, {c.x - s, c.y}, fill);
      };
      if (ring > 0) diamond(r * 1.25f + ring * 1.4f, outline);
      diamond(r * 1.25f, color);
      return;
    }
    case Marker::cross:
    case Marker::plus: {
      const float s = marker == Marker::cross ? r * 0.8f : 0;
      const std::array arms{ImVec2{s, s}, ImVec2{s, -s}, ImVec2{r * 1.15f, 0}, ImVec2{0, r * 1.15f}};
      const size_t first = marker == Marker::cross ? 0 : 2;
      const auto both = [&](float width, ImU32 fill) {
        for (size_t i = first; i < first + 2; ++i) list.AddLine(c - arms[i], c + arms[i], fill, width);
      };
      const float width = std::max(1.5f, r * 0.5f);
      if (ring > 0) both(width + ring * 2, outline);
      both(width, color);
      return;
    }
  }
}

}  // namespace saddle::plot
