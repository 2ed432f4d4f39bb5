#pragma once

namespace saddle::app {

// Dear ImGui keeps for each of its windows room for the largest picture that was ever drawn in it, and a program that
// is open for hours has drawn large ones in all of them. Called at the beginning of each frame: gives back, every few
// seconds, what the last frame did not use. No list keeps more than four times what was last drawn in it then, or
// 64 KiB if that is more.
void trim_draw_buffers();

}  // namespace saddle::app
