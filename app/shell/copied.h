#pragma once

#include <string>

namespace saddle::app {

// What was copied elsewhere: a file, by its path, or a picture itself, by the bytes of a PNG, BMP, WebP, GIF or JPEG
// file. At most one of them is there.
struct Copied {
  std::string file = {}, picture = {};
};

// Looks at the clipboard of the X server, XWayland's included. GLFW gives text alone, and waits for ever for a program
// that hangs. This waits two seconds at a time for the program in which it was copied, so it is called on a worker
// thread. Throws Error if that does not answer, or sends too much.
Copied copied();

// Whether that can be: the program was built with XCB, and there is an X server.
bool sees_what_was_copied();

}  // namespace saddle::app
