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

// A letter key, 'A' to 'Z'.
inline bool letter_pressed(char letter) {
#if IMGUI_VERSION_NUM >= 18700
  return ImGui::IsKeyPressed(static_cast<ImGuiKey>(ImGuiKey_A + (letter - 'A')), false);
#else
  return ImGui::IsKeyPressed(letter, false);     // GLFW numbers letters by their characters
#endif
}

// A key for a digit, comma or period.
inline bool key_pressed(char character) {
#if IMGUI_VERSION_NUM >= 18700
  if (character == ',') return ImGui::IsKeyPressed(ImGuiKey_Comma, false);
  if (character == '.') return ImGui::IsKeyPressed(ImGuiKey_Period, false);
  return ImGui::IsKeyPressed(static_cast<ImGuiKey>(ImGuiKey_0 + (character - '0')), false);
#else
  return ImGui::IsKeyPressed(character, false);  // GLFW numbers these by their characters
#endif
}

// For programs without a backend: maps each key to itself.
inline void map_keys(ImGuiIO& io) {
#if IMGUI_VERSION_NUM >= 18700
  (void)io;
#else
  for (int key = 0; key < ImGuiKey_COUNT; ++key) io.KeyMap[key] = key;
#endif
}

inline void inject_letter(ImGuiIO& io, char letter, bool control, bool down) {
#if IMGUI_VERSION_NUM >= 18700
  io.AddKeyEvent(ImGuiMod_Ctrl, control && down);
  io.AddKeyEvent(static_cast<ImGuiKey>(ImGuiKey_A + (letter - 'A')), down);
#else
  io.KeyCtrl = control && down;
  io.KeysDown[static_cast<unsigned char>(letter)] = down;
#endif
}

inline void inject_key(ImGuiIO& io, char character, bool control, bool down) {
#if IMGUI_VERSION_NUM >= 18700
  io.AddKeyEvent(ImGuiMod_Ctrl, control && down);
  io.AddKeyEvent(character == ','   ? ImGuiKey_Comma
                 : character == '.' ? ImGuiKey_Period
                                    : static_cast<ImGuiKey>(ImGuiKey_0 + (character - '0')),
                 down);
#else
  io.KeyCtrl = control && down;
  io.KeysDown[static_cast<unsigned char>(character)] = down;
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

}  // namespace saddle::ui
