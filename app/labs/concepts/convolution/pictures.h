#pragma once

#include <span>
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
// up to `largest` x `largest`.
constexpr int largest_kernel = 7, largest_picture = 16;
NumberImage typed_square(const std::string& text, int largest = largest_kernel);
std::string square_text(const NumberImage& image);

// A picture of any size, its numbers by rows, as one to compute with by hand: the square in its middle, reduced to at
// most largest_picture in a row, its least number 0 and its largest 9.
NumberImage as_small_picture(std::span<const float> values, int rows, int columns);
// The same of several channels, (rows, columns, channels): their mean.
NumberImage as_small_picture(std::span<const float> values, int rows, int columns, int channels);

}  // namespace saddle::app
