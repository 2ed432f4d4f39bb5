#include "io/utf8.h"

#include <cstdint>

namespace saddle {

bool is_utf8(std::string_view bytes) {
  for (size_t at = 0; at < bytes.size();) {
    const auto first = static_cast<unsigned char>(bytes[at++]);
    if (first < 0x80) continue;
    const int more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : 1;
    if (first < 0xc2 || first > 0xf4) return false;
    uint32_t point = first & (0x3fu >> more);
    for (int i = 0; i < more; ++i, ++at) {
      if (at >= bytes.size() || (bytes[at] & 0xc0) != 0x80) return false;
      point = point << 6 | (static_cast<unsigned char>(bytes[at]) & 0x3fu);
    }
    constexpr uint32_t least[] = {0, 0x80, 0x800, 0x10000};
    if (point < least[more] || point > 0x10ffff || (point >= 0xd800 && point < 0xe000)) return false;
  }
  return true;
}

}  // namespace saddle
