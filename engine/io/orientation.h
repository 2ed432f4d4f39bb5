#pragma once

#include <string_view>

#include "saddle/picture.h"

namespace saddle {

// How the pixels of a JPEG, PNG or WebP file lie in the picture that they are of: tag 0x112 of its EXIF data, 1 to 8.
// 1, upright, where there is none or it is malformed. `bytes`: the whole file.
int orientation_of(std::string_view bytes);

// The picture as it is meant to be seen: for 2 to 8, mirrored, turned, or both (EXIF 2.3, 4.6.4).
PixelImage upright(PixelImage stored, int orientation);

}  // namespace saddle
