#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace saddle {

// An image of 8 bits per channel, (height, width, channels), rows from the top.
struct PixelImage {
  int width = 0, height = 0, channels = 0;
  std::vector<uint8_t> pixels = {};
};

// Reads a PNG, JPEG, BMP, GIF (its first frame) or WebP file and converts it to 1 (gray), 3 (RGB) or 4 (RGBA) channels,
// turned upright as its EXIF orientation says. Without an alpha channel, transparent pixels are blended onto `paper`, a
// level of gray. Throws Error if the file cannot be read.
PixelImage read_picture(const std::filesystem::path& file, int channels, uint8_t paper = 255);
// Writes a PNG atomically: a crash leaves the old file whole. Throws Error if it cannot be written.
void write_png(const std::filesystem::path& file, const PixelImage& picture);

// Whether the file begins like one that read_picture() reads, whatever its name.
bool looks_like_picture(const std::filesystem::path& file);

}  // namespace saddle
