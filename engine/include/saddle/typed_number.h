#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "saddle/properties.h"

namespace saddle {

// The number in a text that a person typed: "0.05", "0,05", " 1e-3 ", "+2", "−7". The locale does not matter: a comma
// is a decimal mark. An issue, with what to write instead, where that would be a guess ("1.000,5", "1,000") or where
// the text is not a number at all. A number beyond the range of a double is infinite.
std::variant<double, Issue> typed_number(std::string_view text, const std::string& where);

// The same for a property: as the row's own type, or an issue that names the range.
std::variant<Value, Issue> typed_value(std::string_view text, const Property& row, const std::string& where);

// Whether the row wants a number, or takes one.
bool takes_number(const Property& row);

}  // namespace saddle
