#pragma once

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "saddle/error.h"

namespace saddle {

// An object of a file, read strictly: keys that nobody knows, and values of the wrong kind, throw Error that names the
// place.
class JsonObject {
 public:
  using Json = nlohmann::ordered_json;
  JsonObject(const Json& json, std::string where, std::initializer_list<std::string_view> known);

  std::string place(std::string_view key) const;
  bool has(std::string_view key) const { return json_.contains(key); }
  const Json& at(std::string_view key) const;  // throws where it is missing
  const Json& list(std::string_view key, size_t most) const;
  // Of at most `most` bytes; see check_text().
  std::string line(std::string_view key, size_t most) const;
  std::string lines(std::string_view key, size_t most) const;
  double number(std::string_view key) const;
  int64_t whole(std::string_view key, int64_t least, int64_t most) const;
  double number_or_none(std::string_view key) const;  // null is NaN

 private:
  const Json& json_;
  std::string where_;
};

// What read() returns; of an Error that it throws, the place is below `where`.
template <class Read>
auto read_at(const std::string& where, const Read& read) {
  try {
    return read();
  } catch (const Error& error) {
    Issue issue = error.issue();
    issue.where = where + (issue.where.empty() ? "" : ": " + issue.where);
    throw Error(issue);
  }
}

// Throws Error where text is longer than that many bytes, or has a control character: one of Unicode's, or one that
// turns the direction of writing round, which would make a list of names say something else. `breaks`: lines may end.
void check_text(std::string_view text, const std::string& where, size_t most, bool breaks);

std::string checked_text(const nlohmann::ordered_json& json, const std::string& where, size_t most, bool breaks);

}  // namespace saddle
