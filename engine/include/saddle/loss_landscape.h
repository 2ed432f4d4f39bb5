#pragma once

#include <cstdint>

namespace saddle {

// The path of the weights, for the probe "landscape": how much memory it may take, in bytes, and of how many places it
// is a path. A longer one is thinned; the planes that are laid through it take as much as some ten places more.
namespace landscape {
constexpr int64_t most_path_bytes = 128'000'000, least_places = 4;
constexpr int64_t most_weights = most_path_bytes / (int64_t{sizeof(float)} * least_places);
}  // namespace landscape

}  // namespace saddle
