#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace saddle {

// Bytes of an image, rows from the top, channels side by side.
struct PixelImage {
  int width = 0, height = 0, channels = 0;
  std::vector<uint8_t> pixels = {};
};

// A PNG or JPEG with 1 (grey), 3 (RGB) or 4 (RGBA) channels, whatever the file has; with fewer than 4, what is
// transparent lies on white paper. Throws Error.
PixelImage read_picture(const std::filesystem::path& file, int channels);
void write_png(const std::filesystem::path& file, const PixelImage& picture);

}  // namespace saddle
