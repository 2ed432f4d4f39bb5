#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "saddle/sliding_window.h"

namespace saddle::app {

// Pictures that windows slide over, by name: "cross" and "edge" of 7 x 7 whole numbers, "digit" of 14 x 14.
NumberImage picture_of(std::string_view name);
// Kernels of 3 x 3 by name: "sobel_x", "sobel_y", "gauss", "sharpen", "emboss", "identity".
NumberImage kernel_of(std::string_view name);

// "1 0 -1; 2 0 -2; 1 0 -1": rows as they are typed, parted by semicolons. Empty where they are no square of numbers of
// up to 7 x 7.
NumberImage typed_square(const std::string& text);
std::string square_text(const NumberImage& image);

}  // namespace saddle::app
