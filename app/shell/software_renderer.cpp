#include "shell/software_renderer.h"

#include <algorithm>
#include <cmath>

namespace saddle::app {
namespace {

struct Target {
  int width = 0, height = 0;
  std::vector<float> rgb;  // 0 … 255
};

struct Texture {
  const unsigned char* alpha = nullptr;
  int width = 0, height = 0;

  float sample(float u, float v) const {  // bilinear
    const float x = u * static_cast<float>(width) - 0.5f, y = v * static_cast<float>(height) - 0.5f;
    const float left = std::floor(x), top = std::floor(y), fx = x - left, fy = y - top;
    const auto at = [&](float column, float row) {
      const int i = std::clamp(static_cast<int>(column), 0, width - 1),
                j = std::clamp(static_cast<int>(row), 0, height - 1);
      return static_cast<float>(alpha[j * width + i]) / 255;
    };
    return (at(left, top) * (1 - fx) + at(left + 1, top) * fx) * (1 - fy) +
           (at(left, top + 1) * (1 - fx) + at(left + 1, top + 1) * fx) * fy;
  }
};

struct Clip {
  int left, top, right, bottom;
};

float edge(ImVec2 a, ImVec2 b, float x, float y) { return (b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x); }

// An edge belongs to the triangle on one side of it only, so that a pixel on a shared edge is drawn once.
bool owns(ImVec2 a, ImVec2 b) { return a.y == b.y ? b.x > a.x : b.y < a.y; }

void draw_triangle(Target& target, const Texture& texture, const Clip& clip, const ImDrawVert* a, const ImDrawVert* b,
                   const ImDrawVert* c) {
  float area = edge(a->pos, b->pos, c->pos.x, c->pos.y);
  if (area == 0) return;
  if (area < 0) {
    std::swap(b, c);
    area = -area;
  }
  const auto [low_x, high_x] = std::minmax({a->pos.x, b->pos.x, c->pos.x});
  const auto [low_y, high_y] = std::minmax({a->pos.y, b->pos.y, c->pos.y});
  const int left = std::max(clip.left, static_cast<int>(std::floor(low_x))),
            right = std::min(clip.right, static_cast<int>(std::ceil(high_x)));
  const int top = std::max(clip.top, static_cast<int>(std::floor(low_y))),
            bottom = std::min(clip.bottom, static_cast<int>(std::ceil(high_y)));
  const auto inside = [](float weight, bool owned) { return weight > 0 || (weight == 0 && owned); };
  const bool owned_a = owns(b->pos, c->pos), owned_b = owns(c->pos, a->pos), owned_c = owns(a->pos, b->pos);
  const auto channel = [](ImU32 color, int shift) { return static_cast<float>(color >> shift & 255); };
  for (int y = top; y < bottom; ++y) {
    for (int x = left; x < right; ++x) {
      const float px = static_cast<float>(x) + 0.5f, py = static_cast<float>(y) + 0.5f;
      float wa = edge(b->pos, c->pos, px, py), wb = edge(c->pos, a->pos, px, py), wc = edge(a->pos, b->pos, px, py);
      if (!inside(wa, owned_a) || !inside(wb, owned_b) || !inside(wc, owned_c)) continue;
      wa /= area, wb /= area, wc /= area;
      const auto mixed = [&](int shift) {
        return wa * channel(a->col, shift) + wb * channel(b->col, shift) + wc * channel(c->col, shift);
      };
      const float u = wa * a->uv.x + wb * b->uv.x + wc * c->uv.x, v = wa * a->uv.y + wb * b->uv.y + wc * c->uv.y;
      const float alpha = mixed(IM_COL32_A_SHIFT) / 255 * texture.sample(u, v);
      float* pixel =
          target.rgb.data() + 3 * (static_cast<size_t>(y) * static_cast<size_t>(target.width) + static_cast<size_t>(x));
      pixel[0] += alpha * (mixed(IM_COL32_R_SHIFT) - pixel[0]);
      pixel[1] += alpha * (mixed(IM_COL32_G_SHIFT) - pixel[1]);
      pixel[2] += alpha * (mixed(IM_COL32_B_SHIFT) - pixel[2]);
    }
  }
}

}  // namespace

PixelImage render_in_software(const ImDrawData& data, ImFontAtlas& fonts, ImU32 background) {
  Target target{static_cast<int>(data.DisplaySize.x), static_cast<int>(data.DisplaySize.y), {}};
  const size_t pixels = static_cast<size_t>(target.width) * static_cast<size_t>(target.height);
  target.rgb.resize(3 * pixels);
  for (size_t i = 0; i < pixels; ++i) {
    target.rgb[3 * i] = static_cast<float>(background >> IM_COL32_R_SHIFT & 255);
    target.rgb[3 * i + 1] = static_cast<float>(background >> IM_COL32_G_SHIFT & 255);
    target.rgb[3 * i + 2] = static_cast<float>(background >> IM_COL32_B_SHIFT & 255);
  }
  unsigned char* alpha = nullptr;
  Texture texture;
  fonts.GetTexDataAsAlpha8(&alpha, &texture.width, &texture.height);
  texture.alpha = alpha;
  for (int n = 0; n < data.CmdListsCount; ++n) {
    const ImDrawList& list = *data.CmdLists[n];
    for (const ImDrawCmd& command : list.CmdBuffer) {
      if (command.UserCallback) continue;
      const Clip clip{std::max(0, static_cast<int>(command.ClipRect.x)),
                      std::max(0, static_cast<int>(command.ClipRect.y)),
                      std::min(target.width, static_cast<int>(command.ClipRect.z)),
                      std::min(target.height, static_cast<int>(command.ClipRect.w))};
      const ImDrawVert* vertices = list.VtxBuffer.Data + command.VtxOffset;
      const ImDrawIdx* indices = list.IdxBuffer.Data + command.IdxOffset;
      for (unsigned i = 0; i + 2 < command.ElemCount; i += 3) {
        draw_triangle(target, texture, clip, vertices + indices[i], vertices + indices[i + 1],
                      vertices + indices[i + 2]);
      }
    }
  }
  PixelImage picture{
      .width = target.width, .height = target.height, .channels = 3, .pixels = std::vector<uint8_t>(3 * pixels)};
  for (size_t i = 0; i < target.rgb.size(); ++i) picture.pixels[i] = static_cast<uint8_t>(target.rgb[i] + 0.5f);
  return picture;
}

}  // namespace saddle::app
