#include "io/orientation.h"

#include <cstdint>
#include <utility>

namespace saddle {
namespace {

using namespace std::string_view_literals;

// Unsigned numbers in a file; 0 beyond its end.
struct Numbers {
  std::string_view bytes;
  bool big_endian = true;

  uint32_t at(size_t place, size_t size) const {
    if (place > bytes.size() || bytes.size() - place < size) return 0;
    uint32_t number = 0;
    for (size_t i = 0; i < size; ++i)
      number = number << 8 | static_cast<unsigned char>(bytes[place + (big_endian ? i : size - 1 - i)]);
    return number;
  }
};

// Of a TIFF header and the directory it leads to, which is what EXIF data are.
int orientation_in_tiff(std::string_view tiff) {
  if (tiff.starts_with("Exif\0\0"sv)) tiff.remove_prefix(6);
  if (!tiff.starts_with("II*\0"sv) && !tiff.starts_with("MM\0*"sv)) return 1;
  const Numbers numbers{tiff, tiff.front() == 'M'};
  const size_t directory = numbers.at(4, 4);
  const size_t entries = numbers.at(directory, 2);
  for (size_t i = 0; i < entries; ++i) {
    const size_t entry = directory + 2 + 12 * i;
    if (entry + 12 > tiff.size()) break;
    if (numbers.at(entry, 2) != 0x112) continue;
    const auto orientation = static_cast<int>(numbers.at(entry + 8, 2));
    return orientation >= 1 && orientation <= 8 ? orientation : 1;
  }
  return 1;
}

int orientation_in_jpeg(std::string_view bytes) {
  const Numbers numbers{bytes};
  for (size_t at = 2; at + 4 <= bytes.size();) {
    if (numbers.at(at, 1) != 0xff) break;
    const uint32_t marker = numbers.at(at + 1, 1);
    if (marker == 0xff) {  // padding
      ++at;
      continue;
    }
    if (marker == 0xda || marker == 0xd9) break;  // pixels from here on
    const size_t length = numbers.at(at + 2, 2);
    if (length < 2) break;
    const std::string_view segment = bytes.substr(at + 4, length - 2);
    if (marker == 0xe1 && segment.starts_with("Exif\0\0"sv)) return orientation_in_tiff(segment);
    at += 2 + length;
  }
  return 1;
}

int orientation_in_png(std::string_view bytes) {
  const Numbers numbers{bytes};
  for (size_t at = 8; at + 12 <= bytes.size();) {
    const size_t length = numbers.at(at, 4);
    const std::string_view kind = bytes.substr(at + 4, 4);
    if (kind == "eXIf") return orientation_in_tiff(bytes.substr(at + 8, length));
    if (kind == "IEND") break;
    at += 12 + length;
  }
  return 1;
}

int orientation_in_webp(std::string_view bytes) {
  const Numbers numbers{bytes, false};
  for (size_t at = 12; at + 8 <= bytes.size();) {
    const size_t length = numbers.at(at + 4, 4);
    if (bytes.substr(at, 4) == "EXIF") return orientation_in_tiff(bytes.substr(at + 8, length));
    at += 8 + length + length % 2;
  }
  return 1;
}

}  // namespace

int orientation_of(std::string_view bytes) {
  if (bytes.starts_with("\xff\xd8"sv)) return orientation_in_jpeg(bytes);
  if (bytes.starts_with("\x89PNG"sv)) return orientation_in_png(bytes);
  if (bytes.starts_with("RIFF"sv) && bytes.substr(0, 12).ends_with("WEBP"sv)) return orientation_in_webp(bytes);
  return 1;
}

PixelImage upright(PixelImage stored, int orientation) {
  if (orientation <= 1 || orientation > 8) return stored;
  // From 5 on the rows of the file are the picture's columns. Where in the file row y, column x of the picture lies:
  const bool turned = orientation >= 5;
  const int64_t rows = stored.height, columns = stored.width, channels = stored.channels;
  PixelImage seen{turned ? stored.height : stored.width, turned ? stored.width : stored.height, stored.channels, {}};
  seen.pixels.reserve(stored.pixels.size());
  for (int64_t y = 0; y < seen.height; ++y) {
    for (int64_t x = 0; x < seen.width; ++x) {
      int64_t row = turned ? x : y, column = turned ? y : x;
      if (orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7) row = rows - 1 - row;
      if (orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8) column = columns - 1 - column;
      const uint8_t* pixel = stored.pixels.data() + (row * columns + column) * channels;
      seen.pixels.insert(seen.pixels.end(), pixel, pixel + channels);
    }
  }
  return seen;
}

}  // namespace saddle
