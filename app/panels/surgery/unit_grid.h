#pragma once

#include <cstdint>
#include <string>

#include "model/frame.h"
#include "saddle/knock_out.h"
#include "saddle/surgery.h"

namespace saddle::app {

// A tile for each unit of a layer over the width of the window: its number, or the value that it is held at; crossed
// out where it is silent; in color what it costs to lose it. Returns the unit that was clicked, or -1.
struct UnitGrid {
  int64_t units = 0;
  Pinned pinned = {};
  const KnockOut* map = nullptr;  // null: not known
  std::string lock = {};          // the widget's name, for what may not be changed
};
int draw_units(Frame& frame, const UnitGrid& grid);

}  // namespace saddle::app
