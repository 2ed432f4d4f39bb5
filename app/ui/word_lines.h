#pragma once

#include <string>
#include <string_view>

namespace saddle::ui {

// The words in the font of now, with a line end wherever the next word would not fit in the room: between words alone,
// never inside "1.484" and never between a number and "%". A word that is wider than the room has a line to itself.
std::string in_word_lines(std::string_view words, float room);

// Whether ImGui, which also ends a line after a point or a comma, could take a number apart.
bool holds_broken_number(std::string_view words);

}  // namespace saddle::ui
