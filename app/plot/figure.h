#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <imgui.h>

#include "plot/band_item.h"
#include "plot/bars_item.h"
#include "plot/composition.h"
#include "plot/context.h"
#include "plot/contour_item.h"
#include "plot/figure_options.h"
#include "plot/heatmap_item.h"
#include "plot/input.h"
#include "plot/item.h"
#include "plot/line_item.h"
#include "plot/quiver_item.h"
#include "plot/ribbon_item.h"
#include "plot/rule_item.h"
#include "plot/scatter_item.h"
#include "plot/series.h"
#include "plot/tiles_item.h"

namespace saddle::plot {

// Whether the mouse can take hold of something.
enum class Grip { free, fixed };

// What the mouse points at, and where the figure's parts are on the screen.
struct FigureReport {
  bool hovered = false;              // the mouse is over the plotting area
  bool clicked = false;              // and was released there without dragging
  int moved = -1;                    // the handle that the mouse holds
  double x = 0, y = 0;               // in data, at the mouse
  std::vector<Readout> values = {};  // what the read-out shows
  Layout layout = {};
};

// One figure of one frame: say what it shows, then draw. Everything borrowed must live until draw() returns. Labels are
// "text###id"; they arrive translated, and what follows ### keeps zoom and hidden series across languages.
class Figure {
 public:
  Figure(Context& context, std::string_view label, FigureOptions options = {});
  Figure(const Figure&) = delete;
  Figure& operator=(const Figure&) = delete;

  void line(std::string_view label, const Series& series, const LineOptions& options = {});
  void scatter(std::string_view label, const Series& series, const ScatterOptions& options = {});
  void bars(std::string_view label, const Values& heights, const BarsOptions& options = {});
  // edges.size() == counts.size() + 1
  void histogram(std::string_view label, const Values& edges, const Values& counts, const BarsOptions& options = {});
  void heatmap(std::string_view label, const Values& values, int rows, int columns, const HeatmapOptions& options = {});
  void contour(std::string_view label, std::span<const ContourLine> lines, const ContourOptions& options = {});
  void arrows(std::string_view label, std::span<const Arrow> arrows, const QuiverOptions& options = {});
  void tiles(std::string_view label, std::span<const int8_t> kinds, int rows, int columns, const TilesOptions& options);
  void vertical_line(double x, std::string_view label = {}, const RuleOptions& options = {});
  void horizontal_line(double y, std::string_view label = {}, const RuleOptions& options = {});
  // Shades what lies between two values of y; not in the legend.
  void horizontal_band(const Range& y, std::string_view label, ImU32 color);
  // What lies between two curves over the same x, in the color of the line `part_of` belongs to, and hidden with it.
  void ribbon(std::string_view part_of, const Series& low, const Series& high, ImU32 color);
  // Points of interest with captions; not in the legend.
  void marks(const Series& points, const ScatterOptions& options = {});

  // A ring that the mouse can drag: draw() moves `place` meanwhile. Numbered from 0 in the order of calls. One that is
  // fixed is a dot, and stays.
  void handle(Point& place, ImU32 color, Grip grip = Grip::free);
  // A place on the x axis that the mouse can drag, numbered among the handles. Where it is `set`, a line crosses the
  // figure there, with a caption, and what lies beyond it is veiled; otherwise its grip alone stands on the axis.
  void cursor(Point& place, bool set, std::string_view caption, ImU32 color);

  // An ImGui item of the given size, at the cursor. Once.
  FigureReport draw();

 private:
  enum class Listing { listed, unlisted };
  void add(std::unique_ptr<Item> item, std::string_view label, ImU32 color, Listing listing,
           std::string_view part_of = {});
  void draw_labels(const Canvas& canvas, const Composition& composition) const;
  void draw_data(const Canvas& canvas) const;
  bool says_that_it_is_empty(const View& view) const;
  void draw_notes(const Canvas& canvas) const;
  void take_handle(const Pointer& pointer);
  int held_handle() const;
  void draw_handles(const Canvas& canvas, ImVec2 mouse) const;
  struct Handle {
    Point* place;
    ImU32 color;
    Grip grip = Grip::free;
    bool upright = false, set = false;  // of a cursor
    std::string caption = {};
  };
  bool within_reach(const Handle& handle, const View& view, ImVec2 mouse) const;
  void draw_cursor(const Canvas& canvas, const Handle& handle, bool taken) const;
  void draw_buttons(const Canvas& canvas, Layout& layout) const;
  void read(const Canvas& canvas, ImVec2 mouse, FigureReport& report) const;

  Context& context_;
  FigureOptions options_;
  std::string title_;
  ImGuiID id_;
  FigureState& state_;
  Stack* const stack_;  // null: stands alone
  std::vector<std::unique_ptr<Item>> items_;
  std::vector<Handle> handles_;
  int listed_ = 0;
};

}  // namespace saddle::plot
