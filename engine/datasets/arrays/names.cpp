#include "datasets/arrays/names.h"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>
#include <vector>

namespace saddle::datasets {
namespace {

std::string in_small_letters(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return text;
}

// The first of these that is there.
std::string found_in(const NpzReader& file, std::span<const std::string_view> names) {
  const std::vector<std::string> there = file.names();
  for (const std::string_view name : names) {
    const auto found = std::ranges::find(there, name, in_small_letters);
    if (found != there.end()) return *found;
  }
  return std::string(names.front());
}

}  // namespace

std::string array_of_samples(const NpzReader& file) {
  static constexpr std::array<std::string_view, 8> names = {"x",      "x_train",  "data",  "images",
                                                            "inputs", "features", "input", "samples"};
  return found_in(file, names);
}

std::string array_of_targets(const NpzReader& file) {
  static constexpr std::array<std::string_view, 7> names = {"y",       "y_train", "labels", "label",
                                                            "targets", "target",  "classes"};
  return found_in(file, names);
}

}  // namespace saddle::datasets
