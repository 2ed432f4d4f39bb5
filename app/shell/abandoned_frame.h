#pragma once

namespace saddle::app {

// Of a frame whose drawing was left by an exception: closes all that is open in ImGui, so that what there is can be
// rendered and the next frame can begin.
void close_abandoned_frame();

}  // namespace saddle::app
