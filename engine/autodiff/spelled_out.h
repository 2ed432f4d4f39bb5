#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace saddle {

// A formula as people write it, in the words of the parser: "2x" -> "2*x", ")(" -> ")*(", "x²" -> "x^2", "−" -> "-",
// "·" -> "*". origin[i] is where byte i of the text came from; it has one entry more, for the end.
struct SpelledOut {
  std::string text;
  std::vector<size_t> origin;
};
SpelledOut spelled_out(std::string_view typed);

}  // namespace saddle
