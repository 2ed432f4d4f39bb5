#include "cli/shared/numbers.h"

#include <charconv>
#include <cmath>

#include <fmt/format.h>

namespace saddle::cli {
namespace {

template <class Number>
CLI::Validator validator(Number least, Number most, std::string_view kind) {
  const std::string range = fmt::format("{} from {} to {}", kind, least, most);
  return CLI::Validator(
      [=](const std::string& text) -> std::string {
        Number number{};
        const char *begin = text.data(), *end = begin + text.size();
        if (text.starts_with('+')) ++begin;
        const auto [stop, failure] = std::from_chars(begin, end, number);
        const bool right = failure == std::errc() && stop == end && number >= least && number <= most;
        return right ? "" : fmt::format("expected {}, got \"{}\"", range, text);
      },
      "");
}

}  // namespace

CLI::Validator number_from(double least, double most) { return validator(least, most, "a number"); }
CLI::Validator whole_from(int64_t least, int64_t most) { return validator(least, most, "a whole number"); }

}  // namespace saddle::cli
