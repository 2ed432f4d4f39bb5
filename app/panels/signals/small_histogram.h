#pragma once

#include <span>
#include <string>

#include "saddle/probe.h"
#include "ui/ui.h"

namespace saddle::app {

// A histogram without axes, for a row of a table: bars that stand on the floor of the box, the range written below
// where there is room, otherwise briefly in a corner. `past`, oldest first, lies behind it as a ridge that climbs and
// fades. A bar that dwarfs all others is cut off.
struct SmallHistogram {
  ImVec2 corner, size;
  ImU32 color = 0;
  std::span<const Distribution* const> past = {};
};
void draw_small_histogram(ui::Ui& ui, const Distribution& now, const SmallHistogram& where);

// What a tooltip says of it.
std::string description(const ui::Ui& ui, const Distribution& distribution);

// "0.0123", "1.2e-05", "–" for NaN.
std::string short_number(double value);
std::string short_percent(double share);

}  // namespace saddle::app
