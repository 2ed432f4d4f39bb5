#pragma once

#include <string>
#include <vector>

#include <imgui.h>

#include "ui/marks.h"

namespace saddle::app {

// What is wrong with how a frame is laid out, each in a sentence: text that is cut, text upon other text, widgets that
// overlap, or that are cut off where nobody can scroll to them. It reads what was drawn, letter by letter, and asks
// neither the widgets nor the code that placed them. For the current ImGui context, after ImGui::Render.
std::vector<std::string> layout_faults(const ImDrawData& drawn, const ui::Marks& marks);

// Each in a line of its own.
std::string in_lines(const std::vector<std::string>& faults);

// What is written in tooltips, as it is read, without blanks and the ends of lines.
std::string words_of_tooltips(const ImDrawData& drawn);

}  // namespace saddle::app
