#pragma once

#include <string>

namespace saddle::plot {

enum class Format { number, integer, seconds, percent };

// A label for one tick of an axis whose ticks lie `step` apart and reach up to `largest` (absolute), so that all labels
// of the axis have the same number of decimals and the same suffix. Powers are written "2.5·10^-5"; draw_text raises
// them.
std::string tick_text(double value, double step, double largest, Format format);
// "10^-3", and plain numbers from 0.001 to 1000 where the exponents are small.
std::string decade_text(int exponent, bool plain);
// A value to be read on its own: four significant digits, whole numbers in full ("12,345").
std::string value_text(double value, Format format = Format::number);
// "0.8 s", "1:30", "2:05:09"
std::string duration_text(double seconds, double resolution);

}  // namespace saddle::plot
