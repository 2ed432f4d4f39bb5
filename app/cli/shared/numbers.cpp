#include "cli/shared/numbers.h"

#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "saddle/typed_number.h"

namespace saddle::cli {
namespace {

// Also rewrites the text as the option's own reader of numbers understands it: "0,05" as "0.05".
template <class Number>
CLI::Validator validator(Number least, Number most, std::string_view kind) {
  const std::string range = fmt::format("{} from {} to {}", kind, least, most);
  return CLI::Validator(
      [=](std::string& text) -> std::string {
        const auto read = typed_number(text, "");
        const auto* issue = std::get_if<Issue>(&read);
        if (issue && issue->arguments.size() > 1) return issue->sentence();  // it says what to write instead
        const double number = issue ? std::numeric_limits<double>::quiet_NaN() : std::get<double>(read);
        const bool whole = !std::numeric_limits<Number>::is_integer || std::trunc(number) == number;
        if (!whole || !(number >= static_cast<double>(least) && number <= static_cast<double>(most)))
          return fmt::format("expected {}, got \"{}\"", range, text);
        text = std::numeric_limits<Number>::is_integer ? fmt::format("{:.0f}", number) : fmt::format("{}", number);
        return "";
      },
      "");
}

}  // namespace

CLI::Validator number_from(double least, double most) { return validator(least, most, "a number"); }
CLI::Validator whole_from(int64_t least, int64_t most) { return validator(least, most, "a whole number"); }

}  // namespace saddle::cli
