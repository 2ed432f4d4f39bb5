#pragma once

#include <memory>
#include <string>
#include <vector>

#include "plot/axes.h"
#include "plot/context.h"
#include "plot/figure_options.h"
#include "plot/item.h"

namespace saddle::plot {

// Where everything of a figure lies and what its axes say: arithmetic only.
struct Composition {
  Rect whole;
  View view;
  AxisTicks ticks;
  const ColorScale* colors = nullptr;  // of the color bar; null: none
  bool compact = false;                // too low for a turned y label: it stands in the header
  bool drawable = false;               // large enough to show anything
};

// What the axes show before the area is known: the user's ranges, or all the data of the items that are not hidden,
// each of which has been prepared. Tells the stack what this figure needs.
View fit_view(const FigureOptions& options, const FigureState& state, const std::vector<std::unique_ptr<Item>>& items,
              Stack* stack = nullptr);

Composition compose(const FigureOptions& options, const FigureState& state,
                    const std::vector<std::unique_ptr<Item>>& items, const std::string& title, const Style& style,
                    const Rect& whole, Stack* stack = nullptr);

}  // namespace saddle::plot
