#include "drawn_text.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

namespace saddle::app {
namespace {

using Corner = std::pair<float, float>;

// The letters of all fonts, by where two opposite corners of each lie in the atlas.
class Alphabet {
 public:
  Alphabet() {
    for (const ImFont* font : ImGui::GetIO().Fonts->Fonts) {
      for (const ImFontGlyph& glyph : font->Glyphs) {
        if (!glyph.Visible || glyph.U1 <= glyph.U0 || glyph.V1 <= glyph.V0) continue;
        whole_[{{glyph.U0, glyph.V0}, {glyph.U1, glyph.V1}}] = glyph.Codepoint;
        for (const float u : {glyph.U0, glyph.U1}) {
          for (const float v : {glyph.V0, glyph.V1}) corners_[{u, v}] = &glyph;
        }
      }
    }
  }
  // None: it is no letter.
  std::optional<DrawnLetter> read(const ImVec2& from, const ImVec2& to) const {
    if (const auto found = whole_.find({{from.x, from.y}, {to.x, to.y}}); found != whole_.end())
      return DrawnLetter{.box = {}, .clip = {}, .character = found->second};
    for (const Corner& corner : {Corner{from.x, from.y}, {to.x, to.y}, {from.x, to.y}, {to.x, from.y}}) {
      const auto found = corners_.find(corner);
      if (found == corners_.end()) continue;
      const ImFontGlyph& whole = *found->second;
      return DrawnLetter{.box = {},
                         .clip = {},
                         .character = whole.Codepoint,
                         .cropped_aside = from.x != whole.U0 || to.x != whole.U1,
                         .cropped_above = from.y != whole.V0 || to.y != whole.V1};
    }
    return std::nullopt;
  }

 private:
  std::map<std::pair<Corner, Corner>, unsigned> whole_;
  std::map<Corner, const ImFontGlyph*> corners_;
};

}  // namespace

std::vector<DrawnRun> runs_of(const ImDrawData& drawn) {
  const Alphabet alphabet;
  std::vector<DrawnRun> runs;
  for (int n = 0; n < drawn.CmdListsCount; ++n) {
    const ImDrawList& list = *drawn.CmdLists[n];
    ImGuiWindow* window = list._OwnerName ? ImGui::FindWindowByName(list._OwnerName) : nullptr;
    if (!window) continue;
    bool begun = false;  // in this window
    for (const ImDrawCmd& command : list.CmdBuffer) {
      if (command.UserCallback) continue;
      for (unsigned i = 0; i + 6 <= command.ElemCount; i += 3) {
        const auto* index = &list.IdxBuffer[static_cast<int>(command.IdxOffset + i)];
        // Two triangles of four corners that follow each other, as ImGui writes a letter.
        if (index[1] != index[0] + 1 || index[2] != index[0] + 2 || index[3] != index[0] || index[4] != index[2] ||
            index[5] != index[0] + 3)
          continue;
        const auto* vertex = &list.VtxBuffer[static_cast<int>(command.VtxOffset + index[0])];
        const auto letter = alphabet.read(vertex[0].uv, vertex[2].uv);
        if (!letter) continue;
        if ((vertex[0].col >> IM_COL32_A_SHIFT & 0xff) < 40) continue;  // as good as not there
        DrawnLetter placed = *letter;
        placed.box = {vertex[0].pos, vertex[0].pos};
        for (int corner = 1; corner < 4; ++corner) placed.box.Add(vertex[corner].pos);
        placed.clip = ImRect(command.ClipRect);
        i += 3;  // the second triangle is done
        const float height = placed.box.GetHeight();
        const bool goes_on = begun && [&] {
          const DrawnRun& last = runs.back();
          const DrawnLetter& before = last.letters.back();
          const float reach = std::max(last.height, height);
          return std::abs(placed.box.GetCenter().y - before.box.GetCenter().y) < 0.8f * reach &&
                 placed.box.Min.x > before.box.Min.x - 0.5f && placed.box.Min.x - before.box.Max.x < 0.9f * reach;
        }();
        if (!goes_on)
          runs.push_back(
              {.window = window, .box = placed.box, .list = n, .place = command.IdxOffset + i, .letters = {}});
        begun = true;
        DrawnRun& run = runs.back();
        run.box.Add(placed.box);
        run.height = std::max(run.height, height);
        run.letters.push_back(placed);
      }
    }
  }
  return runs;
}

}  // namespace saddle::app
