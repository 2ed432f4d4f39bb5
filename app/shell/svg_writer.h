#pragma once

#include <string>

#include <imgui.h>

#include "ui/fonts.h"
#include "ui/marks.h"

namespace saddle::app {

struct SvgOptions {
  ui::Mark crop = {};    // what of the screen is shown, in pixels
  float scale = 1;       // pixels of the screen per unit of the picture
  ImU32 background = 0;  // opaque; 0: none
  ui::Fonts fonts = {};  // that the text was written with
};

// What ImGui drew, as SVG 1.1: text as text, which can be found and edited, and shapes as paths. It wants shapes drawn
// without antialiasing (ImDrawListFlags_None); edges that fade out are left away otherwise. Colors that run over a
// triangle become one, and what the renderer draws by a callback is left out.
// `atlas`: of the context that drew. Any thread, while nobody draws with it.
std::string svg_of(const ImDrawData& data, const ImFontAtlas& atlas, const SvgOptions& options);

}  // namespace saddle::app
