#pragma once

#include <string>
#include <string_view>

namespace saddle::app {

// Returns a formula of the catalogs as a book prints it: "eta * g^2" -> "η·g²", "sqrt(h)" -> "√(h)", "-" -> "−".
std::string typeset(std::string_view formula);

}  // namespace saddle::app
