#pragma once

#include <string_view>

namespace saddle {

// Returns whether the bytes are valid UTF-8 (RFC 3629: no surrogates, no overlong sequences).
bool is_utf8(std::string_view bytes);

}  // namespace saddle
