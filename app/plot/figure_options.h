#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <imgui.h>

#include "plot/number.h"
#include "plot/view.h"

namespace saddle::plot {

enum class Aspect { free, equal };
enum class Controls { shown, hidden };

struct FigureOptions {
  std::string_view x_label = {}, y_label = {};
  Scale x_scale = Scale::linear, y_scale = Scale::linear;  // until the user chooses
  Format x_format = Format::number, y_format = Format::number;
  std::optional<Range> x_range = {}, y_range = {};  // shown instead of what the data need, until the user zooms
  std::span<const std::string> x_categories = {}, y_categories = {};  // names instead of numbers at 0, 1, 2 …
  ImVec2 size = {0, 0};                 // 0: what is left of the window; below zero: that much less
  bool y_downwards = false;             // row 0 on top
  Aspect aspect = Aspect::free;         // equal: a unit is as long in x as in y
  std::string_view stack = {};          // figures of the same name share their x axis and its left end
  std::string_view empty = {};          // said in the middle when there is nothing to draw
  Controls controls = Controls::shown;  // the buttons in the corner
  Controls legend = Controls::shown;    // the read-out names the series all the same
  size_t legend_least = 2;              // series that need telling apart; 1: the shape of a mark must be explained
};

}  // namespace saddle::plot
