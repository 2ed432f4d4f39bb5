#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "saddle/picture.h"

namespace saddle {

bool is_webp(std::string_view bytes);

// How many pixels a WebP file says it has; 0 where it says nothing.
int64_t webp_pixels(std::string_view bytes);
// The pixels of a WebP file, RGBA. Throws Error, naming `where`, for one that is damaged, moves, or has more than
// `most_pixels` pixels.
PixelImage read_webp(std::string_view bytes, int64_t most_pixels, const std::string& where);

}  // namespace saddle
