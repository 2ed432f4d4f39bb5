#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "saddle/properties.h"
#include "saddle/shape.h"

namespace saddle {

// What users may know of a row of a catalog: a layer, an optimizer, a data set …
struct Entry {
  std::string_view name;   // in files: "max_pool2d"
  std::string_view title;  // on screen: "Max pooling"
  std::string_view help;   // one sentence
  std::string_view formula = {};
  std::string_view source = {};  // where the formula is from
  Table properties = {};
};

// The rows of each catalog, sorted by name.
namespace catalog {
const std::vector<Entry>& layers();
const std::vector<Entry>& optimizers();
const std::vector<Entry>& losses();
const std::vector<Entry>& initializers();
const std::vector<Entry>& datasets();
const std::vector<Entry>& probes();
const std::vector<Entry>& schedules();
std::vector<std::string_view> names(const std::vector<Entry>& entries);

// Returns the row of that name, or null.
const Entry* find(const std::vector<Entry>& entries, std::string_view name);
// Returns the row of that name. Throws Error at `where` that lists the names, and the nearest one, if there is none.
const Entry& get(const std::vector<Entry>& entries, std::string_view name, const std::string& where);

// What the samples of a data set look like, as far as it is known before the set is loaded.
struct SampleInfo {
  Shape shape;                             // (C, H, W) or (features); of rank 0 if it is not known yet
  std::vector<std::string> classes = {};   // names; empty for regression, or if they are not known yet
  bool per_pixel = false;                  // each pixel has its own class
  int64_t outputs = 0;                     // of regression: the number of targets of a sample
  std::optional<Issue> issue = {};         // why nothing is known: a file is missing or malformed
  std::vector<std::string> features = {};  // of a vector's values, where a file has names: "age", "sex=female"
};
// Describes a data set without loading it. `directory` is that of --data; files in it are only read again after they
// changed. Throws Error for an unknown set.
SampleInfo sample_info(const Choice& data, const std::filesystem::path& directory = {});
}  // namespace catalog

}  // namespace saddle
