#pragma once

#include <imgui.h>

#include "saddle/picture.h"

namespace saddle::app {

// Draws what ImGui::Render() left, without a graphics card: pictures where there is no display, and a second opinion in
// tests. The font atlas must have been built. RGB, `background` behind everything. Looks at no ImGui context: any
// thread.
PixelImage render_in_software(const ImDrawData& data, ImFontAtlas& fonts, ImU32 background);

}  // namespace saddle::app
