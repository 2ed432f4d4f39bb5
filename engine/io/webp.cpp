#include "io/webp.h"

#include <webp/decode.h>

#include "saddle/error.h"

namespace saddle {

bool is_webp(std::string_view bytes) {
  return bytes.starts_with("RIFF") && bytes.size() >= 12 && bytes.substr(8, 4) == "WEBP";
}

int64_t webp_pixels(std::string_view bytes) {
  int width = 0, height = 0;
  if (!WebPGetInfo(reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size(), &width, &height)) return 0;
  return int64_t{width} * height;
}

PixelImage read_webp(std::string_view bytes, int64_t most_pixels, const std::string& where) {
  const auto* data = reinterpret_cast<const uint8_t*>(bytes.data());
  WebPBitstreamFeatures features;
  if (WebPGetFeatures(data, bytes.size(), &features) != VP8_STATUS_OK)
    throw Error(where, "is damaged: {}; save it again as PNG", "not a WebP picture");
  if (features.has_animation) throw Error(where, "is an animation; save one picture of it as PNG");
  if (int64_t{features.width} * features.height > most_pixels)
    throw Error(where, "has {} × {} pixels; make it smaller", features.width, features.height);
  PixelImage picture{features.width, features.height, 4, {}};
  picture.pixels.resize(static_cast<size_t>(picture.width) * static_cast<size_t>(picture.height) * 4);
  if (!WebPDecodeRGBAInto(data, bytes.size(), picture.pixels.data(), picture.pixels.size(), picture.width * 4))
    throw Error(where, "is damaged: {}; save it again as PNG", "its pixels end too early");
  return picture;
}

}  // namespace saddle
