#include "saddle/catalog.h"

#include <algorithm>

#include "datasets/dataset_type.h"
#include "datasets/shared/described.h"
#include "nn/initializer.h"
#include "nn/layer_type.h"
#include "nn/loss_type.h"
#include "nn/nearest.h"
#include "nn/optimizer_type.h"
#include "nn/schedule_type.h"
#include "probes/probe_type.h"

namespace saddle::catalog {
namespace {

template <class Type>
std::vector<Entry> entries_of(const std::vector<Type>& types) {
  std::vector<Entry> entries;
  for (const Type& type : types) entries.push_back(type.entry);
  return entries;
}

// Levenshtein's distance: how many letters to change, add or drop.
size_t distance(std::string_view a, std::string_view b) {
  std::vector<size_t> row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t replaced = diagonal + (a[i - 1] != b[j - 1]);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
    }
  }
  return row.back();
}

}  // namespace

const std::vector<Entry>& layers() {
  static const std::vector<Entry> entries = entries_of(saddle::layers::all());
  return entries;
}
const std::vector<Entry>& optimizers() {
  static const std::vector<Entry> entries = entries_of(saddle::optimizers::all());
  return entries;
}
const std::vector<Entry>& losses() {
  static const std::vector<Entry> entries = entries_of(saddle::losses::all());
  return entries;
}
const std::vector<Entry>& initializers() {
  static const std::vector<Entry> entries = entries_of(saddle::initializers::all());
  return entries;
}
const std::vector<Entry>& datasets() {
  static const std::vector<Entry> entries = entries_of(saddle::datasets::all());
  return entries;
}
const std::vector<Entry>& probes() {
  static const std::vector<Entry> entries = entries_of(saddle::probes::all());
  return entries;
}

const std::vector<Entry>& schedules() {
  static const std::vector<Entry> entries = entries_of(saddle::schedules::all());
  return entries;
}

std::vector<std::string_view> names(const std::vector<Entry>& entries) {
  std::vector<std::string_view> names;
  for (const Entry& entry : entries) names.push_back(entry.name);
  return names;
}

const Entry* find(const std::vector<Entry>& entries, std::string_view name) {
  const auto found =
      std::find_if(entries.begin(), entries.end(), [&](const Entry& entry) { return entry.name == name; });
  return found == entries.end() ? nullptr : &*found;
}

const Entry* nearest(const std::vector<Entry>& entries, std::string_view name) {
  const Entry* nearest = nullptr;
  for (const Entry& entry : entries) {
    if (!nearest || distance(name, entry.name) < distance(name, nearest->name)) nearest = &entry;
  }
  return nearest && distance(name, nearest->name) <= std::max<size_t>(2, name.size() / 3) ? nearest : nullptr;
}

const Entry& get(const std::vector<Entry>& entries, std::string_view name, const std::string& where) {
  if (const Entry* entry = find(entries, name)) return *entry;
  std::string known;
  for (const Entry& entry : entries) known += (known.empty() ? "" : ", ") + std::string(entry.name);
  if (const Entry* meant = nearest(entries, name))
    throw Error(where, "there is no \"{}\"; did you mean \"{}\"? Known: {}", name, meant->name, known);
  throw Error(where, "there is no \"{}\"; known: {}", name, known);
}

SampleInfo sample_info(const Choice& data, const std::filesystem::path& directory) {
  get(datasets(), data.type, "data.set");
  for (const DatasetType& type : saddle::datasets::all()) {
    if (type.entry.name == data.type) return described(type, data.properties, {.directory = directory});
  }
  return {};
}

}  // namespace saddle::catalog
