#pragma once

#include <set>

#include <imgui.h>

// An atlas holds the letters that it was built with, and text from outside may have any other. From Dear ImGui 1.92 on
// it grows by itself; before, each letter that it lacks gets a stand-in, which tells of itself when it is drawn.
namespace saddle::ui {

// After the atlas is built: gives each font stand-ins for the letters it lacks. `hopeless`: letters that no font of
// this machine has, which look as ImGui shows them.
void stand_in_for_unseen(ImFontAtlas& atlas, const std::set<ImWchar>& hopeless);

// Returns the letters whose stand-ins were drawn, and takes these off the picture.
std::set<ImWchar> take_unseen(ImDrawData& drawn);

}  // namespace saddle::ui
