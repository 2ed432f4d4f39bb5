#include "plot/surface3d.h"

#include <algorithm>
#include <cmath>

#include "plot/stroke.h"
#include "plot/style.h"

namespace saddle::plot {
namespace {

constexpr float eye_distance = 5.2f;  // of the eye from the middle of the box
constexpr float focal = 3.0f;

Vector3 normalized(Vector3 v) {
  const float length = std::hypot(v[0], v[1], v[2]);
  return length > 0 ? Vector3{v[0] / length, v[1] / length, v[2] / length} : Vector3{0, 0, 1};
}

float dot(const Vector3& a, const Vector3& b) { return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]; }

struct Basis {
  Vector3 right, up, back;  // of the viewer
};

Basis basis_of(const Surface3d& surface) {
  const float ca = std::cos(surface.azimuth), sa = std::sin(surface.azimuth), ce = std::cos(surface.elevation),
              se = std::sin(surface.elevation);
  return {{-sa, ca, 0}, {-ca * se, -sa * se, ce}, {ca * ce, sa * ce, se}};
}

ImU32 lit(ImU32 color, float light) {
  const auto channel = [&](int shift) {
    return static_cast<ImU32>(std::clamp(static_cast<float>(color >> shift & 255) * light, 0.0f, 255.0f)) << shift;
  };
  return channel(IM_COL32_R_SHIFT) | channel(IM_COL32_G_SHIFT) | channel(IM_COL32_B_SHIFT) | IM_COL32_A_MASK;
}

// From back to front: a heightfield's cells hide each other in the order of rows and columns.
class Painter {
 public:
  Painter(ImDrawList& list, const Surface3d& surface, ImVec2 min, ImVec2 max)
      : list_(list), surface_(surface), min_(min), max_(max), matrix_(camera(surface, max.x - min.x, max.y - min.y)) {}

  void draw() {
    for (const Vector3& point : surface_.points) pixels_.push_back(pixel(point));
    sort_paths();
    const std::vector<Vector3> normal = normals(surface_);
    for (const Vector3& n : normal) light_.push_back(brightness(surface_, n));
    const Basis basis = basis_of(surface_);
    // The eye's side comes last.
    const bool rows_up = basis.back[1] < 0, columns_up = basis.back[0] < 0;
    const int rows = surface_.rows - 1, columns = surface_.columns - 1;
    for (int i = 0; i < rows; ++i) {
      const int row = rows_up ? rows - 1 - i : i;
      for (int j = 0; j < columns; ++j) draw_cell(row, columns_up ? columns - 1 - j : j);
    }
    for (const Surface3d::Ball& ball : surface_.balls) {
      const ImVec2 at = pixel(ball.at);
      list_.AddCircleFilled(at, ball.radius + 1.5f, surface_.background);
      list_.AddCircleFilled(at, ball.radius, ball.color);
    }
  }

 private:
  struct Piece {
    ImVec2 from, to;
    ImU32 color;
    float width;
  };

  ImVec2 pixel(const Vector3& point) const { return projected(matrix_, point, min_, max_); }

  // Each piece of a path is drawn right after the cell that it lies in, so that what stands before it hides it.
  void sort_paths() {
    pieces_.resize(static_cast<size_t>(std::max(0, (surface_.rows - 1) * (surface_.columns - 1))));
    for (const Surface3d::Path& path : surface_.paths) {
      for (size_t i = 1; i < path.points.size(); ++i) {
        const Vector3 &a = path.points[i - 1], &b = path.points[i];
        const float cell = 2.0f / static_cast<float>(surface_.columns - 1);
        const int parts = std::clamp(static_cast<int>(std::hypot(b[0] - a[0], b[1] - a[1]) / cell) + 1, 1, 64);
        for (int part = 0; part < parts; ++part) {
          const auto at = [&](int k) {
            const float t = static_cast<float>(k) / static_cast<float>(parts);
            return Vector3{a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1]), a[2] + t * (b[2] - a[2])};
          };
          const Vector3 from = at(part), to = at(part + 1);
          const float column = ((from[0] + to[0]) / 2 + 1) / 2 * static_cast<float>(surface_.columns - 1),
                      row = ((from[1] + to[1]) / 2 + 1) / 2 * static_cast<float>(surface_.rows - 1);
          if (!(column >= 0 && row >= 0) || column >= static_cast<float>(surface_.columns - 1) ||
              row >= static_cast<float>(surface_.rows - 1))
            continue;
          const auto index =
              static_cast<size_t>(row) * static_cast<size_t>(surface_.columns - 1) + static_cast<size_t>(column);
          pieces_[index].push_back({pixel(from), pixel(to), path.color, path.width});
        }
      }
    }
  }

  void draw_cell(int row, int column) {
    const auto at = [&](int r, int c) {
      return static_cast<size_t>(r) * static_cast<size_t>(surface_.columns) + static_cast<size_t>(c);
    };
    const size_t corners[] = {at(row, column), at(row, column + 1), at(row + 1, column + 1), at(row + 1, column)};
    const bool whole = std::ranges::all_of(corners, [&](size_t i) { return std::isfinite(surface_.points[i][2]); });
    if (whole) {
      const ImVec2 uv = ImGui::GetFontTexUvWhitePixel();
      list_.PrimReserve(6, 4);
      const auto base = static_cast<ImDrawIdx>(list_._VtxCurrentIdx);
      for (const int corner : {0, 1, 2, 0, 2, 3}) list_.PrimWriteIdx(static_cast<ImDrawIdx>(base + corner));
      for (const size_t corner : corners)
        list_.PrimWriteVtx(pixels_[corner], uv, lit(surface_.colors[corner], light_[corner]));
    }
    const auto index =
        static_cast<size_t>(row) * static_cast<size_t>(surface_.columns - 1) + static_cast<size_t>(column);
    for (const Piece& piece : pieces_[index]) {
      const ImVec2 ends[] = {piece.from, piece.to};
      stroke(list_, ends, {piece.color, piece.width});
    }
  }

  ImDrawList& list_;
  const Surface3d& surface_;
  ImVec2 min_, max_;
  Matrix4 matrix_;
  std::vector<ImVec2> pixels_;
  std::vector<float> light_;
  std::vector<std::vector<Piece>> pieces_;
};

}  // namespace

Matrix4 camera(const Surface3d& surface, float width, float height) {
  const Basis basis = basis_of(surface);
  const float aspect = width / std::max(1.0f, height), scale = focal * surface.zoom;
  const float sx = aspect > 1.25f ? scale / aspect : scale / 1.25f,
              sy = aspect > 1.25f ? scale : scale * aspect / 1.25f;
  constexpr float near = 1, far = 12;
  // Rows of the product of projection and view.
  Matrix4 m{};
  const float a = (far + near) / (near - far), b = 2 * far * near / (near - far);
  for (int i = 0; i < 3; ++i) {
    const auto k = static_cast<size_t>(i);
    m[4 * k + 0] = sx * basis.right[k];
    m[4 * k + 1] = sy * basis.up[k];
    m[4 * k + 2] = a * basis.back[k];
    m[4 * k + 3] = -basis.back[k];
  }
  m[14] = -a * eye_distance + b;
  m[15] = eye_distance;
  return m;
}

std::array<float, 4> transformed(const Matrix4& m, const Vector3& p) {
  std::array<float, 4> out{};
  for (size_t i = 0; i < 4; ++i) out[i] = m[i] * p[0] + m[4 + i] * p[1] + m[8 + i] * p[2] + m[12 + i];
  return out;
}

ImVec2 projected(const Matrix4& camera, const Vector3& point, ImVec2 min, ImVec2 max) {
  const auto clip = transformed(camera, point);
  return {min.x + (clip[0] / clip[3] + 1) / 2 * (max.x - min.x), min.y + (1 - clip[1] / clip[3]) / 2 * (max.y - min.y)};
}

Vector3 eye_direction(const Surface3d& surface) { return basis_of(surface).back; }

std::vector<Vector3> normals(const Surface3d& surface) {
  std::vector<Vector3> all(surface.points.size(), {0, 0, 1});
  const auto at = [&](int row, int column) -> const Vector3& {
    return surface
        .points[static_cast<size_t>(row) * static_cast<size_t>(surface.columns) + static_cast<size_t>(column)];
  };
  for (int row = 0; row < surface.rows; ++row) {
    for (int column = 0; column < surface.columns; ++column) {
      const Vector3 &west = at(row, std::max(0, column - 1)),
                    &east = at(row, std::min(surface.columns - 1, column + 1)),
                    &south = at(std::max(0, row - 1), column), &north = at(std::min(surface.rows - 1, row + 1), column);
      const float zx = (east[2] - west[2]) / (east[0] - west[0]), zy = (north[2] - south[2]) / (north[1] - south[1]);
      if (!std::isfinite(zx) || !std::isfinite(zy)) continue;
      all[static_cast<size_t>(row) * static_cast<size_t>(surface.columns) + static_cast<size_t>(column)] =
          normalized({-zx, -zy, 1});
    }
  }
  return all;
}

Vector3 light_direction(const Surface3d& surface) {
  const Basis basis = basis_of(surface);
  Vector3 light{};
  for (size_t i = 0; i < 3; ++i) light[i] = 0.45f * basis.back[i] - 0.55f * basis.right[i];
  light[2] += 0.75f;
  return normalized(light);
}

float brightness(const Surface3d& surface, const Vector3& normal) {
  return 0.52f + 0.58f * std::max(0.0f, dot(light_direction(surface), normal));
}

void draw_surface(ImDrawList& list, const Surface3d& surface, ImVec2 min, ImVec2 max, SurfaceRenderer* renderer) {
  const float scale = ImGui::GetIO().DisplayFramebufferScale.x;
  const auto width = static_cast<int>((max.x - min.x) * scale), height = static_cast<int>((max.y - min.y) * scale);
  if (width < 1 || height < 1 || surface.points.empty()) return;
  list.PushClipRect(min, max, true);
  const ImTextureID picture = renderer ? renderer->render(surface, width, height) : ImTextureID{};
  if (picture) {
    list.AddImage(picture, min, max, {0, 1}, {1, 0});
  } else {
    Painter(list, surface, min, max).draw();
  }
  list.PopClipRect();
}

}  // namespace saddle::plot
