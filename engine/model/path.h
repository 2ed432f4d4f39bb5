#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace saddle {

// "network[3].units" is the layer 3 and "units". None for anything else; the layer may not exist.
struct LayerPath {
  size_t layer = 0;
  std::string_view key;
};
std::optional<LayerPath> layer_path(std::string_view path);

// Throws Error at `path` that names the one of `known` that is spelled most like it.
[[noreturn]] void throw_unknown_path(std::string_view path, const std::vector<std::string>& known);

}  // namespace saddle
