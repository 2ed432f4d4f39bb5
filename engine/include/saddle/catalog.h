#pragma once

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
  std::string_view torch = {};   // the same in PyTorch, with {property} for each value
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

// The row of that name, or null.
const Entry* find(const std::vector<Entry>& entries, std::string_view name);
// The row of that name; throws Error that lists what there is, and the nearest name.
const Entry& get(const std::vector<Entry>& entries, std::string_view name, const std::string& where);

// What a data set's samples look like, before it is loaded.
struct SampleInfo {
  Shape shape;                       // (C, H, W) or (features)
  std::vector<std::string> classes;  // names; empty for regression
};
SampleInfo sample_info(const Choice& data);
}  // namespace catalog

}  // namespace saddle
