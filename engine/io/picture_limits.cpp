#include "io/picture_limits.h"

#include <array>

#include <zlib.h>

namespace saddle {
namespace {

using namespace std::string_view_literals;

constexpr int64_t deflate_ratio = 1032;  // of its best case

uint32_t number_at(std::string_view bytes, size_t place) {
  uint32_t number = 0;
  for (size_t i = 0; i < 4; ++i) number = number << 8 | static_cast<unsigned char>(bytes[place + i]);
  return number;
}

// Unpacks what the IDAT chunks of a PNG hold, throws it away, and looks whether it ends within `most` bytes.
class Unpacking {
 public:
  explicit Unpacking(int64_t most) : left_(most) { inflateInit(&stream_); }
  ~Unpacking() { inflateEnd(&stream_); }
  Unpacking(const Unpacking&) = delete;
  Unpacking& operator=(const Unpacking&) = delete;

  bool ends_within(std::string_view chunk) {
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(chunk.data()));
    stream_.avail_in = static_cast<uInt>(chunk.size());
    while (left_ >= 0) {
      stream_.next_out = room_.data();
      stream_.avail_out = static_cast<uInt>(room_.size());
      const int said = inflate(&stream_, Z_NO_FLUSH);
      left_ -= static_cast<int64_t>(room_.size()) - stream_.avail_out;
      if (said != Z_OK || stream_.avail_in == 0) break;  // what is damaged is for the decoder to say
    }
    return left_ >= 0;
  }

 private:
  z_stream stream_{};
  int64_t left_;
  std::array<Bytef, 1 << 15> room_{};
};

bool png_holds(std::string_view bytes, int64_t pixels) {
  // Up to four channels of 16 bits, and a byte for each row of each pass.
  constexpr int64_t widest = 8, worth_a_look = 512 << 10;
  if (pixels / 8 > std::ssize(bytes) * deflate_ratio) return false;
  if (std::ssize(bytes) < worth_a_look) return true;
  Unpacking data(widest * pixels + 2 * pixels);
  for (size_t at = 8; at + 12 <= bytes.size();) {
    const size_t length = number_at(bytes, at);
    if (bytes.substr(at + 4, 4) == "IDAT"sv && !data.ends_within(bytes.substr(at + 8, length))) return false;
    at += 12 + length;
  }
  return true;
}

}  // namespace

bool holds_its_pixels(std::string_view bytes, int64_t pixels) {
  if (bytes.starts_with("\x89PNG"sv)) return png_holds(bytes, pixels);
  if (bytes.starts_with("\xff\xd8"sv)) return pixels / 64 / 8 <= std::ssize(bytes);  // a bit a block of 8 x 8
  if (bytes.starts_with("BM"sv)) return pixels / 8 <= std::ssize(bytes);             // a bit a pixel
  return true;
}

}  // namespace saddle
