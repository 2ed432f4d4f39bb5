#pragma once

#include <string>

#include <imgui.h>

namespace saddle::ui {

// A key with what is held down beside it. Keys have the numbers of GLFW: printable ones are their character.
struct Chord {
  int key = 0;
  bool control = false, shift = false;
  bool any_shift = false;  // of characters that some keyboards have above others
};

namespace key {
inline constexpr int space = ' ', minus = '-', equal = '=', zero = '0', escape = 256, right = 262, left = 263,
                     home = 268, end = 269, f1 = 290, f11 = 300, keypad_zero = 320, keypad_minus = 333,
                     keypad_plus = 334;
}

// Whether it went down in this frame, with exactly these modifiers.
bool pressed(const Chord& chord);
// "Ctrl+Shift+Z"
std::string name_of(const Chord& chord);
// For programs without a backend (see map_keys()).
void inject(ImGuiIO& io, const Chord& chord, bool down);

}  // namespace saddle::ui
