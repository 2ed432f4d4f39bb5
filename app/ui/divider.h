#pragma once

#include <optional>
#include <string_view>

#include "ui/ui.h"

namespace saddle::ui {

struct DividerOptions {
  bool upright = true;        // it parts left from right; otherwise upper from lower
  float least = 0, most = 0;  // where it can be dragged, as `place`
  std::string_view help = {};
};

// The strip between two areas, to be dragged. `place`: its middle, in pixels of the screen. Returns where it is dragged
// to; `reset` becomes true on a double click, which asks for the usual place.
std::optional<float> divider(Ui& ui, std::string_view name, ImVec2 corner, ImVec2 size, float place, bool& reset,
                             const DividerOptions& options);

}  // namespace saddle::ui
