#include "ui/chord.h"

namespace saddle::ui {
namespace {

#if IMGUI_VERSION_NUM >= 18700
ImGuiKey imgui_key(int code) {
  if (code >= 'A' && code <= 'Z') return static_cast<ImGuiKey>(ImGuiKey_A + (code - 'A'));
  if (code >= '0' && code <= '9') return static_cast<ImGuiKey>(ImGuiKey_0 + (code - '0'));
  switch (code) {
    case key::space:
      return ImGuiKey_Space;
    case key::minus:
      return ImGuiKey_Minus;
    case key::equal:
      return ImGuiKey_Equal;
    case key::escape:
      return ImGuiKey_Escape;
    case key::right:
      return ImGuiKey_RightArrow;
    case key::left:
      return ImGuiKey_LeftArrow;
    case key::home:
      return ImGuiKey_Home;
    case key::end:
      return ImGuiKey_End;
    case key::f1:
      return ImGuiKey_F1;
    case key::f11:
      return ImGuiKey_F11;
    case key::keypad_zero:
      return ImGuiKey_Keypad0;
    case key::keypad_minus:
      return ImGuiKey_KeypadSubtract;
    case key::keypad_plus:
      return ImGuiKey_KeypadAdd;
    default:
      return ImGuiKey_None;
  }
}
#else
// The place in ImGuiIO::KeysDown: those keys that Dear ImGui knows have the one that the backend chose.
int place(int code) {
  switch (code) {
    case key::space:
      return ImGui::GetKeyIndex(ImGuiKey_Space);
    case key::escape:
      return ImGui::GetKeyIndex(ImGuiKey_Escape);
    case key::right:
      return ImGui::GetKeyIndex(ImGuiKey_RightArrow);
    case key::left:
      return ImGui::GetKeyIndex(ImGuiKey_LeftArrow);
    case key::home:
      return ImGui::GetKeyIndex(ImGuiKey_Home);
    case key::end:
      return ImGui::GetKeyIndex(ImGuiKey_End);
    case 'A':
      return ImGui::GetKeyIndex(ImGuiKey_A);
    case 'C':
      return ImGui::GetKeyIndex(ImGuiKey_C);
    case 'V':
      return ImGui::GetKeyIndex(ImGuiKey_V);
    case 'X':
      return ImGui::GetKeyIndex(ImGuiKey_X);
    case 'Y':
      return ImGui::GetKeyIndex(ImGuiKey_Y);
    case 'Z':
      return ImGui::GetKeyIndex(ImGuiKey_Z);
    default:
      return code;
  }
}
#endif

}  // namespace

bool pressed(const Chord& chord) {
  const ImGuiIO& io = ImGui::GetIO();
  if (io.KeyCtrl != chord.control || io.KeyAlt || (io.KeyShift != chord.shift && !chord.any_shift)) return false;
#if IMGUI_VERSION_NUM >= 18700
  return ImGui::IsKeyPressed(imgui_key(chord.key), false);
#else
  return ImGui::IsKeyPressed(place(chord.key), false);
#endif
}

std::string name_of(const Chord& chord) {
  const std::string modifiers = std::string(chord.control ? "Ctrl+" : "") + (chord.shift ? "Shift+" : "");
  switch (chord.key) {
    case key::space:
      return modifiers + "Space";
    case key::escape:
      return modifiers + "Esc";
    case key::right:
      return modifiers + "Right";
    case key::left:
      return modifiers + "Left";
    case key::home:
      return modifiers + "Home";
    case key::end:
      return modifiers + "End";
    case key::f1:
      return modifiers + "F1";
    case key::f11:
      return modifiers + "F11";
    case key::equal:
    case key::keypad_plus:
      return modifiers + "+";
    case key::minus:
    case key::keypad_minus:
      return modifiers + "−";
    case key::keypad_zero:
      return modifiers + "0";
    default:
      return modifiers + static_cast<char>(chord.key);
  }
}

void inject(ImGuiIO& io, const Chord& chord, bool down) {
#if IMGUI_VERSION_NUM >= 18700
  io.AddKeyEvent(ImGuiMod_Ctrl, chord.control && down);
  io.AddKeyEvent(ImGuiMod_Shift, chord.shift && down);
  io.AddKeyEvent(imgui_key(chord.key), down);
#else
  io.KeyCtrl = chord.control && down;
  io.KeyShift = chord.shift && down;
  io.KeysDown[place(chord.key)] = down;
#endif
}

}  // namespace saddle::ui
