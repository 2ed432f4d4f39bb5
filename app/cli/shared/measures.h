#pragma once

#include <cmath>
#include <string>

#include <fmt/format.h>

namespace saddle::cli {

// Loss and accuracy in words; regression has no accuracy (not a number).
inline std::string measures_text(double loss, double accuracy) {
  const std::string text = fmt::format("loss {:.4f}", loss);
  return std::isnan(accuracy) ? text : text + fmt::format("  accuracy {:.2f} %", 100 * accuracy);
}

}  // namespace saddle::cli
