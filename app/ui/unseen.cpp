#include "ui/unseen.h"

namespace saddle::ui {

#if IMGUI_VERSION_NUM < 19200

namespace {

// A stand-in lies outside of the texture, where nothing else does: at 2 plus its code point.
constexpr float first_place = 2;
constexpr unsigned end_of_plane = 0x10000;  // ImWchar has 16 bits

bool is_letter(unsigned code) {
  const bool surrogate = code >= 0xD800 && code < 0xE000, private_use = code >= 0xE000 && code < 0xF900;
  return code >= 0x80 && code < 0xFFF0 && !surrogate && !private_use;
}

// Joiners, marks of direction, selectors of a variant: they have neither ink nor width.
bool is_invisible(unsigned code) {
  return code == 0xAD || (code >= 0x200B && code <= 0x200F) || (code >= 0x202A && code <= 0x202E) ||
         (code >= 0x2060 && code <= 0x206F) || (code >= 0xFE00 && code <= 0xFE0F) || code == 0xFEFF;
}

void stand_in(ImFont& font, const std::set<ImWchar>& hopeless) {
  font.GrowIndex(static_cast<int>(end_of_plane));
  for (unsigned code = 0; code < end_of_plane; ++code) {
    float& advance = font.IndexAdvanceX[static_cast<int>(code)];
    ImWchar& glyph = font.IndexLookup[static_cast<int>(code)];
    const bool invisible = is_invisible(code);
    if (glyph != static_cast<ImWchar>(-1) && !invisible) continue;
    if (advance < 0) advance = font.FallbackAdvanceX;
    if (!is_letter(code) || hopeless.contains(static_cast<ImWchar>(code))) continue;
    if (invisible) advance = 0;
    ImFontGlyph place = {};
    place.Codepoint = code;
    place.Visible = !invisible;
    place.AdvanceX = place.X1 = advance;
    place.Y1 = font.FontSize;
    place.U0 = place.U1 = first_place + static_cast<float>(code);
    glyph = static_cast<ImWchar>(font.Glyphs.Size);
    font.Glyphs.push_back(place);
  }
  // It pointed into the list that has grown.
  font.FallbackGlyph = font.FindGlyphNoFallback(font.FallbackChar);
}

}  // namespace

void stand_in_for_unseen(ImFontAtlas& atlas, const std::set<ImWchar>& hopeless) {
  for (ImFont* font : atlas.Fonts) stand_in(*font, hopeless);
}

std::set<ImWchar> take_unseen(ImDrawData& drawn) {
  std::set<ImWchar> unseen;
  for (int i = 0; i < drawn.CmdListsCount; ++i) {
    for (ImDrawVert& vertex : drawn.CmdLists[i]->VtxBuffer) {
      if (vertex.uv.x < first_place) continue;
      unseen.insert(static_cast<ImWchar>(vertex.uv.x - first_place));
      vertex.col = 0;
    }
  }
  return unseen;
}

#else

void stand_in_for_unseen(ImFontAtlas&, const std::set<ImWchar>&) {}
std::set<ImWchar> take_unseen(ImDrawData&) { return {}; }

#endif

}  // namespace saddle::ui
