#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace saddle::app {

// A few lines of NumPy with the values that a page shows, each print() followed by what it prints. A test runs them,
// and compares every number.
class NumberCode {
 public:
  struct Printed {
    std::vector<double> values;  // in the order in which NumPy prints them
    double tolerance = 1e-12;    // relative
  };

  // One line, or several parted by '\n'.
  NumberCode& line(std::string_view text);
  // print(expression)  # values
  NumberCode& print(std::string_view expression, std::vector<double> values, double tolerance = 1e-12);

  const std::string& text() const { return text_; }
  // Without what is printed: "?" in its place.
  std::string without_answers() const;
  const std::vector<Printed>& printed() const { return printed_; }

 private:
  std::string text_ = "import numpy as np\n";
  struct Span {
    size_t begin = 0, end = 0;
  };
  std::vector<Span> answers_;  // in the text
  std::vector<Printed> printed_;
};

// "0.5", "-1e-05", "np.inf": so that Python reads the same number.
std::string python_number(double value);
// "[0.3, 2.9, 4.0]"
std::string python_list(std::span<const double> values);
// "[[1, 2],\n          [3, 4]]": rows of an array; `indent`: blanks before the second row.
std::string python_rows(std::span<const double> values, int columns, int indent);

}  // namespace saddle::app
