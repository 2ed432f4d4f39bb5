#include <algorithm>
#include <cmath>

#include "lessons/card.h"
#include "lessons/lesson_text.h"
#include "plot/text.h"

namespace saddle::app {
namespace {

struct CardPiece {
  std::string words;
  const std::string* mark;  // into the spans
  float width = 0;
};
// Pieces that no line may end between.
struct CardWord {
  std::vector<CardPiece> pieces;
  float width = 0;
};

std::vector<CardWord> words_of_spans(const std::vector<LessonSpan>& spans, ImFont* font) {
  std::vector<CardWord> words;
  bool fresh = true;
  for (const LessonSpan& span : spans) {
    for (size_t at = 0; at < span.words.size();) {
      if (span.words[at] == ' ') {
        fresh = true;
        ++at;
        continue;
      }
      const size_t end = std::min(span.words.find(' ', at), span.words.size());
      std::string piece = span.words.substr(at, end - at);
      const float width = plot::text_size(piece, {.font = font}).x;
      if (fresh || words.empty()) words.emplace_back();
      words.back().pieces.push_back({std::move(piece), &span.mark, width});
      words.back().width += width;
      fresh = false;
      at = end;
    }
  }
  return words;
}

}  // namespace

ImU32 readable(ImU32 color, ImU32 ground, ImU32 text) {
  constexpr double least = 4.5;
  for (float share = 0; share < 1; share += 0.1f) {
    const ImU32 mixed = plot::mix(color, text, share);
    if (ui::contrast(mixed, ground) >= least) return mixed;
  }
  return text;
}

LessonTextEvent draw_lesson_text(ui::Ui& ui, const std::string& name, const std::string& text,
                                 const std::map<std::string, ImU32>& colors, const std::string& hot) {
  const std::vector<LessonSpan> spans = spans_of(text);
  ImFont* const body = ui.fonts.body;
  const float size = plot::font_size(body), blank = plot::text_size(" ", {.font = body}).x,
              line = std::floor(size * 1.42f), width = ImGui::GetContentRegionAvail().x;
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const bool here = ImGui::IsWindowHovered();
  LessonTextEvent event;
  float x = 0, y = 0;
  const std::string* before = nullptr;
  for (const CardWord& word : words_of_spans(spans, body)) {
    float gap = x > 0 ? blank : 0;
    if (x > 0 && x + gap + word.width > width) {
      x = gap = 0;
      y += line;
      before = nullptr;
    }
    x += gap;
    for (const CardPiece& piece : word.pieces) {
      const ImVec2 at{corner.x + x, corner.y + y};
      const auto color = colors.find(*piece.mark);
      const bool named = color != colors.end();
      // The line below goes on between the words of one link.
      const float from = named && before == piece.mark ? at.x - gap : at.x, to = at.x + piece.width;
      if (named && here &&
          ImGui::IsMouseHoveringRect({from, at.y - (line - size) / 2}, {to, at.y + size + (line - size) / 2})) {
        event.hovered = *piece.mark;
        event.clicked = ImGui::IsMouseClicked(ImGuiMouseButton_Left);
        ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
      }
      if (named && hot == *piece.mark)
        list.AddRectFilled({from - ui.px(1), at.y - ui.px(2)}, {to + ui.px(1), at.y + size + ui.px(3)},
                           plot::with_alpha(color->second, 0.22f), ui.px(3));
      list.AddText(body, size, at, named ? color->second : ui.theme.text, piece.words.c_str());
      if (named) list.AddLine({from, at.y + size + ui.px(1)}, {to, at.y + size + ui.px(1)}, color->second, ui.px(1.5f));
      if (named) {
        // Where a test, or a script, finds the words.
        ui.marks.insert_or_assign(name + "/" + *piece.mark, ui::Mark{from, at.y, to, at.y + size, piece.words});
      }
      x += piece.width;
      gap = 0;
      before = piece.mark;
    }
    if (!word.pieces.empty()) before = word.pieces.back().mark;
  }
  ImGui::Dummy({width, y + line});
  ui.mark(name, plain_words(text));
  return event;
}

}  // namespace saddle::app
