#pragma once

#include <imgui.h>

#include "saddle/picture.h"

namespace saddle::app {

// Draws what ImGui::Render() left, without a graphics card: pictures where there is no display, and a second opinion in
// tests. The font atlas must have been built. RGB, `background` behind everything.
PixelImage render_in_software(const ImDrawData& data, ImU32 background);

}  // namespace saddle::app
