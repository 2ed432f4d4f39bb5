#include "io/picture_damage.h"

#include <cstdint>

#include <zlib.h>

namespace saddle {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view too_early = "its pixels end too early", differs = "its check sum differs";

uint32_t byte_at(std::string_view bytes, size_t place) { return static_cast<unsigned char>(bytes[place]); }

uint32_t big_endian_at(std::string_view bytes, size_t place) {
  return byte_at(bytes, place) << 24 | byte_at(bytes, place + 1) << 16 | byte_at(bytes, place + 2) << 8 |
         byte_at(bytes, place + 3);
}

uint32_t little_endian_at(std::string_view bytes, size_t place) {
  return byte_at(bytes, place) | byte_at(bytes, place + 1) << 8 | byte_at(bytes, place + 2) << 16 |
         byte_at(bytes, place + 3) << 24;
}

// Chunks that make no pixels, such as a time or a comment, may be as they like. Their names begin in lower case, and so
// does that of the transparent color, which counts.
bool makes_pixels(std::string_view name) { return (name[0] >= 'A' && name[0] <= 'Z') || name == "tRNS"sv; }

std::string_view damage_of_png(std::string_view bytes) {
  for (size_t at = 8;;) {
    if (at + 12 > bytes.size()) return too_early;
    const size_t length = big_endian_at(bytes, at);
    if (length > bytes.size() - at - 12) return too_early;
    const std::string_view name = bytes.substr(at + 4, 4), checked = bytes.substr(at + 4, 4 + length);
    if (makes_pixels(name) && crc32(0, reinterpret_cast<const Bytef*>(checked.data()),
                                    static_cast<uInt>(checked.size())) != big_endian_at(bytes, at + 8 + length))
      return differs;
    if (name == "IEND"sv) return {};
    at += 12 + length;
  }
}

// The first picture is the one that is read: its blocks must end as they say.
std::string_view damage_of_gif(std::string_view bytes) {
  const auto colors = [&](size_t flags) {
    return (byte_at(bytes, flags) & 0x80) != 0 ? 3 * (size_t{2} << (byte_at(bytes, flags) & 7)) : size_t{0};
  };
  constexpr size_t header = 13, descriptor = 10;
  if (bytes.size() < header) return too_early;
  for (size_t at = header + colors(10); at < bytes.size();) {
    const char kind = bytes[at];
    const bool picture = kind == ',';
    if (!picture && kind != '!') return {};  // for the decoder to say
    if (picture && at + descriptor > bytes.size()) return too_early;
    at += picture ? descriptor + colors(at + descriptor - 1) + 1 : 2;
    while (at < bytes.size() && byte_at(bytes, at) != 0) at += 1 + byte_at(bytes, at);
    if (at >= bytes.size()) return too_early;
    if (picture) return {};
    ++at;
  }
  return too_early;
}

// Where pixels are packed, the decoder knows.
std::string_view damage_of_bmp(std::string_view bytes) {
  if (bytes.size() < 34 || little_endian_at(bytes, 14) < 40) return {};
  const uint32_t begin = little_endian_at(bytes, 10), packed = little_endian_at(bytes, 30);
  const auto height = static_cast<int32_t>(little_endian_at(bytes, 22));
  const uint64_t width = little_endian_at(bytes, 18), bits = byte_at(bytes, 28) | byte_at(bytes, 29) << 8;
  const auto rows = static_cast<uint64_t>(height < 0 ? -int64_t{height} : int64_t{height});
  const bool plain = packed == 0 || packed == 3;
  return plain && begin + (width * bits + 31) / 32 * 4 * rows > bytes.size() ? too_early : std::string_view();
}

}  // namespace

std::string_view damage_of_picture(std::string_view bytes) {
  if (bytes.starts_with("\x89PNG"sv)) return damage_of_png(bytes);
  if (bytes.starts_with("GIF8"sv)) return damage_of_gif(bytes);
  if (bytes.starts_with("BM"sv)) return damage_of_bmp(bytes);
  return {};
}

}  // namespace saddle
