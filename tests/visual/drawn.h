#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <imgui.h>

// What a frame has drawn, read back from ImGui's vertices: shapes, words, and the numbers beside the ticks of an axis.
// Tests hold it against the data without asking the code that drew it where anything lies.
namespace saddle::drawn {

struct Box {
  float left = 0, top = 0, right = 0, bottom = 0;  // pixels

  float width() const { return right - left; }
  float height() const { return bottom - top; }
  bool contains(const Box& other, float slack = 1) const {
    return other.left >= left - slack && other.right <= right + slack && other.top >= top - slack &&
           other.bottom <= bottom + slack;
  }
};

// One primitive: a filled outline, a stroke or a character.
struct Shape {
  std::vector<ImDrawVert> vertices = {};  // in the order in which they were written
  ImU32 color = 0;                        // of its most opaque vertex
  Box box = {};            // around the vertices of that opacity: half a pixel less than what is antialiased
  char32_t character = 0;  // 0: no character

  // Four corners, parallel to the axes, of one color.
  bool is_rectangle() const;
};

struct Word {
  std::string text;  // UTF-8
  Box box;
};

// Everything in the draw lists of the last frame of the current ImGui context that lies within `region`.
class Drawing {
 public:
  explicit Drawing(const Box& region);

  const std::vector<Shape>& shapes() const { return shapes_; }
  std::vector<Shape> of_color(ImU32 color) const;  // without characters
  const std::vector<Word>& words() const { return words_; }
  // The spines of the strokes of this color, one list for each piece: a point at every corner of the line, and up to a
  // pixel beyond its ends.
  std::vector<std::vector<ImVec2>> strokes(ImU32 color) const;

 private:
  std::vector<Shape> shapes_;
  std::vector<Word> words_;
};

// Where values lie along a linear axis, as its ticks and the numbers beside them say.
struct Axis {
  double first = 0, per_unit = 0;  // pixel = first + value * per_unit
  std::map<double, double> ticks;  // value -> pixel

  double pixel(double value) const { return first + value * per_unit; }
  double value(double pixel) const { return (pixel - first) / per_unit; }
};
enum class Side { left, bottom };
// `ink`: of the ticks. None where fewer than two ticks have a number, or the numbers are not evenly spaced.
std::optional<Axis> read_axis(const Drawing& drawing, Side side, ImU32 ink);

// A drawing with a plot in it, and its axes.
struct Plot {
  // `ink`: of the ticks.
  Plot(Drawing drawn, ImU32 ink)
      : drawing(std::move(drawn)), x(read_axis(drawing, Side::bottom, ink)), y(read_axis(drawing, Side::left, ink)) {}

  Drawing drawing;
  std::optional<Axis> x, y;

  // Where a pair of values lies; both axes must be there.
  ImVec2 place(double at_x, double at_y) const {
    return {static_cast<float>(x->pixel(at_x)), static_cast<float>(y->pixel(at_y))};
  }
};

// How far a point lies from the nearest corner of some strokes, and from the nearest place on them.
double distance_to_corner(const std::vector<std::vector<ImVec2>>& strokes, ImVec2 point);
double distance_to_line(const std::vector<std::vector<ImVec2>>& strokes, ImVec2 point);

}  // namespace saddle::drawn
