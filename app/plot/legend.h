#pragma once

#include <memory>
#include <vector>

#include "plot/context.h"
#include "plot/item.h"

namespace saddle::plot {

// Where a legend goes and how it looks there; `rows` by `columns` of the first `shown` entries, column by column.
struct Legend {
  struct Entry {
    const Item* item;
    std::string text;  // cut to its place
    Rect rect;
  };
  Rect box;  // empty: there is no room, or nothing to tell apart
  std::vector<Entry> entries;
  std::string more;  // "+3", what found no place
};

// In the corner of the plotting area that hides the fewest points, but not a new one for a few points less.
// `corner` is kept by the figure's state. Empty where fewer than `least` series have a name.
Legend lay_out_legend(const Canvas& canvas, const std::vector<std::unique_ptr<Item>>& items, const Words& words,
                      size_t least, int& corner);

void draw_legend(const Canvas& canvas, const Legend& legend, ImVec2 mouse);

}  // namespace saddle::plot
