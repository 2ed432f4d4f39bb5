#pragma once

#include <cstddef>
#include <string_view>

namespace saddle::graph {

// A word of a formula.
struct Token {
  enum class Kind { number, name, sign, end };
  Kind kind = Kind::end;
  std::string_view text = {};
  size_t from = 0;  // in bytes

  bool is(std::string_view sign) const { return kind == Kind::sign && text == sign; }
};
// The first that begins at `at` or, where there is space, behind it.
Token token_at(std::string_view text, size_t at);

}  // namespace saddle::graph
