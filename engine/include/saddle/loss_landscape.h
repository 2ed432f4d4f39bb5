#pragma once

#include <cstdint>

namespace saddle {

// How much memory the path of the weights may take for the probe "landscape", and how short a path is worth keeping.
namespace landscape {
constexpr int64_t most_bytes = 500'000'000, least_places = 8;
constexpr int64_t most_weights = most_bytes / (int64_t{sizeof(float)} * 2 * least_places);
}  // namespace landscape

}  // namespace saddle
