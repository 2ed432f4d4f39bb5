#include "visual/drawn.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <numeric>
#include <utility>

#include <imgui_internal.h>

namespace saddle::drawn {
namespace {

unsigned alpha(ImU32 color) { return color >> IM_COL32_A_SHIFT & 255; }

// Characters by the corner of the font atlas where they lie.
std::map<std::pair<float, float>, char32_t> characters() {
  std::map<std::pair<float, float>, char32_t> known;
  for (const ImFont* font : ImGui::GetIO().Fonts->Fonts) {
    for (const ImFontGlyph& glyph : font->Glyphs) {
      if (glyph.Visible) known.emplace(std::pair{glyph.U0, glyph.V0}, glyph.Codepoint);
    }
  }
  return known;
}

Shape shape_of(std::vector<ImDrawVert> vertices, const std::map<std::pair<float, float>, char32_t>& known) {
  Shape shape{.vertices = std::move(vertices)};
  unsigned most = 0;
  for (const ImDrawVert& v : shape.vertices) {
    if (alpha(v.col) < most || (alpha(v.col) == most && shape.color != 0)) continue;
    most = alpha(v.col);
    shape.color = v.col;
  }
  constexpr float far = std::numeric_limits<float>::max();
  shape.box = {far, far, -far, -far};
  for (const ImDrawVert& v : shape.vertices) {
    if (alpha(v.col) != most) continue;
    shape.box.left = std::min(shape.box.left, v.pos.x), shape.box.right = std::max(shape.box.right, v.pos.x);
    shape.box.top = std::min(shape.box.top, v.pos.y), shape.box.bottom = std::max(shape.box.bottom, v.pos.y);
  }
  if (shape.vertices.size() == 4 && shape.vertices[0].uv.x != shape.vertices[2].uv.x) {
    const auto found = known.find({shape.vertices[0].uv.x, shape.vertices[0].uv.y});
    if (found != known.end()) shape.character = found->second;
  }
  return shape;
}

// Primitives share no vertices: those that triangles join are one.
void add_shapes(const ImDrawList& list, const std::map<std::pair<float, float>, char32_t>& known,
                std::vector<Shape>& shapes) {
  std::vector<int> parent(static_cast<size_t>(list.VtxBuffer.Size));
  std::iota(parent.begin(), parent.end(), 0);
  const auto root = [&](int i) {
    while (parent[static_cast<size_t>(i)] != i) {
      parent[static_cast<size_t>(i)] = parent[static_cast<size_t>(parent[static_cast<size_t>(i)])];
      i = parent[static_cast<size_t>(i)];
    }
    return i;
  };
  std::vector<char> used(parent.size(), 0);
  for (const ImDrawCmd& command : list.CmdBuffer) {
    for (unsigned i = 0; i + 2 < command.ElemCount; i += 3) {
      int corner[3];
      for (unsigned k = 0; k < 3; ++k) {
        corner[k] = static_cast<int>(command.VtxOffset) + list.IdxBuffer[static_cast<int>(command.IdxOffset + i + k)];
        used[static_cast<size_t>(corner[k])] = 1;
      }
      for (const int k : {1, 2}) {
        const int a = root(corner[0]), b = root(corner[k]);
        parent[static_cast<size_t>(std::max(a, b))] = std::min(a, b);
      }
    }
  }
  std::map<int, std::vector<ImDrawVert>> parts;  // by their first vertex, which is the order in which they were drawn
  for (int i = 0; i < list.VtxBuffer.Size; ++i) {
    if (used[static_cast<size_t>(i)]) parts[root(i)].push_back(list.VtxBuffer[i]);
  }
  for (auto& [first, vertices] : parts) shapes.push_back(shape_of(std::move(vertices), known));
}

std::string utf8(char32_t code) {
  char text[5] = {};
  ImTextCharToUtf8(text, code);
  return text;
}

// Characters that follow each other on one line, with less than a blank between them.
std::vector<Word> words_of(const std::vector<Shape>& shapes) {
  std::vector<Word> words;
  const Shape* before = nullptr;
  for (const Shape& shape : shapes) {
    if (shape.character != 0) {
      const bool follows = before && shape.color == before->color && shape.box.left > before->box.left &&
                           shape.box.left - before->box.right < 6 && shape.box.top < before->box.bottom + 3 &&
                           shape.box.bottom > before->box.top - 3;
      if (!follows) words.push_back({{}, shape.box});
      Word& word = words.back();
      word.text += utf8(shape.character);
      word.box = {std::min(word.box.left, shape.box.left), std::min(word.box.top, shape.box.top),
                  std::max(word.box.right, shape.box.right), std::max(word.box.bottom, shape.box.bottom)};
    }
    before = shape.character != 0 ? &shape : nullptr;
  }
  return words;
}

// "0.5", "−3", "40%", "2k", "1.5M", "0.05 s".
std::optional<double> number_in(std::string text) {
  if (const size_t minus = text.find("−"); minus != std::string::npos)
    text.replace(minus, std::string("−").size(), 1, '-');
  char* end = nullptr;
  const double value = std::strtod(text.c_str(), &end);
  const std::string rest = end;
  if (end == text.c_str()) return std::nullopt;
  if (rest.empty() || rest == "s") return value;
  if (rest == "%") return value / 100;
  if (rest == "k") return value * 1e3;
  if (rest == "M") return value * 1e6;
  if (rest == "G") return value * 1e9;
  return std::nullopt;
}

double distance(ImVec2 a, ImVec2 b) { return std::hypot(a.x - b.x, a.y - b.y); }

}  // namespace

bool Shape::is_rectangle() const {
  if (vertices.size() != 4 || character != 0) return false;
  return std::ranges::all_of(vertices, [&](const ImDrawVert& v) {
    return v.col == color && (v.pos.x == box.left || v.pos.x == box.right) &&
           (v.pos.y == box.top || v.pos.y == box.bottom);
  });
}

Drawing::Drawing(const Box& region) {
  const auto known = characters();
  const ImDrawData& data = *ImGui::GetDrawData();
  std::vector<Shape> all;
  for (int n = 0; n < data.CmdListsCount; ++n) add_shapes(*data.CmdLists[n], known, all);
  std::ranges::copy_if(all, std::back_inserter(shapes_), [&](const Shape& s) { return region.contains(s.box); });
  words_ = words_of(shapes_);
}

std::vector<Shape> Drawing::of_color(ImU32 color) const {
  std::vector<Shape> found;
  std::ranges::copy_if(shapes_, std::back_inserter(found),
                       [&](const Shape& s) { return s.color == color && s.character == 0; });
  return found;
}

// A stroke is a ribbon of cross sections of four vertices: clear, full, full, clear.
std::vector<std::vector<ImVec2>> Drawing::strokes(ImU32 color) const {
  std::vector<std::vector<ImVec2>> lines;
  for (const Shape& shape : of_color(color)) {
    const auto& v = shape.vertices;
    if (v.size() < 8 || v.size() % 4 != 0) continue;
    std::vector<ImVec2> spine;
    for (size_t i = 0; i < v.size(); i += 4) {
      const bool rib =
          alpha(v[i].col) == 0 && v[i + 1].col == color && v[i + 2].col == color && alpha(v[i + 3].col) == 0;
      if (!rib) break;
      spine.push_back({(v[i].pos.x + v[i + 3].pos.x) / 2, (v[i].pos.y + v[i + 3].pos.y) / 2});
    }
    if (4 * spine.size() == v.size()) lines.push_back(std::move(spine));
  }
  return lines;
}

std::optional<Axis> read_axis(const Drawing& drawing, Side side, ImU32 ink) {
  Axis axis;
  for (const Shape& shape : drawing.of_color(ink)) {
    const Box& tick = shape.box;
    const float length = side == Side::left ? tick.width() : tick.height(),
                thickness = side == Side::left ? tick.height() : tick.width();
    if (!shape.is_rectangle() || thickness > 1.5f || length < 1.5f || length > 6) continue;
    for (const Word& word : drawing.words()) {
      const float middle_x = (word.box.left + word.box.right) / 2, middle_y = (word.box.top + word.box.bottom) / 2;
      const bool beside =
          side == Side::left
              ? std::abs(middle_y - tick.top) < 4 && word.box.right < tick.left && tick.left - word.box.right < 12
              : std::abs(middle_x - tick.left) < 4 && word.box.top > tick.top && word.box.top - tick.bottom < 12;
      if (!beside) continue;
      // The tick begins on the pixel that its place lies in.
      if (const auto value = number_in(word.text))
        axis.ticks[*value] = (side == Side::left ? tick.top : tick.left) + 0.5;
    }
  }
  if (axis.ticks.size() < 2) return std::nullopt;
  // The line of least squares through (value, pixel).
  double n = 0, x = 0, y = 0, xx = 0, xy = 0;
  for (const auto& [value, pixel] : axis.ticks)
    n += 1, x += value, y += pixel, xx += value * value, xy += value * pixel;
  axis.per_unit = (n * xy - x * y) / (n * xx - x * x);
  axis.first = (y - axis.per_unit * x) / n;
  for (const auto& [value, pixel] : axis.ticks) {
    if (std::abs(axis.pixel(value) - pixel) > 1) return std::nullopt;
  }
  return axis;
}

double distance_to_corner(const std::vector<std::vector<ImVec2>>& strokes, ImVec2 point) {
  double least = std::numeric_limits<double>::infinity();
  for (const auto& stroke : strokes) {
    for (const ImVec2 corner : stroke) least = std::min(least, distance(corner, point));
  }
  return least;
}

double distance_to_line(const std::vector<std::vector<ImVec2>>& strokes, ImVec2 point) {
  double least = std::numeric_limits<double>::infinity();
  for (const auto& stroke : strokes) {
    for (size_t i = 0; i + 1 < stroke.size(); ++i) {
      const ImVec2 a = stroke[i], d{stroke[i + 1].x - a.x, stroke[i + 1].y - a.y};
      const float length = d.x * d.x + d.y * d.y;
      const float t = length > 0 ? std::clamp(((point.x - a.x) * d.x + (point.y - a.y) * d.y) / length, 0.0f, 1.0f) : 0;
      least = std::min(least, distance({a.x + t * d.x, a.y + t * d.y}, point));
    }
  }
  return least;
}

}  // namespace saddle::drawn
