#pragma once

#include <imgui.h>

// Dear ImGui 1.87 made keys events; before, they were places in an array that the backend chose.
namespace saddle::ui {

inline bool key_pressed(ImGuiKey key) {
#if IMGUI_VERSION_NUM >= 18700
  return ImGui::IsKeyPressed(key, false);
#else
  const int index = ImGui::GetKeyIndex(key);
  return index >= 0 && ImGui::IsKeyPressed(index, false);
#endif
}

// The key of a letter 'A' to 'Z', a digit, a comma or a period.
#if IMGUI_VERSION_NUM >= 18700
inline ImGuiKey key_of(char character) {
  if (character == ',') return ImGuiKey_Comma;
  if (character == '.') return ImGuiKey_Period;
  const bool letter = character >= 'A' && character <= 'Z';
  return static_cast<ImGuiKey>(letter ? ImGuiKey_A + (character - 'A') : ImGuiKey_0 + (character - '0'));
}
inline bool key_pressed(char character) { return key_pressed(key_of(character)); }
#else
inline int key_of(char character) { return character; }  // GLFW numbers these by their characters
inline bool key_pressed(char character) { return ImGui::IsKeyPressed(key_of(character), false); }
#endif

// For programs without a backend: maps each key to itself.
inline void map_keys(ImGuiIO& io) {
#if IMGUI_VERSION_NUM >= 18700
  (void)io;
#else
  for (int key = 0; key < ImGuiKey_COUNT; ++key) io.KeyMap[key] = key;
#endif
}

inline void inject_key(ImGuiIO& io, ImGuiKey key, bool control, bool down) {
#if IMGUI_VERSION_NUM >= 18700
  io.AddKeyEvent(ImGuiMod_Ctrl, control && down);
  io.AddKeyEvent(key, down);
#else
  io.KeyCtrl = control && down;
  io.KeysDown[key] = down;
#endif
}

inline void inject_key(ImGuiIO& io, char character, bool control, bool down) {
  inject_key(io, static_cast<ImGuiKey>(key_of(character)), control, down);
}

}  // namespace saddle::ui
