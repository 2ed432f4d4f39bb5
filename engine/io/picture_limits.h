#pragma once

#include <cstdint>
#include <string_view>

namespace saddle {

// What a picture says of itself before it is decoded: `pixels`, a PNG, JPEG or BMP in these bytes. False where the
// bytes cannot hold so many, or unpack to many times as much: a kilobyte can speak of a gigabyte.
bool holds_its_pixels(std::string_view bytes, int64_t pixels);

}  // namespace saddle
