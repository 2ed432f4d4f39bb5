#pragma once

#include <set>
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

// Refills ImGui's atlas: Inter with Korean from Nanum or Noto, each found through fontconfig, otherwise what there is.
// `words`: a text whose characters must be there too. `letters`: more of them, which may be of any script: each comes
// from whatever font of this machine has it. What is drawn and lacks here tells of itself (ui/unseen.h).
Fonts load_fonts(float scale, const std::string& words, const std::set<ImWchar>& letters);

}  // namespace saddle::ui
