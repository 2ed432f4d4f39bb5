#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace saddle::app {

// Marks a text that is translated where it is shown.
constexpr std::string_view to_tr(std::string_view english) { return english; }

// What a number comes to after a common mistake.
struct Slip {
  double value = 0;
  std::string_view reason;  // to_tr("the bias is missing")
};

// A number that a page shows.
struct PageNumber {
  std::string name;              // of its mark: "z"
  std::string label;             // as the formula has it: "z", "y₁"; words are translated where it is shown
  double value = 0;              // NaN: there is none
  std::string formula = {};      // with its numbers: "0.5·1 + 0.5·0 − 0.7"
  std::vector<Slip> slips = {};  // the likeliest first; none: it is not one to work out by hand
  int digits = 4;                // that are shown
};
using PageNumbers = std::vector<PageNumber>;

// The one of that name; null: there is none.
const PageNumber* number_named(const PageNumbers& numbers, std::string_view name);

// "0.5", "−1.25", "3.2·10⁻⁵": as pages write numbers, to `digits` significant ones.
std::string shown_number(double value, int digits = 4);
// The same within a sum: "+ 0.5", "− 0.7".
std::string shown_term(double value, int digits = 4);
// In parentheses where it is negative: a factor.
std::string shown_factor(double value, int digits = 4);

}  // namespace saddle::app
