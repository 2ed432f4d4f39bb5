#pragma once

#include <cstdint>

namespace saddle {

// Why the probe "landscape" has nothing to show, or nothing new; its array "obstacle" holds the number.
enum class LandscapeObstacle {
  no_weights,
  too_large,     // the path would take more than 500 MB: more than most_weights
  short_path,    // it has too few steps for principal components
  straight_path  // the path lies on one line, so that there is only one component
};

namespace landscape {
constexpr int64_t most_bytes = 500'000'000, least_places = 8;
constexpr int64_t most_weights = most_bytes / (int64_t{sizeof(float)} * 2 * least_places);
}  // namespace landscape

}  // namespace saddle
