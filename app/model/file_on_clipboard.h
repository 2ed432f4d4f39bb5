#pragma once

#include <string>
#include <string_view>

namespace saddle::app {

// The first file that a text from the clipboard names, as file managers and terminals copy them: a path that is
// absolute or begins with "~/", in quotes or not, or a URI, "file:///home/…", each on a line of its own. "" if none.
std::string file_on_clipboard(std::string_view text);

}  // namespace saddle::app
