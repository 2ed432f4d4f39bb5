#include "layout_faults.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <imgui_internal.h>

#include "drawn_text.h"

namespace saddle::app {
namespace {

// Rounding to whole pixels moves edges by as much.
constexpr float tolerance = 1.6f;

// Downwards one scrolls with the wheel; aside only where a bar says that there is more.
bool can_scroll(const ImGuiWindow* window, int axis) {
  for (const ImGuiWindow* outer = window; outer; outer = outer->ParentWindow) {
    if (axis == 0 && outer->ScrollbarX) return true;
    if (axis == 1 && outer->ScrollMax.y > 0 && (outer->Flags & ImGuiWindowFlags_NoScrollWithMouse) == 0) return true;
    if (outer == window->RootWindow) break;
  }
  return false;
}

std::string place(const ImRect& box) {
  return fmt::format("({:.0f}, {:.0f})-({:.0f}, {:.0f})", box.Min.x, box.Min.y, box.Max.x, box.Max.y);
}

void find_cut_text(const std::vector<DrawnRun>& runs, std::vector<std::string>& faults) {
  for (const DrawnRun& run : runs) {
    for (const DrawnLetter& letter : run.letters) {
      const ImRect &box = letter.box, &clip = letter.clip;
      if (!box.Overlaps(clip)) continue;
      const bool aside = box.Min.x < clip.Min.x - tolerance || box.Max.x > clip.Max.x + tolerance,
                 above =
                     letter.cropped_above || box.Min.y < clip.Min.y - tolerance || box.Max.y > clip.Max.y + tolerance;
      // A field crops what stands in it: aside wherever it is, above where its panel is scrolled.
      const bool cut =
          letter.cropped_aside || (aside && !can_scroll(run.window, 0)) || (above && !can_scroll(run.window, 1));
      if (!cut) continue;
      faults.push_back(fmt::format("\"{}\" is cut at {}, of which {} is seen, in {}", run.text(), place(run.box),
                                   place(clip), run.window->Name));
      break;
    }
  }
}

// Letters beyond the edge are left out before anything is drawn; what was laid out there is still known.
void find_what_reaches_out(const ui::Marks& marks, std::vector<std::string>& faults) {
  for (const ImGuiWindow* window : ImGui::GetCurrentContext()->Windows) {
    if (!window->WasActive || window->Hidden || window->SkipItems) continue;
    float beyond = window->DC.CursorMaxPos.x - window->InnerRect.Max.x;
    // ImGui's field of several lines is as wide as its text and the padding before it.
    if (window->Flags & ImGuiWindowFlags_ChildWindow && window->Flags & ImGuiWindowFlags_NoMove)
      beyond -= ImGui::GetStyle().FramePadding.x;
    if (beyond <= tolerance || can_scroll(window, 0)) continue;
    std::string what;
    for (const auto& [name, mark] : marks) {
      if (std::abs(mark.right - window->DC.CursorMaxPos.x) < 1 && window->RootWindow->ID == mark.window)
        what += name + " ";
    }
    faults.push_back(fmt::format("something ({}) reaches {:.0f} pixels beyond the right edge of {}",
                                 what.empty() ? "without a mark" : what, beyond, window->Name));
  }
}

bool overlap(const ImRect& a, const ImRect& b) {
  return std::min(a.Max.x, b.Max.x) - std::max(a.Min.x, b.Min.x) > tolerance &&
         std::min(a.Max.y, b.Max.y) - std::max(a.Min.y, b.Min.y) > tolerance;
}

ImRect seen(const DrawnLetter& letter) {
  ImRect box = letter.box;
  box.ClipWithFull(letter.clip);
  return box;
}

bool overlap(const DrawnRun& a, const DrawnRun& b) {
  return std::ranges::any_of(a.letters, [&](const DrawnLetter& one) {
    return std::ranges::any_of(b.letters, [&](const DrawnLetter& other) { return overlap(seen(one), seen(other)); });
  });
}

float side(const ImVec2& a, const ImVec2& b, const ImVec2& p) {
  return (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x);
}

// Whether something opaque was drawn over that point between the two: a legend's ground hides what is below it.
bool hidden_between(const ImDrawData& drawn, const DrawnRun& below, const DrawnRun& above, const ImVec2& point) {
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

void find_text_on_text(const ImDrawData& drawn, const std::vector<DrawnRun>& runs, std::vector<std::string>& faults) {
  for (size_t i = 0; i < runs.size(); ++i) {
    for (size_t j = i + 1; j < runs.size(); ++j) {
      const DrawnRun &a = runs[i], &b = runs[j];
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
    if (window->WasActive && window->RootWindow->ID == mark.window && window->ScrollbarX &&
        window->InnerRect.Contains(seen(mark).GetCenter()))
      return true;
  }
  return false;
}

// An entry that was shortened says so with its last character.
bool ends_in_ellipsis(const std::vector<DrawnRun>& runs, const ImRect& field) {
  const auto run =
      std::ranges::find_if(runs, [&](const DrawnRun& each) { return field.Contains(each.box.GetCenter()); });
  return run != runs.end() && run->letters.back().character == 0x2026;
}

void find_faulty_widgets(const ui::Marks& marks, const std::vector<DrawnRun>& runs, std::vector<std::string>& faults) {
  std::vector<std::pair<const std::string*, const ui::Mark*>> shown;
  for (const auto& [name, mark] : marks) {
    const ImRect box = whole(mark), part = seen(mark);
    if (mark.window == 0 || part.GetWidth() <= 0 || part.GetHeight() <= 0) continue;
    if (mark.cut && holds(part, box) && !ends_in_ellipsis(runs, box))
      faults.push_back(fmt::format("{} has no room for \"{}\", and does not end in an ellipsis", name, mark.text));
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
  const std::vector<DrawnRun> runs = runs_of(drawn);
  find_cut_text(runs, faults);
  find_what_reaches_out(marks, faults);
  find_text_on_text(drawn, runs, faults);
  find_faulty_widgets(marks, runs, faults);
  return faults;
}

std::string in_lines(const std::vector<std::string>& faults) {
  std::string all;
  for (const std::string& fault : faults) all += fault + "\n";
  return all;
}

std::string words_of_tooltips(const ImDrawData& drawn) {
  std::string words;
  for (const DrawnRun& run : runs_of(drawn)) {
    if (run.window->Flags & ImGuiWindowFlags_Tooltip) words += run.text();
  }
  return words;
}

}  // namespace saddle::app
