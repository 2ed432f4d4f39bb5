#include "plot/text.h"

#include <algorithm>
#include <cmath>

#include <imgui_internal.h>

namespace saddle::plot {
namespace {

constexpr float raised_size = 0.72f;

// One font at one size, over the two ways in which ImGui has stored glyphs.
class Face {
 public:
  Face(ImFont* font, float size) {
#if IMGUI_VERSION_NUM >= 19200
    baked_ = font->GetFontBaked(size);
    zoom_ = size / baked_->Size;
#else
    baked_ = font;
    zoom_ = size / font->FontSize;
#endif
  }
  const ImFontGlyph* glyph(unsigned code) const { return baked_->FindGlyph(static_cast<ImWchar>(code)); }
  bool has(unsigned code) const { return baked_->FindGlyphNoFallback(static_cast<ImWchar>(code)) != nullptr; }
  float zoom() const { return zoom_; }

 private:
#if IMGUI_VERSION_NUM >= 19200
  ImFontBaked* baked_;
#else
  ImFont* baked_;
#endif
  float zoom_;
};

ImFont* font_of(const Pencil& pencil) { return pencil.font ? pencil.font : ImGui::GetFont(); }

bool is_digit(unsigned code) { return code >= '0' && code <= '9'; }

// Calls visit(glyph or null, x, y, zoom) for each character and returns the width.
template <class Visit>
float lay_out(std::string_view text, const Pencil& pencil, const Visit& visit) {
  ImFont* font = font_of(pencil);
  const float size = font_size(pencil.font);
  const Face normal(font, size);
  const Face raised(font, std::round(size * raised_size));
  const bool numbers = pencil.writing == Writing::numbers;
  bool exponent = false;
  float x = 0;
  const char* at = text.data();
  const char* const end = at + text.size();
  while (at < end) {
    unsigned code = 0;
    const int bytes = ImTextCharFromUtf8(&code, at, end);
    if (bytes <= 0 || code == 0) break;
    at += bytes;
    if (numbers && code == '^') {
      exponent = true;
      continue;
    }
    const Face& face = exponent ? raised : normal;
    if (numbers && code == '-' && face.has(0x2212)) code = 0x2212;
    const ImFontGlyph* found = face.glyph(code);
    if (!found) continue;
    const ImFontGlyph glyph = *found;  // looking up another may move it
    float advance = glyph.AdvanceX * face.zoom();
    float inset = 0;
    if (numbers && is_digit(code)) {
      const float widest = std::max(face.glyph('0')->AdvanceX, face.glyph('4')->AdvanceX) * face.zoom();
      inset = std::round((widest - advance) / 2);
      advance = widest;
    }
    visit(glyph, x + inset, exponent ? -std::round(size * 0.16f) : 0.0f, face.zoom());
    x += advance;
  }
  return std::ceil(x);
}

}  // namespace

float font_size(const ImFont* font) {
#if IMGUI_VERSION_NUM >= 19200
  return font && font != ImGui::GetFont() ? font->LegacySize : ImGui::GetFontSize();
#else
  return font && font != ImGui::GetFont() ? font->FontSize : ImGui::GetFontSize();
#endif
}

ImVec2 text_size(std::string_view text, const Pencil& pencil) {
  const float width = lay_out(text, pencil, [](const ImFontGlyph&, float, float, float) {});
  return {width, font_size(pencil.font)};
}

void draw_text(ImDrawList& list, ImVec2 position, ImU32 color, std::string_view text, const Pencil& pencil) {
  position = {std::round(position.x), std::round(position.y)};
  lay_out(text, pencil, [&](const ImFontGlyph& glyph, float x, float y, float zoom) {
    if (!glyph.Visible) return;
    const float x0 = x + glyph.X0 * zoom, x1 = x + glyph.X1 * zoom;
    const float y0 = y + glyph.Y0 * zoom, y1 = y + glyph.Y1 * zoom;
    list.PrimReserve(6, 4);
    if (pencil.turn == Turn::none) {
      list.PrimRectUV({position.x + x0, position.y + y0}, {position.x + x1, position.y + y1}, {glyph.U0, glyph.V0},
                      {glyph.U1, glyph.V1}, color);
      return;
    }
    list.PrimQuadUV({position.x + y0, position.y - x0}, {position.x + y0, position.y - x1},
                    {position.x + y1, position.y - x1}, {position.x + y1, position.y - x0}, {glyph.U0, glyph.V0},
                    {glyph.U1, glyph.V0}, {glyph.U1, glyph.V1}, {glyph.U0, glyph.V1}, color);
  });
}

std::string_view visible_part(std::string_view label) { return label.substr(0, label.find("##")); }

std::string shortened(std::string_view text, float width, const Pencil& pencil) {
  if (text_size(text, pencil).x <= width) return std::string(text);
  const Face face(font_of(pencil), font_size(pencil.font));
  const std::string ellipsis = face.has(0x2026) ? "…" : "...";
  while (!text.empty()) {
    do {
      text.remove_suffix(1);
    } while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0xC0) == 0x80);
    // A lead byte whose followers were cut off goes too.
    if (!text.empty() && (static_cast<unsigned char>(text.back()) & 0xC0) == 0xC0) text.remove_suffix(1);
    std::string cut = std::string(text) + ellipsis;
    if (text_size(cut, pencil).x <= width) return cut;
  }
  return {};
}

namespace {

// Where a line may end: at a space, but not between a number and its unit.
size_t line_may_end(std::string_view text, size_t from) {
  size_t at = text.find(' ', from);
  while (at != text.npos && text.substr(at + 1).starts_with('%')) at = text.find(' ', at + 1);
  return at;
}

}  // namespace

std::vector<std::string> wrapped(std::string_view text, float width, int most, const Pencil& pencil) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    if (std::ssize(lines) + 1 == most) {
      lines.push_back(shortened(text, width, pencil));
      break;
    }
    size_t end = line_may_end(text, 0);
    for (size_t next = end; next != std::string_view::npos;) {
      next = line_may_end(text, next + 1);
      if (text_size(text.substr(0, next), pencil).x > width) break;
      end = next;
    }
    lines.push_back(shortened(text.substr(0, end), width, pencil));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

}  // namespace saddle::plot
