#pragma once

#include <string>
#include <string_view>

namespace saddle::cli {

// Text as it stands in a page: what would be markup is written out.
std::string html_text(std::string_view text);

}  // namespace saddle::cli
