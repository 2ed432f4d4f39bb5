#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <imgui.h>

namespace saddle::plot {

// How a figure writes: digits all as wide as the widest, so that numbers stand in columns; a real minus sign where the
// font has one; "10^-3" with its exponent raised.
enum class Writing { words, numbers };
enum class Turn { none, left };  // left: read from bottom to top

struct Pencil {
  ImFont* font = nullptr;  // null: the current font at its size
  Writing writing = Writing::words;
  Turn turn = Turn::none;
};

// In pixels, before turning.
ImVec2 text_size(std::string_view text, const Pencil& pencil = {});
float font_size(const ImFont* font);

// `position` is the upper left corner of the text; of turned text, the lower left corner of what is seen.
void draw_text(ImDrawList& list, ImVec2 position, ImU32 color, std::string_view text, const Pencil& pencil = {});

// "Loss###loss" -> "Loss"
std::string_view visible_part(std::string_view label);
// The text cut to `width` with an ellipsis, if it is longer.
std::string shortened(std::string_view text, float width, const Pencil& pencil = {});
// The text in lines of at most `width`, broken between words; a word that is longer is shortened, and so is the last
// line where there would be more than `most`.
std::vector<std::string> wrapped(std::string_view text, float width, int most, const Pencil& pencil = {});

}  // namespace saddle::plot
