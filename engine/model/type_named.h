#pragma once

#include <algorithm>
#include <cassert>
#include <string_view>
#include <vector>

namespace saddle {

// The row of that name in a table of types, or null.
template <class Type>
const Type* find_type(const std::vector<Type>& all, std::string_view name) {
  const auto found = std::find_if(all.begin(), all.end(), [&](const Type& type) { return type.entry.name == name; });
  return found == all.end() ? nullptr : &*found;
}

// The row of that name; there must be one, as in an experiment that check() has passed.
template <class Type>
const Type& type_named(const std::vector<Type>& all, std::string_view name) {
  const Type* found = find_type(all, name);
  assert(found);
  return *found;
}

}  // namespace saddle
