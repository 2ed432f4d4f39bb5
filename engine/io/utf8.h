#pragma once

#include <string_view>

namespace saddle {

// Whether the bytes are text in UTF-8 (RFC 3629: no surrogates, nothing written longer than it must be).
bool is_utf8(std::string_view bytes);

}  // namespace saddle
