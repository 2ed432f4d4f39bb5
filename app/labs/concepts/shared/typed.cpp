#include "labs/concepts/shared/typed.h"

#include <utility>

#include <fmt/format.h>

namespace saddle::app {

std::string ReadFunction::fault_in(const ui::Ui& ui) const {
  if (!issue) return {};
  Issue bare = *issue;
  bare.where.clear();
  return ui.language(bare);
}

ReadFunction read_function_of_two(const std::string& formula) {
  try {
    return {.function = TypedFunction(formula)};
  } catch (const Error& error) {
    return {.issue = error.issue()};
  }
}

ReadFunction read_function_of_x(const std::string& formula) {
  ReadFunction read = read_function_of_two(formula);
  if (read.function && read.function->dimensions() == 2)
    return {.issue = make_issue("", "this page needs a function of x alone; leave out y")};
  return read;
}

std::string subscript(int number) {
  std::string text;
  for (const char digit : std::to_string(number)) {
    static constexpr const char* digits[] = {"₀", "₁", "₂", "₃", "₄", "₅", "₆", "₇", "₈", "₉"};
    text += digit == '-' ? "₋" : digits[digit - '0'];
  }
  return text;
}

}  // namespace saddle::app
