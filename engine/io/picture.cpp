#include "saddle/picture.h"

#include <memory>

#include <stb_image.h>
#include <stb_image_write.h>

#include "io/atomic_file.h"
#include "io/file_bytes.h"
#include "saddle/error.h"

namespace saddle {
namespace {

constexpr uint64_t largest_picture_file = 256 << 20;
constexpr int64_t most_pixels = 100'000'000;

void append(void* context, void* data, int size) {
  static_cast<std::string*>(context)->append(static_cast<const char*>(data), static_cast<size_t>(size));
}

// Lays a picture whose last channel is its opacity on white paper, and drops that channel.
std::vector<uint8_t> on_paper(const uint8_t* pixels, int64_t count, int channels) {
  std::vector<uint8_t> opaque;
  opaque.reserve(static_cast<size_t>(count * channels));
  for (int64_t i = 0; i < count; ++i, pixels += channels + 1) {
    const int opacity = pixels[channels];
    for (int c = 0; c < channels; ++c)
      opaque.push_back(static_cast<uint8_t>((pixels[c] * opacity + 255 * (255 - opacity) + 127) / 255));
  }
  return opaque;
}

}  // namespace

PixelImage read_picture(const std::filesystem::path& file, int channels) {
  const std::string bytes = read_file(file, largest_picture_file);
  const auto* data = reinterpret_cast<const stbi_uc*>(bytes.data());
  const int size = static_cast<int>(bytes.size());
  int width = 0, height = 0, original = 0;
  if (!stbi_info_from_memory(data, size, &width, &height, &original)) {
    throw Error(file.string(), "is not a picture that can be read; save it as PNG or JPEG");
  }
  if (int64_t{width} * height > most_pixels)
    throw Error(file.string(), "has {} x {} pixels; make it smaller", width, height);
  const bool has_opacity = original == 2 || original == 4, drops_it = has_opacity && channels != 4;
  const std::unique_ptr<stbi_uc, void (*)(void*)> pixels(
      stbi_load_from_memory(data, size, &width, &height, &original, drops_it ? channels + 1 : channels),
      stbi_image_free);
  if (!pixels) throw Error(file.string(), "is damaged: {}; save it again as PNG", stbi_failure_reason());
  const int64_t count = int64_t{width} * height;
  if (drops_it) return {width, height, channels, on_paper(pixels.get(), count, channels)};
  return {width, height, channels, {pixels.get(), pixels.get() + count * channels}};
}

void write_png(const std::filesystem::path& file, const PixelImage& picture) {
  std::string bytes;
  stbi_write_png_to_func(append, &bytes, picture.width, picture.height, picture.channels, picture.pixels.data(),
                         picture.width * picture.channels);
  if (bytes.empty())
    throw Error(file.string(), "the picture of {} x {} pixels cannot be packed", picture.width, picture.height);
  save_atomically(file, bytes);
}

}  // namespace saddle
