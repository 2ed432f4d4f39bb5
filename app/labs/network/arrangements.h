#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <imgui.h>

namespace saddle::app {

struct Box {
  float x = 0, y = 0, width = 1, height = 1;  // in units of the area
};

// How panes share an area: beside each other at `column`, above each other at `row`, both in units of the area.
struct Arrangement {
  std::string_view name, title;
  std::optional<float> column, row;  // the usual ones; none: it has no such divider
  std::vector<Box> (*boxes)(float column, float row);
  std::string_view fallback;  // where there is no room for its panes; empty: none takes less
};

const std::array<Arrangement, 4>& arrangements();
// The one that the window begins with, if there is none of that name.
const Arrangement& arrangement_named(std::string_view name);

// Where the dividers of an arrangement stand in an area of this size, in pixels at a scale of 1, while nobody has
// dragged them: the column at the right of "lecture" neither starves nor grows without end.
struct Dividers {
  float column = 1, row = 1;
};
Dividers usual_dividers(const Arrangement& arrangement, ImVec2 size);

// The smallest pane in which a panel can be read, in pixels at a scale of 1.
constexpr float least_pane_width = 240, least_pane_height = 150;

// The arrangement itself or, where a pane would be smaller than that, the fallback that has room.
const Arrangement& that_fits(const Arrangement& arrangement, ImVec2 size);

}  // namespace saddle::app
