#pragma once

#include <string>
#include <vector>

#include <imgui.h>
#include <imgui_internal.h>

namespace saddle::app {

struct DrawnLetter {
  ImRect box, clip;
  unsigned character = 0;
  // A part of it was taken off before it was drawn: at the left or right; at the top or bottom.
  bool cropped_aside = false, cropped_above = false;
};

// Letters that stand beside each other.
struct DrawnRun {
  ImGuiWindow* window = nullptr;
  ImRect box;
  int list = 0;        // in which it is drawn
  unsigned place = 0;  // and where: the elements before it
  std::vector<DrawnLetter> letters;
  float height = 0;  // of its font

  std::string text() const {
    std::string text;
    for (const DrawnLetter& letter : letters) {
      char utf8[5];
      text += ImTextCharToUtf8(utf8, letter.character);
    }
    return text;
  }
};

// The text of a frame, letter by letter, read back from the triangles that were drawn. For the current ImGui context.
std::vector<DrawnRun> runs_of(const ImDrawData& drawn);

}  // namespace saddle::app
