#include "saddle/picture.h"

#include <fstream>
#include <memory>
#include <string_view>

#include <stb_image.h>
#include <stb_image_write.h>

#include "io/atomic_file.h"
#include "io/file_bytes.h"
#include "io/orientation.h"
#include "io/picture_damage.h"
#include "io/picture_limits.h"
#include "io/webp.h"
#include "saddle/error.h"
#include "saddle/thread_safety.h"

namespace saddle {
namespace {

constexpr uint64_t largest_picture_file = 256 << 20;
constexpr int64_t most_pixels = 100'000'000;
// One larger than this takes a gigabyte while it is decoded: it waits for those that other threads have in hand.
constexpr int64_t large_picture = 16'000'000;

void append(void* context, void* data, int size) {
  static_cast<std::string*>(context)->append(static_cast<const char*>(data), static_cast<size_t>(size));
}

// Brings RGBA, or gray with opacity, to the channels that are asked for; what is transparent lies on `paper`.
std::vector<uint8_t> on_paper(const PixelImage& picture, int channels, int paper) {
  const int given = picture.channels - 1;
  std::vector<uint8_t> opaque;
  opaque.reserve(picture.pixels.size() / static_cast<size_t>(picture.channels) * static_cast<size_t>(channels));
  for (size_t at = 0; at < picture.pixels.size(); at += static_cast<size_t>(picture.channels)) {
    const uint8_t* pixel = picture.pixels.data() + at;
    const int opacity = pixel[given];
    const auto laid = [&](int value) {
      return static_cast<uint8_t>((value * opacity + paper * (255 - opacity) + 127) / 255);
    };
    if (channels == given) {
      for (int c = 0; c < channels; ++c) opaque.push_back(laid(pixel[c]));
    } else {
      opaque.push_back(laid((pixel[0] * 77 + pixel[1] * 150 + pixel[2] * 29) >> 8));  // as stb_image weighs colors
    }
  }
  return opaque;
}

// With an opacity behind the channels that are asked for, unless it is a JPEG, which has none.
PixelImage decode(const std::string& bytes, int channels, const std::string& where) {
  if (is_webp(bytes)) return read_webp(bytes, most_pixels, where);
  const auto* data = reinterpret_cast<const stbi_uc*>(bytes.data());
  const int size = static_cast<int>(bytes.size());
  int width = 0, height = 0, original = 0;
  if (!stbi_info_from_memory(data, size, &width, &height, &original))
    throw Error(where, "is not a picture that can be read; save it as PNG or JPEG");
  const int64_t count = int64_t{width} * height;
  if (count > most_pixels) throw Error(where, "has {} × {} pixels; make it smaller", width, height);
  if (!holds_its_pixels(bytes, count))
    throw Error(where, "is damaged: {}; save it again as PNG", "it does not hold the pixels it speaks of");
  if (const std::string_view damage = damage_of_picture(bytes); !damage.empty())
    throw Error(where, "is damaged: {}; save it again as PNG", damage);
  // A PNG may name a transparent color behind its header: asking is the way to know.
  const int wanted = bytes.starts_with("\xff\xd8") || channels == 4 ? channels : channels + 1;
  const std::unique_ptr<stbi_uc, void (*)(void*)> pixels(
      stbi_load_from_memory(data, size, &width, &height, &original, wanted), stbi_image_free);
  if (!pixels) throw Error(where, "is damaged: {}; save it again as PNG", stbi_failure_reason());
  return {width, height, wanted, {pixels.get(), pixels.get() + count * wanted}};
}

PixelImage read(const std::string& bytes, int channels, uint8_t paper, const std::string& where) {
  PixelImage picture = decode(bytes, channels, where);
  if (picture.channels != channels)
    picture = {picture.width, picture.height, channels, on_paper(picture, channels, paper)};
  return upright(std::move(picture), orientation_of(bytes));
}

// As it says itself; 0 where it does not.
int64_t pixels_of(const std::string& bytes) {
  if (is_webp(bytes)) return webp_pixels(bytes);
  int width = 0, height = 0, channels = 0;
  const bool known = stbi_info_from_memory(reinterpret_cast<const stbi_uc*>(bytes.data()),
                                           static_cast<int>(bytes.size()), &width, &height, &channels);
  return known ? int64_t{width} * height : 0;
}

}  // namespace

PixelImage read_picture(const std::filesystem::path& file, int channels, uint8_t paper) {
  const std::string bytes = read_file(file, largest_picture_file);
  if (pixels_of(bytes) <= large_picture) return read(bytes, channels, paper, file.string());
  static Mutex one_at_a_time;
  const MutexLock lock(one_at_a_time);
  return read(bytes, channels, paper, file.string());
}

bool looks_like_picture(const std::filesystem::path& file) {
  using namespace std::string_view_literals;
  char buffer[12] = {};
  std::ifstream stream(file, std::ios::binary);
  stream.read(buffer, sizeof buffer);
  const std::string_view beginning(buffer, static_cast<size_t>(stream.gcount()));
  return beginning.starts_with("\x89PNG\r\n"sv) || beginning.starts_with("\xff\xd8\xff"sv) ||
         beginning.starts_with("GIF8"sv) || is_webp(beginning) ||
         (beginning.starts_with("BM"sv) && beginning.size() == 12 && beginning.substr(6, 4) == "\0\0\0\0"sv);
}

void write_png(const std::filesystem::path& file, const PixelImage& picture) {
  std::string bytes;
  stbi_write_png_to_func(append, &bytes, picture.width, picture.height, picture.channels, picture.pixels.data(),
                         picture.width * picture.channels);
  if (bytes.empty())
    throw Error(file.string(), "the picture of {} × {} pixels cannot be packed", picture.width, picture.height);
  save_atomically(file, bytes);
}

}  // namespace saddle
