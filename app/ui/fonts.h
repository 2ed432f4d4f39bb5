#pragma once

#include <string>

#include <imgui.h>

namespace saddle::ui {

// The typographic hierarchy. Sizes in pixels at scale 1: 12.5, 15, 15 semi-bold, 20, 26.
struct Fonts {
  ImFont* caption = nullptr;
  ImFont* body = nullptr;
  ImFont* strong = nullptr;
  ImFont* title = nullptr;
  ImFont* numeral = nullptr;
};

// Refills ImGui's atlas: Inter with Korean from Nanum or Noto, each found through fontconfig, otherwise what there
// is. `extra`: a text whose characters must be there too.
Fonts load_fonts(float scale, const std::string& extra);

}  // namespace saddle::ui
