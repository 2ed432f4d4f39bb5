#pragma once

#include "shell/settings.h"

// How large everything is drawn belongs to the screen that shows it: what the user chose for a screen is kept for that
// screen, and otherwise it follows from what the screen says of itself.
namespace saddle::app {

// 1, or more where the system asks for it or the screen has many pixels, but never so much that a window on it has no
// room. In steps of a twentieth.
double usual_scale(const Screen& screen);

// The window is on that screen now.
void move_to(Settings& settings, const Screen& screen);
// The user wants this scale on the screen where the window is.
void choose_scale(Settings& settings, double scale);
// The user wants what is usual there.
void use_usual_scale(Settings& settings);

// The size of a window that has never had one, or had it on a screen that is larger than this one, in pixels.
void size_for(Settings& settings, const Screen& screen);

}  // namespace saddle::app
