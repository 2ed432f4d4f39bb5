#pragma once

#include <imgui.h>

#include "plot/style.h"

namespace saddle::ui {

// Colors by what they are for. Text on its surface has a contrast of at least 4.5 : 1 (WCAG 2.1, AA).
struct Theme {
  bool dark = true;
  bool on_paper = false;  // buttons, menus and fields are not drawn
  ImU32 window = 0, panel = 0, card = 0, card_hovered = 0, field = 0, field_hovered = 0, border = 0;
  ImU32 text = 0, muted = 0;
  ImU32 accent = 0, accent_hovered = 0, on_accent = 0;  // the one thing to press
  ImU32 good = 0, warning = 0, error = 0, error_surface = 0, warning_surface = 0;
  plot::Style plot;
};

Theme dark_theme();
Theme light_theme();
// For slides and print: the light one on white, and without what can only be clicked.
Theme paper_theme();

// Puts the theme's colors and measures into ImGui's style; `scale` as of fonts.
void apply(const Theme& theme, float scale);

// Contrast of two opaque colors, 1 … 21 (WCAG 2.1, relative luminance).
double contrast(ImU32 a, ImU32 b);

}  // namespace saddle::ui
