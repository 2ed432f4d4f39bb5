#pragma once

#include <string_view>

namespace saddle {

// What stands between the cells of a table: comma, semicolon, tab or bar, whichever cuts each of the first lines into
// the same number of cells and leaves more numbers than the others; a space where there is none of these. Looks at the
// beginning alone. Delimiters within quotes do not count.
char likely_delimiter(std::string_view text);

}  // namespace saddle
