#pragma once

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace saddle {

// What is wrong, where, and how to mend it. `message` is a template with `{}` for each argument, so that a window can
// show it in another language; text() is the English sentence.
struct Issue {
  std::string where;    // "network[3].units", a file's path, or empty
  std::string message;  // "expected a positive whole number, got {}"
  std::vector<std::string> arguments = {};

  // The message with its arguments put in; without the place.
  std::string sentence() const { return fill(message, arguments); }
  // "network[3].units: expected a positive whole number, got -5"
  std::string text() const { return where.empty() ? sentence() : where + ": " + sentence(); }

  // Puts the arguments into the {} of `pattern`, in their order; a {} without an argument stays as it is.
  static std::string fill(const std::string& pattern, const std::vector<std::string>& arguments);

  bool operator==(const Issue&) const = default;
};

template <class... Args>
Issue make_issue(std::string where, std::string message, const Args&... args) {
  return {std::move(where), std::move(message), {fmt::to_string(args)...}};
}

// A user's mistake, or the world's (a missing file, a full disk). Mistakes of ours are asserts.
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
