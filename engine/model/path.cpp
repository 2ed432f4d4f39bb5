#include "model/path.h"

#include <charconv>

#include "model/nearest.h"
#include "saddle/error.h"

namespace saddle {

std::optional<LayerPath> layer_path(std::string_view path) {
  constexpr std::string_view before = "network[";
  const size_t end = path.find("].");
  if (!path.starts_with(before) || end == path.npos) return std::nullopt;
  size_t layer = 0;
  const char *first = path.data() + before.size(), *last = path.data() + end;
  const auto [stop, failure] = std::from_chars(first, last, layer);
  if (failure != std::errc() || stop != last) return std::nullopt;
  return LayerPath{layer, path.substr(end + 2)};
}

void throw_unknown_path(std::string_view path, const std::vector<std::string>& known) {
  const std::string* nearest = nullptr;
  for (const std::string& other : known) {
    if (!nearest || catalog::distance(path, other) < catalog::distance(path, *nearest)) nearest = &other;
  }
  if (!nearest) throw Error(std::string(path), "there is no such value");
  throw Error(std::string(path), "there is no such value; did you mean {}?", *nearest);
}

}  // namespace saddle
