#include "shell/svg_writer.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include <fmt/format.h>
#include <imgui_internal.h>

namespace saddle::app {
namespace {

constexpr ImU32 visible = IM_COL32_A_MASK;

struct Letter {
  const ImFont* font = nullptr;
  const ImFontGlyph* glyph = nullptr;
};

// Which letter lies at a place of the texture: what was drawn from there is that letter.
class Letters {
 public:
  explicit Letters(const ImFontAtlas& atlas) {
    for (const ImFont* font : atlas.Fonts) {
      for (const ImFontGlyph& glyph : font->Glyphs) {
        if (glyph.Visible && glyph.U0 <= 1) letters_.insert_or_assign(key({glyph.U0, glyph.V0}), Letter{font, &glyph});
      }
    }
  }
  const Letter* at(ImVec2 corner) const {
    const auto found = letters_.find(key(corner));
    return found == letters_.end() ? nullptr : &found->second;
  }

 private:
  static uint64_t key(ImVec2 corner) {
    return uint64_t{std::bit_cast<uint32_t>(corner.x)} << 32 | std::bit_cast<uint32_t>(corner.y);
  }
  std::unordered_map<uint64_t, Letter> letters_;
};

// A run of letters along one line.
struct Line {
  const ImFont* font = nullptr;
  ImVec2 start = {}, next = {};  // on the line above the letters: of the first, and where another would follow
  ImVec2 along = {};             // its direction
  float size = 0;                // of the font, in pixels
  ImU32 color = 0;
  std::string text = {};

  bool empty() const { return text.empty(); }
};

float channel(ImU32 color, int shift) { return static_cast<float>(color >> shift & 255); }

ImU32 mean_of(const ImDrawVert& a, const ImDrawVert& b, const ImDrawVert& c) {
  if (a.col == b.col && b.col == c.col) return a.col;
  ImU32 mean = 0;
  for (const int shift : {IM_COL32_R_SHIFT, IM_COL32_G_SHIFT, IM_COL32_B_SHIFT, IM_COL32_A_SHIFT}) {
    const float sum = channel(a.col, shift) + channel(b.col, shift) + channel(c.col, shift);
    mean |= static_cast<ImU32>(std::lround(sum / 3)) << shift;
  }
  return mean;
}

double area_of(const std::vector<ImVec2>& corners) {
  double twice = 0;
  for (size_t i = 0; i < corners.size(); ++i) {
    const ImVec2 a = corners[i], b = corners[(i + 1) % corners.size()];
    twice += static_cast<double>(a.x) * static_cast<double>(b.y) - static_cast<double>(b.x) * static_cast<double>(a.y);
  }
  return twice / 2;
}

class Writer {
 public:
  Writer(const ImDrawData& data, const ImFontAtlas& atlas, const SvgOptions& options)
      : options_(options), letters_(atlas) {
    const float width = (options.crop.right - options.crop.left) / options.scale,
                height = (options.crop.bottom - options.crop.top) / options.scale;
    out_ =
        fmt::format("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} {1}\">\n",
                    number(width), number(height));
    if (options.background)
      out_ += fmt::format("<rect width=\"{}\" height=\"{}\"{}/>\n", number(width), number(height),
                          fill(options.background));
    for (int i = 0; i < data.CmdListsCount; ++i) {
      for (const ImDrawCmd& command : data.CmdLists[i]->CmdBuffer) write(*data.CmdLists[i], command);
    }
    close_clip();
    out_ += "</svg>\n";
  }
  std::string take() { return std::move(out_); }

 private:
  // Two decimals, without zeros at the end.
  static std::string number(float value) {
    std::string text = fmt::format("{:.2f}", value);
    while (text.back() == '0') text.pop_back();
    if (text.back() == '.') text.pop_back();
    return text == "-0" ? "0" : text;
  }
  std::string place(ImVec2 at) const {
    return number((at.x - options_.crop.left) / options_.scale) + " " +
           number((at.y - options_.crop.top) / options_.scale);
  }
  static std::string fill(ImU32 color) {
    std::string text = fmt::format(" fill=\"#{:02x}{:02x}{:02x}\"", color >> IM_COL32_R_SHIFT & 255,
                                   color >> IM_COL32_G_SHIFT & 255, color >> IM_COL32_B_SHIFT & 255);
    const unsigned alpha = color >> IM_COL32_A_SHIFT & 255;
    if (alpha < 255) text += fmt::format(" fill-opacity=\"{}\"", number(static_cast<float>(alpha) / 255));
    return text;
  }

  void write(const ImDrawList& list, const ImDrawCmd& command) {
    if (command.UserCallback || command.ElemCount == 0) return;
    if (!clip(command.ClipRect)) return;
    const ImDrawVert* vertices = list.VtxBuffer.Data + command.VtxOffset;
    const ImDrawIdx* indices = list.IdxBuffer.Data + command.IdxOffset;
    for (unsigned i = 0; i + 2 < command.ElemCount; i += 3) {
      const ImDrawVert &a = vertices[indices[i]], &b = vertices[indices[i + 1]], &c = vertices[indices[i + 2]];
      const Letter* letter = letters_.at(a.uv);
      if (letter && i + 5 < command.ElemCount) {
        add_letter(*letter, a, b, vertices[indices[i + 5]]);
        i += 3;
      } else if ((a.col & visible) && (b.col & visible) && (c.col & visible)) {
        const bool goes_on =
            !shape_.empty() && i >= 3 && indices[i] == indices[i - 3] && indices[i + 1] == indices[i - 1];
        add_triangle(a, b, c, goes_on);
      }
    }
    end_shape();
    end_line();
  }

  // False where nothing of it is shown.
  bool clip(const ImVec4& to) {
    const ui::Mark& crop = options_.crop;
    const ImVec4 cut{std::max(to.x, crop.left), std::max(to.y, crop.top), std::min(to.z, crop.right),
                     std::min(to.w, crop.bottom)};
    if (cut.x >= cut.z || cut.y >= cut.w) return false;
    const std::array<float, 4> wanted = {cut.x, cut.y, cut.z, cut.w};
    if (clipped_ && wanted == clip_) return true;
    close_clip();
    clip_ = wanted;
    clipped_ = true;
    ++clips_;
    const float scale = options_.scale;
    out_ += fmt::format(
        "<clipPath id=\"c{0}\"><rect x=\"{1}\" y=\"{2}\" width=\"{3}\" height=\"{4}\"/></clipPath>\n"
        "<g clip-path=\"url(#c{0})\">\n",
        clips_, number((cut.x - crop.left) / scale), number((cut.y - crop.top) / scale),
        number((cut.z - cut.x) / scale), number((cut.w - cut.y) / scale));
    return true;
  }
  void close_clip() {
    end_shape();
    end_line();
    if (clipped_) out_ += "</g>\n";
    clipped_ = false;
  }

  // `goes_on`: it is the next of a fan that makes one shape.
  void add_triangle(const ImDrawVert& a, const ImDrawVert& b, const ImDrawVert& c, bool goes_on) {
    end_line();
    const ImU32 color = mean_of(a, b, c);
    if (goes_on && color == color_) {
      shape_.push_back(c.pos);
      return;
    }
    end_polygon();
    if (color != color_) end_path();
    color_ = color;
    shape_ = {a.pos, b.pos, c.pos};
  }
  // All polygons of a path go round the same way, so that where they overlap they are one.
  void end_polygon() {
    const double area = area_of(shape_);
    if (std::abs(area) > 1e-3) {
      if (area < 0) std::ranges::reverse(shape_);
      for (size_t i = 0; i < shape_.size(); ++i) path_ += (i == 0 ? "M" : "L") + place(shape_[i]);
      path_ += "Z";
    }
    shape_.clear();
  }
  void end_path() {
    if (!path_.empty()) out_ += fmt::format("<path d=\"{}\"{}/>\n", path_, fill(color_));
    path_.clear();
  }
  void end_shape() {
    end_polygon();
    end_path();
  }

  // `a`, `b`, `d`: upper left, upper right, lower left corner of its picture.
  void add_letter(const Letter& letter, const ImDrawVert& a, const ImDrawVert& b, const ImDrawVert& d) {
    end_shape();
    const ImFontGlyph& glyph = *letter.glyph;
    const ImVec2 right{b.pos.x - a.pos.x, b.pos.y - a.pos.y}, down{d.pos.x - a.pos.x, d.pos.y - a.pos.y};
    const float width = std::hypot(right.x, right.y);
    if (width == 0 || glyph.X1 == glyph.X0) return;
    const float zoom = width / (glyph.X1 - glyph.X0);
    const ImVec2 along{right.x / width, right.y / width};
    const float height = std::max(std::hypot(down.x, down.y), 1e-6f);
    const ImVec2 below{down.x / height, down.y / height};
    const ImVec2 origin{a.pos.x - along.x * glyph.X0 * zoom - below.x * glyph.Y0 * zoom,
                        a.pos.y - along.y * glyph.X0 * zoom - below.y * glyph.Y0 * zoom};
    const float size = letter.font->FontSize * zoom;
    const auto distance = [](ImVec2 p, ImVec2 q) { return std::hypot(p.x - q.x, p.y - q.y); };
    const ImFontGlyph* space = letter.font->FindGlyph(' ');
    const float gap = space->AdvanceX * zoom;
    const bool alike = line_.font == letter.font && line_.color == a.col &&
                       std::abs(line_.size - size) < 0.01f * size && distance(line_.along, along) < 0.01f;
    const float slack = 0.12f * size;  // places are rounded to whole pixels
    const ImVec2 behind_space{line_.next.x + along.x * gap, line_.next.y + along.y * gap};
    if (line_.empty() || !alike || (distance(origin, line_.next) > slack && distance(origin, behind_space) > slack)) {
      end_line();
      line_ = {.font = letter.font, .start = origin, .along = along, .size = size, .color = a.col};
    } else if (distance(origin, line_.next) > slack) {
      line_.text += ' ';
    }
    char code[5] = {};
    line_.text += ImTextCharToUtf8(code, glyph.Codepoint);
    line_.next = {origin.x + along.x * glyph.AdvanceX * zoom, origin.y + along.y * glyph.AdvanceX * zoom};
  }

  void end_line() {
    if (line_.empty()) return;
    // SVG wants the base line, which lies an ascent below the line above.
    const ImVec2 below{-line_.along.y, line_.along.x};
    const float ascent = line_.font->Ascent * line_.size / line_.font->FontSize;
    const ImVec2 base{line_.start.x + below.x * ascent, line_.start.y + below.y * ascent};
    const float length = std::hypot(line_.next.x - line_.start.x, line_.next.y - line_.start.y) / options_.scale;
    const double angle = std::atan2(line_.along.y, line_.along.x) * 180 / 3.14159265358979;
    const std::string at = place(base);
    const size_t cut = at.find(' ');
    const std::string turn = std::abs(angle) < 0.01 ? "" : fmt::format(" transform=\"rotate({:.4g} {})\"", angle, at);
    const bool strong = line_.font == options_.fonts.strong || line_.font == options_.fonts.title;
    // The other program may have another font: letters are then spread over the same length.
    out_ +=
        fmt::format("<text x=\"{}\" y=\"{}\" font-size=\"{}\" textLength=\"{}\"{}{}{}>{}</text>\n", at.substr(0, cut),
                    at.substr(cut + 1), number(line_.size / options_.scale * em_of_line), number(length),
                    strong ? " font-weight=\"600\"" : "", fill(line_.color) + family, turn, escaped(line_.text));
    line_ = {};
  }

  static std::string escaped(const std::string& text) {
    std::string all;
    for (const char c : text) {
      if (c == '&') {
        all += "&amp;";
      } else if (c == '<') {
        all += "&lt;";
      } else {
        all += c;
      }
    }
    return all;
  }

  static constexpr const char* family = " font-family=\"Inter, NanumGothic, 'DejaVu Sans', sans-serif\"";
  // ImGui's size is the height of a line, from ascent to descent; that of SVG is the em.
  static constexpr float em_of_line = 0.826f;

  const SvgOptions& options_;
  const Letters letters_;
  std::string out_, path_;
  std::vector<ImVec2> shape_;
  ImU32 color_ = 0;
  Line line_;
  std::array<float, 4> clip_ = {};
  bool clipped_ = false;
  int clips_ = 0;
};

}  // namespace

std::string svg_of(const ImDrawData& data, const ImFontAtlas& atlas, const SvgOptions& options) {
  return Writer(data, atlas, options).take();
}

}  // namespace saddle::app
