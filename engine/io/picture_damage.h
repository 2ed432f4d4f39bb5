#pragma once

#include <string_view>

namespace saddle {

// What is wrong with a PNG, a GIF or a BMP that a decoder would pass over in silence, making up pixels: a check sum
// that differs, or an end that comes too early. Empty where nothing is.
std::string_view damage_of_picture(std::string_view bytes);

}  // namespace saddle
