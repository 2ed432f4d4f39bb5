#include "saddle/catalog.h"

#include <algorithm>

#include "model/nearest.h"

namespace saddle::catalog {

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

}  // namespace saddle::catalog
