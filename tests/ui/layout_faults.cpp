#include "layout_faults.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include <fmt/format.h>
#include <imgui_internal.h>

namespace saddle::app {
namespace {

// Rounding to whole pixels moves edges by as much.
constexpr float tolerance = 1.6f;

struct Letter {
  ImRect box, clip;
  unsigned character = 0;
  bool cropped = false;  // a part of it was taken off before it was drawn
};

// Letters that stand beside each other.
struct Run {
  ImGuiWindow* window = nullptr;
  ImRect box;
  int list = 0;        // in which it is drawn
  unsigned place = 0;  // and where: the elements before it
  std::vector<Letter> letters;
  float height = 0;  // of its font

  std::string text() const {
    std::string text;
    for (const Letter& letter : letters) {
      char utf8[5];
      text += ImTextCharToUtf8(utf8, letter.character);
    }
    return text;
  }
};

using Corner = std::pair<float, float>;

// The letters of all fonts, by where two opposite corners of each lie in the atlas.
class Alphabet {
 public:
  Alphabet() {
    for (const ImFont* font : ImGui::GetIO().Fonts->Fonts) {
      for (const ImFontGlyph& glyph : font->Glyphs) {
        if (!glyph.Visible || glyph.U1 <= glyph.U0 || glyph.V1 <= glyph.V0) continue;
        const unsigned character = glyph.Codepoint;
        whole_[{{glyph.U0, glyph.V0}, {glyph.U1, glyph.V1}}] = character;
        for (const float u : {glyph.U0, glyph.U1}) {
          for (const float v : {glyph.V0, glyph.V1}) corners_[{u, v}] = character;
        }
      }
    }
  }
  // None: it is no letter.
  std::optional<Letter> read(const ImVec2& from, const ImVec2& to) const {
    if (const auto found = whole_.find({{from.x, from.y}, {to.x, to.y}}); found != whole_.end())
      return Letter{.box = {}, .clip = {}, .character = found->second};
    for (const Corner& corner : {Corner{from.x, from.y}, {to.x, to.y}, {from.x, to.y}, {to.x, from.y}}) {
      const auto found = corners_.find(corner);
      if (found != corners_.end()) return Letter{.box = {}, .clip = {}, .character = found->second, .cropped = true};
    }
    return std::nullopt;
  }

 private:
  std::map<std::pair<Corner, Corner>, unsigned> whole_;
  std::map<Corner, unsigned> corners_;
};

std::vector<Run> runs_of(const ImDrawData& drawn) {
  const Alphabet alphabet;
  std::vector<Run> runs;
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
        Letter placed = *letter;
        placed.box = {vertex[0].pos, vertex[0].pos};
        for (int corner = 1; corner < 4; ++corner) placed.box.Add(vertex[corner].pos);
        placed.clip = ImRect(command.ClipRect);
        i += 3;  // the second triangle is done
        const float height = placed.box.GetHeight();
        const bool goes_on = begun && [&] {
          const Run& last = runs.back();
          const Letter& before = last.letters.back();
          const float reach = std::max(last.height, height);
          return std::abs(placed.box.GetCenter().y - before.box.GetCenter().y) < 0.8f * reach &&
                 placed.box.Min.x > before.box.Min.x - 0.5f && placed.box.Min.x - before.box.Max.x < 0.9f * reach;
        }();
        if (!goes_on)
          runs.push_back(
              {.window = window, .box = placed.box, .list = n, .place = command.IdxOffset + i, .letters = {}});
        begun = true;
        Run& run = runs.back();
        run.box.Add(placed.box);
        run.height = std::max(run.height, height);
        run.letters.push_back(placed);
      }
    }
  }
  return runs;
}

bool can_scroll(const ImGuiWindow* window, int axis) {
  for (const ImGuiWindow* outer = window; outer; outer = outer->ParentWindow) {
    if ((axis == 0 ? outer->ScrollMax.x : outer->ScrollMax.y) > 0) return true;
    if (outer == window->RootWindow) break;
  }
  return false;
}

std::string place(const ImRect& box) {
  return fmt::format("({:.0f}, {:.0f})-({:.0f}, {:.0f})", box.Min.x, box.Min.y, box.Max.x, box.Max.y);
}

void find_cut_text(const std::vector<Run>& runs, std::vector<std::string>& faults) {
  for (const Run& run : runs) {
    for (const Letter& letter : run.letters) {
      const ImRect &box = letter.box, &clip = letter.clip;
      if (!box.Overlaps(clip)) continue;
      const bool aside = box.Min.x < clip.Min.x - tolerance || box.Max.x > clip.Max.x + tolerance,
                 above = box.Min.y < clip.Min.y - tolerance || box.Max.y > clip.Max.y + tolerance;
      const bool cut = letter.cropped || (aside && !can_scroll(run.window, 0)) || (above && !can_scroll(run.window, 1));
      if (!cut) continue;
      faults.push_back(fmt::format("\"{}\" is cut at {}, of which {} is seen, in {}", run.text(), place(run.box),
                                   place(clip), run.window->Name));
      break;
    }
  }
}

bool overlap(const ImRect& a, const ImRect& b) {
  return std::min(a.Max.x, b.Max.x) - std::max(a.Min.x, b.Min.x) > tolerance &&
         std::min(a.Max.y, b.Max.y) - std::max(a.Min.y, b.Min.y) > tolerance;
}

ImRect seen(const Letter& letter) {
  ImRect box = letter.box;
  box.ClipWithFull(letter.clip);
  return box;
}

bool overlap(const Run& a, const Run& b) {
  return std::ranges::any_of(a.letters, [&](const Letter& one) {
    return std::ranges::any_of(b.letters, [&](const Letter& other) { return overlap(seen(one), seen(other)); });
  });
}

float side(const ImVec2& a, const ImVec2& b, const ImVec2& p) {
  return (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x);
}

// Whether something opaque was drawn over that point between the two: a legend's ground hides what is below it.
bool hidden_between(const ImDrawData& drawn, const Run& below, const Run& above, const ImVec2& point) {
  for (int n = below.list; n <= above.list; ++n) {
    const ImDrawList& list = *drawn.CmdLists[n];
    for (const ImDrawCmd& command : list.CmdBuffer) {
      if (command.UserCallback || !ImRect(command.ClipRect).Contains(point)) continue;
      for (unsigned i = 0; i + 3 <= command.ElemCount; i += 3) {
        const unsigned at = command.IdxOffset + i;
        if ((n == below.list && at < below.place) || (n == above.list && at >= above.place)) continue;
        const ImDrawVert* corner[3];
        bool opaque = true;
        for (int k = 0; k < 3; ++k) {
          corner[k] = &list.VtxBuffer[static_cast<int>(command.VtxOffset + list.IdxBuffer[static_cast<int>(at) + k])];
          opaque = opaque && (corner[k]->col >> IM_COL32_A_SHIFT & 0xff) > 200;
        }
        // A letter is no ground.
        const bool plain = corner[0]->uv.x == corner[1]->uv.x && corner[0]->uv.y == corner[2]->uv.y;
        if (!opaque || !plain) continue;
        const float a = side(corner[0]->pos, corner[1]->pos, point), b = side(corner[1]->pos, corner[2]->pos, point),
                    c = side(corner[2]->pos, corner[0]->pos, point);
        if ((a >= 0 && b >= 0 && c >= 0) || (a <= 0 && b <= 0 && c <= 0)) return true;
      }
    }
  }
  return false;
}

void find_text_on_text(const ImDrawData& drawn, const std::vector<Run>& runs, std::vector<std::string>& faults) {
  for (size_t i = 0; i < runs.size(); ++i) {
    for (size_t j = i + 1; j < runs.size(); ++j) {
      const Run &a = runs[i], &b = runs[j];
      if (a.window->RootWindow != b.window->RootWindow || !overlap(a.box, b.box) || !overlap(a, b)) continue;
      ImRect both = a.box;
      both.ClipWithFull(b.box);
      if (hidden_between(drawn, a, b, both.GetCenter())) continue;
      faults.push_back(fmt::format("\"{}\" lies on \"{}\" at {}", b.text(), a.text(), place(b.box)));
    }
  }
}

ImRect whole(const ui::Mark& mark) { return {mark.left, mark.top, mark.right, mark.bottom}; }
ImRect seen(const ui::Mark& mark) { return {mark.seen_left, mark.seen_top, mark.seen_right, mark.seen_bottom}; }

bool holds(const ImRect& outer, const ImRect& inner) {
  return outer.Min.x <= inner.Min.x + tolerance && outer.Min.y <= inner.Min.y + tolerance &&
         outer.Max.x >= inner.Max.x - tolerance && outer.Max.y >= inner.Max.y - tolerance;
}

// Whether one can scroll sideways to what is seen there.
bool scrolls_aside(const ui::Mark& mark) {
  for (const ImGuiWindow* window : ImGui::GetCurrentContext()->Windows) {
    if (window->WasActive && window->RootWindow->ID == mark.window && window->ScrollMax.x > 0 &&
        window->InnerRect.Contains(seen(mark).GetCenter()))
      return true;
  }
  return false;
}

// A list in a column of settings is as wide as its column; what it cannot show whole, its tooltip says.
bool is_bounded(const std::string& name) {
  static const std::set<std::string> bounded{"data.set", "loss.type", "digit.source", "landscape.directions", "init"};
  return bounded.contains(name) || name.starts_with("optimizer.") || name.starts_with("training.") ||
         name.starts_with("data.augment") || name == "data.normalize";
}

void find_faulty_widgets(const ui::Marks& marks, std::vector<std::string>& faults) {
  std::vector<std::pair<const std::string*, const ui::Mark*>> shown;
  for (const auto& [name, mark] : marks) {
    if (mark.cut && !is_bounded(name)) faults.push_back(fmt::format("{} has no room for \"{}\"", name, mark.text));
    const ImRect box = whole(mark), part = seen(mark);
    if (mark.window == 0 || part.GetWidth() <= 0 || part.GetHeight() <= 0) continue;
    shown.emplace_back(&name, &mark);
    // An entry of a list reaches over its window's edge by half of what parts two of them.
    const ImVec2 edge = ImGui::GetStyle().ItemSpacing;
    if (part.GetWidth() < box.GetWidth() - edge.x - tolerance && !scrolls_aside(mark))
      faults.push_back(fmt::format("{} is cut at its side: {} of {}", name, place(part), place(box)));
    if (part.GetHeight() < box.GetHeight() - edge.y - tolerance && !mark.scrolls)
      faults.push_back(fmt::format("{} is cut, and nobody can scroll there: {} of {}", name, place(part), place(box)));
  }
  for (size_t i = 0; i < shown.size(); ++i) {
    for (size_t j = i + 1; j < shown.size(); ++j) {
      const ui::Mark &a = *shown[i].second, &b = *shown[j].second;
      if (a.window != b.window || !overlap(seen(a), seen(b)) || holds(whole(a), seen(b)) || holds(whole(b), seen(a)))
        continue;
      faults.push_back(
          fmt::format("{} and {} overlap: {}, {}", *shown[i].first, *shown[j].first, place(whole(a)), place(whole(b))));
    }
  }
}

}  // namespace

std::vector<std::string> layout_faults(const ImDrawData& drawn, const ui::Marks& marks) {
  std::vector<std::string> faults;
  const std::vector<Run> runs = runs_of(drawn);
  find_cut_text(runs, faults);
  find_text_on_text(drawn, runs, faults);
  find_faulty_widgets(marks, faults);
  return faults;
}

}  // namespace saddle::app
