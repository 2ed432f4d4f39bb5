#pragma once

#include <span>
#include <string>
#include <string_view>

#include <imgui.h>

#include "plot/context.h"
#include "plot/values.h"

namespace saddle::plot {

struct ProbabilityBarsOptions {
  ImVec2 size = {0, 0};  // as in FigureOptions; the height also bounds the rows
  int target = -1;       // the right answer, marked; -1: unknown
  // For bars that glide: shown instead of `probabilities`, and moved toward them by `seconds` with a time constant of
  // 0.08 s. Owned by the caller; one per probability, or none.
  std::span<float> shown = {};
  float seconds = 0;
};

// One row per class: name, bar, percentage; the highest stands out. Returns the row under the mouse or -1. One ImGui
// item.
int probability_bars(Context& context, std::string_view label, std::span<const std::string> names,
                     const Values& probabilities, const ProbabilityBarsOptions& options = {});

}  // namespace saddle::plot
