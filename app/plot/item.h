#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <imgui.h>

#include "plot/context.h"
#include "plot/number.h"
#include "plot/style.h"
#include "plot/view.h"

namespace saddle::plot {

// What an item wants to be visible along one axis when the figure fits its data.
struct Extent {
  Range range;
  double margin = 0;            // of the span, on both sides
  bool tight = false;           // a map: no margin, whatever the others want
  bool stands_on_zero = false;  // no margin below zero
};

struct Canvas {
  ImDrawList& list;
  const View& view;
  const Style& style;
  bool tell_apart = false;  // several lines: markers help those who cannot tell their colors

  float px(float length) const { return style.px(length); }
};

constexpr float footprint_gap = 6;  // pixels

// One line of the read-out.
struct Readout {
  std::string label;
  ImU32 color = 0;
  double x = 0, y = 0;  // in data
  std::string text;     // the value as shown
  ImVec2 pixel{0, 0};
  float distance = 0;         // from the mouse, in pixels
  bool follows_x = false;     // belongs to an x, not to a spot: is listed however far the mouse is away
  int row = -1, column = -1;  // of a heat map
  std::string part = {};      // which of the curves of its series: those share a row
  ImGuiID series = 0;
};

struct ColorScale;

// What a figure draws: a line, bars, a map. Lives from its addition to a figure until draw() returns.
class Item {
 public:
  std::string label;  // as shown
  ImGuiID id = 0;
  ImGuiID hidden_with = 0;  // the series in the legend that hides it: itself, mostly
  ImU32 color = 0;
  int index = -1;  // among those in the legend; -1: not listed there
  bool hidden = false;

  virtual ~Item() = default;
  // Before anything else, when the scales are known.
  virtual void prepare(Context&, Scale /*x*/, Scale /*y*/) {}
  virtual Extent extent_x(Scale scale) const = 0;
  // Of the part that `x` shows.
  virtual Extent extent_y(Scale scale, const Axis& x) const = 0;
  // Beneath everything that is drawn: raw data below their averages, maps below lines.
  virtual void draw_below(const Canvas& /*canvas*/) const {}
  virtual void draw(const Canvas& canvas) const = 0;
  virtual void draw_swatch(const Canvas& canvas, const Rect& rect) const;
  // What there is at the mouse, added to `all`.
  virtual void read(const View& /*view*/, ImVec2 /*mouse*/, Format /*y_format*/, std::vector<Readout>& /*all*/) const {}
  // Pixels that a legend should not cover, some `footprint_gap` apart, so that what looks large counts for much.
  virtual void footprint(const Canvas& /*canvas*/, std::vector<ImVec2>& /*pixels*/) const {}
  // Values that a logarithmic axis cannot show.
  virtual int64_t skipped() const { return 0; }
  // Where the first category of an axis lies: at 0, or in the middle of the first cell.
  virtual double category_offset() const { return 0; }
  // Needs a color bar.
  virtual const ColorScale* color_scale() const { return nullptr; }
};

inline void Item::draw_swatch(const Canvas& canvas, const Rect& rect) const {
  const float r = rect.height() * 0.32f;
  const ImVec2 c = rect.center();
  canvas.list.AddRectFilled({c.x - r, c.y - r}, {c.x + r, c.y + r}, color, canvas.px(2));
}

}  // namespace saddle::plot
