#pragma once

#include <string>
#include <string_view>

namespace saddle::app {

// The beginning of a page that stands alone: nothing is fetched, and it is light or dark as the reader's system is.
// `title` as it is, not as markup; `style`: rules besides those that all pages share. "</html>" ends it.
std::string html_head(std::string_view language, std::string_view title, std::string_view style = {});

}  // namespace saddle::app
