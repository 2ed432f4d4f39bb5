#include "plot/number.h"

#include <algorithm>
#include <cmath>
#include <string_view>

#include <fmt/format.h>

namespace saddle::plot {
namespace {

// Decimals that tell two multiples of `step` apart.
int decimals_for(double step) {
  if (step <= 0 || !std::isfinite(step)) return 0;
  for (int decimals = 0; decimals < 15; ++decimals) {
    const double scaled = step * std::pow(10.0, decimals);
    if (std::abs(scaled - std::round(scaled)) < 1e-6 * scaled && std::round(scaled) >= 1) return decimals;
  }
  return 15;
}

std::string fixed(double value, int decimals) {
  std::string text = fmt::format("{:.{}f}", value, decimals);
  if (text.find_first_of("123456789") == std::string::npos && text.front() == '-') text.erase(0, 1);
  return text;
}

std::string grouped(double whole) {
  std::string text = fmt::format("{:.0f}", whole);
  const size_t sign = text.front() == '-' ? 1 : 0;
  if (text.size() - sign < 5) return text;
  for (size_t at = text.size(); at > sign + 3;) text.insert(at -= 3, ",");
  return text;
}

std::string with_power(double value, double unit, int exponent, int decimals) {
  if (value == 0) return "0";
  return fmt::format("{}·10^{}", fixed(value / unit, decimals), exponent);
}

struct Suffix {
  double unit;
  std::string_view letter;
};
// From a thousand on; the smaller ones are written out.
Suffix suffix_for(double largest) {
  if (largest >= 1e9) return {1e9, "G"};
  if (largest >= 1e6) return {1e6, "M"};
  if (largest >= 1e4) return {1e3, "k"};
  return {1, ""};
}

}  // namespace

std::string tick_text(double value, double step, double largest, Format format) {
  if (format == Format::seconds) return duration_text(value, step);
  if (format == Format::percent) return fixed(value * 100, decimals_for(step * 100)) + "%";
  if (value == 0) value = 0;  // of either sign
  if (value == 0 && largest >= 1e4) return "0";
  if (format == Format::integer || (largest >= 1e4 && largest < 1e12)) {
    const auto [unit, letter] = suffix_for(largest);
    const int decimals = decimals_for(step / unit);
    if (decimals <= 3) return fixed(value / unit, decimals) + std::string(letter);
    return step >= 1 ? grouped(value) : fixed(value, decimals_for(step));
  }
  if ((largest > 0 && largest < 1e-3) || largest >= 1e12) {
    const int exponent = static_cast<int>(std::floor(std::log10(largest) + 1e-9));
    const double unit = std::pow(10.0, exponent);
    return with_power(value, unit, exponent, std::min(decimals_for(step / unit), 9));
  }
  return fixed(value, decimals_for(step));
}

std::string decade_text(int exponent, bool plain) {
  if (plain) return fixed(std::pow(10.0, exponent), std::max(0, -exponent));
  return fmt::format("10^{}", exponent);
}

std::string duration_text(double seconds, double resolution) {
  if (seconds < 0) return "-" + duration_text(-seconds, resolution);
  if (seconds == 0) return "0";
  if (resolution < 1 || (seconds < 60 && resolution < 10)) {
    if (seconds < 60) return fmt::format("{} s", fixed(seconds, std::min(decimals_for(resolution), 6)));
  }
  const auto whole = static_cast<long long>(std::floor(seconds + 1e-9));
  const long long hours = whole / 3600, minutes = whole / 60 % 60;
  const double rest = std::max(0.0, seconds - static_cast<double>(whole - whole % 60));
  const int decimals = resolution < 1 ? std::min(decimals_for(resolution), 6) : 0;
  const std::string tail = fmt::format("{:0{}.{}f}", rest, decimals > 0 ? decimals + 3 : 2, decimals);
  if (hours > 0) return fmt::format("{}:{:02}:{}", hours, minutes, tail);
  return fmt::format("{}:{}", minutes, tail);
}

std::string value_text(double value, Format format) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value < 0 ? "-inf" : "inf";
  if (format == Format::seconds) return duration_text(value, std::abs(value) < 60 ? 0.1 : 1);
  if (format == Format::percent) return fixed(value * 100, 2) + "%";
  const double size = std::abs(value);
  if (value == std::round(value) && size < 1e15) return grouped(value);
  if (size >= 1e-4 && size < 1e6) {
    const int exponent = static_cast<int>(std::floor(std::log10(size)));
    return fixed(value, std::clamp(3 - exponent, 0, 7));
  }
  const int exponent = static_cast<int>(std::floor(std::log10(size)));
  return fmt::format("{}·10^{}", fixed(value / std::pow(10.0, exponent), 3), exponent);
}

}  // namespace saddle::plot
