#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include <imgui.h>

#include "plot/pyramid.h"
#include "plot/smoothing.h"
#include "plot/style.h"
#include "plot/view.h"

namespace saddle::plot {

// Where a figure drew its parts, in screen pixels: what the mouse is compared with in the next frame. Empty rectangles
// are parts that were not drawn.
struct Layout {
  struct Entry {
    ImGuiID series = 0;
    Rect rect;
  };
  Rect whole;
  View view;  // view.area is the plotting area
  Rect x_axis, y_axis;
  Rect legend;
  std::vector<Entry> entries;
  Rect fit_button, x_scale_button, y_scale_button;
};

// What the user did to a figure.
struct FigureState {
  struct AxisState {
    bool follow = true;  // shows all data as they come; false once the user has zoomed or panned
    Range range = {0, 1};
    std::optional<Scale> scale = {};  // the user's choice; none: the caller's
  };
  enum class Drag { none, pan, box };

  AxisState x, y;
  std::vector<ImGuiID> hidden;  // series
  Drag drag = Drag::none;
  bool drag_x = true, drag_y = true;  // the axes it moves
  ImVec2 drag_start{0, 0};
  View drag_view;
  int legend_corner = 0;  // 0 upper right, 1 upper left, 2 lower right, 3 lower left
  Layout layout;
  bool drawn = false;  // layout is valid

  bool is_hidden(ImGuiID series) const;
  void toggle(ImGuiID series);
  void follow() { x.follow = y.follow = true; }
};

// What figures that stand above each other share: the x axis and where it begins. Each takes what those
// above it need now, and what those below it needed in the frame before.
struct Stack {
  struct Needs {
    Range x;
    double margin = 0;
    float left = 0;  // pixels between the figure's edge and its plotting area
  };
  FigureState::AxisState x;
  Needs before, now;
  int frame = -1;
};

struct LineCache {
  Pyramid raw, smooth;
  Smoothing smoothing;
  int last_frame = 0;
};

// The few words a figure says of its own; translate them.
struct Words {
  std::string fit = "Fit";
  std::string skipped = "{} values ≤ 0 not shown";
  std::string more = "+{}";
};

// All that outlives a frame: looks, words, and per figure the zoom, the hidden series and the pyramids. One per window,
// UI thread only.
class Context {
 public:
  Style style = dark();
  Words words;

  FigureState& figure(ImGuiID id) { return figures_[id]; }
  Stack& stack(ImGuiID id);  // with the needs of the frame before
  LineCache& line(ImGuiID id);

 private:
  std::unordered_map<ImGuiID, FigureState> figures_;
  std::unordered_map<ImGuiID, Stack> stacks_;
  std::unordered_map<ImGuiID, LineCache> lines_;  // dropped if not drawn for a while, and then read again
  int swept_ = 0;
};

}  // namespace saddle::plot
