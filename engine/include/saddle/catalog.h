#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "saddle/properties.h"
#include "saddle/shape.h"

namespace saddle {

// A row of a catalog: a layer, an optimizer, a data set …
struct Entry {
  std::string_view name;   // "max_pool2d": in files
  std::string_view title;  // "Max pooling": on screen
  std::string_view help;   // a sentence
  std::string_view formula = {};
  std::string_view source = {};  // where the formula is from
  Table properties = {};
};

// What there is to choose from, sorted by name.
namespace catalog {
const std::vector<Entry>& layers();
const std::vector<Entry>& optimizers();
const std::vector<Entry>& losses();
const std::vector<Entry>& initializers();
const std::vector<Entry>& datasets();
const std::vector<Entry>& probes();
const std::vector<Entry>& schedules();
std::vector<std::string_view> names(const std::vector<Entry>& entries);

// The row of that name, or null.
const Entry* find(const std::vector<Entry>& entries, std::string_view name);
// The row of that name; throws Error that lists what there is, and the nearest name.
const Entry& get(const std::vector<Entry>& entries, std::string_view name, const std::string& where);

// What a data set's samples look like, before it is loaded.
struct SampleInfo {
  Shape shape;                            // (C, H, W) or (features); of rank 0 where that cannot be known yet
  std::vector<std::string> classes = {};  // names; empty for regression, or where they cannot be known yet
  bool per_pixel = false;                 // every pixel has a class of its own
  int64_t outputs = 0;                    // of regression: how many numbers come out of a sample
  std::optional<Issue> issue = {};        // why nothing can be said: a file that is missing or malformed
};
// `directory`: as in --data, for sets whose files say what they hold; such a file is looked into only when it has
// changed. Throws Error for an unknown set.
SampleInfo sample_info(const Choice& data, const std::filesystem::path& directory = {});
}  // namespace catalog

}  // namespace saddle
