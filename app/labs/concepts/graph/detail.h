#pragma once

#include <optional>

#include "labs/concepts/graph/scene.h"
#include "labs/concepts/page.h"

namespace saddle::app {

// What happens at one node by that step, in numbers: its value, and what it sends back to each operand.
void draw_graph_detail(PageView& page, const GraphScene& scene, const GraphPlay& play, int step,
                       std::optional<int> node);

}  // namespace saddle::app
