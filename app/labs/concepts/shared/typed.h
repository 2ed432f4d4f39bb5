#pragma once

#include <optional>
#include <string>

#include "saddle/error.h"
#include "saddle/typed_function.h"
#include "ui/ui.h"

namespace saddle::app {

// A formula that was typed into a page: the function, or what is wrong with it.
struct ReadFunction {
  std::optional<TypedFunction> function = {};
  std::optional<Issue> issue = {};

  std::string fault_in(const ui::Ui& ui) const;  // in the user's language; empty: there is none
};
// Of x alone, or of x and y.
ReadFunction read_function_of_x(const std::string& formula);
ReadFunction read_function_of_two(const std::string& formula);

// "₁₂"
std::string subscript(int number);

}  // namespace saddle::app
