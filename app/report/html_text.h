#pragma once

#include <string>
#include <string_view>

namespace saddle::app {

// Text as it stands in a page, also within quotation marks: what would be markup is written out.
std::string html_text(std::string_view text);

}  // namespace saddle::app
