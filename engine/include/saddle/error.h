#pragma once

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace saddle {

// What is wrong, where, and how to mend it. `message` is a template with {} for each argument, so that it can be shown
// in another language.
struct Issue {
  std::string where;    // "network[3].units", a file's path, or empty
  std::string message;  // "expected a positive whole number, got {}"
  std::vector<std::string> arguments = {};

  // Returns the message with its arguments filled in, without the place.
  std::string sentence() const { return fill(message, arguments); }
  // Returns place and message: "network[3].units: expected a positive whole number, got -5".
  std::string text() const { return where.empty() ? sentence() : where + ": " + sentence(); }

  // Replaces each {} of `pattern` by the next argument; a {} without an argument stays as it is.
  static std::string fill(const std::string& pattern, const std::vector<std::string>& arguments);

  bool operator==(const Issue&) const = default;
};

// Formats the arguments as fmt does.
template <class... Args>
Issue make_issue(std::string where, std::string message, const Args&... args) {
  return {std::move(where), std::move(message), {fmt::to_string(args)...}};
}

// A mistake of the user's, or a failure of the system, such as a missing file or a full disk. Our own mistakes are
// assertions.
class Error : public std::runtime_error {
 public:
  explicit Error(Issue issue) : std::runtime_error(issue.text()), issue_(std::move(issue)) {}
  template <class... Args>
  Error(std::string where, std::string message, const Args&... args)
      : Error(make_issue(std::move(where), std::move(message), args...)) {}
  const Issue& issue() const { return issue_; }

 private:
  Issue issue_;
};

}  // namespace saddle
