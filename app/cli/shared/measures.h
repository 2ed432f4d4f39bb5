#pragma once

#include <cmath>
#include <string>

#include <fmt/format.h>

namespace saddle::cli {

// Returns loss and accuracy as text, without the accuracy if it is NaN, as that of regression is.
inline std::string measures_text(double loss, double accuracy) {
  const std::string text = fmt::format("loss {:.4f}", loss);
  return std::isnan(accuracy) ? text : text + fmt::format("  accuracy {:.2f} %", 100 * accuracy);
}

}  // namespace saddle::cli
