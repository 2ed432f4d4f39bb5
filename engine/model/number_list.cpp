#include "model/number_list.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "saddle/error.h"

namespace saddle {

std::vector<double> numbers_in(std::string_view text, const std::string& key) {
  std::vector<double> numbers;
  const auto blank = [](char c) { return c == ' ' || c == ',' || c == '\n' || c == '\t'; };
  while (true) {
    while (!text.empty() && blank(text.front())) text.remove_prefix(1);
    if (text.empty()) return numbers;
    double number = 0;
    const auto [stop, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool ends = stop == text.data() + text.size() || blank(*stop);
    if (failure != std::errc() || !ends || !std::isfinite(number)) {
      throw Error(key, "\"{}\" is not a number; write numbers divided by blanks, as in \"0.5 0.5\"",
                  text.substr(0, std::min(text.find_first_of(" ,\n\t"), text.size())));
    }
    numbers.push_back(number);
    text.remove_prefix(static_cast<size_t>(stop - text.data()));
  }
}

}  // namespace saddle
