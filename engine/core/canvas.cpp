#include "saddle/canvas.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace saddle {
namespace {

constexpr int side = 28, box = 20;
constexpr float faint = 0.15f;  // of the darkest ink: what is lighter does not tell where the digit ends
constexpr int fineness = 4, margin = 2 * fineness, fine = box * fineness + 2 * margin;  // cells of the finer grid
constexpr double thinnest = 2.1, fattest = 3.8;  // pixels; the strokes of MNIST: 1.6 to 3.7 for nine in ten

struct Bounds {
  int left = 0, top = 0, right = 0, bottom = 0;  // the last two exclusive
};

// Groups of ink that touch, by flood: for each pixel its group, or -1. `mass` gets the ink of each.
std::vector<int> groups(const Picture& picture, std::vector<double>& mass) {
  std::vector<int> group(picture.ink.size(), -1), open;
  for (int start = 0; start < static_cast<int>(group.size()); ++start) {
    if (group[start] >= 0 || picture.ink[start] < faint) continue;
    const int name = static_cast<int>(mass.size());
    mass.push_back(0);
    group[start] = name;
    open.push_back(start);
    while (!open.empty()) {
      const int at = open.back(), row = at / picture.width, column = at % picture.width;
      open.pop_back();
      mass[name] += picture.ink[at];
      for (int i = std::max(0, row - 1); i <= std::min(picture.height - 1, row + 1); ++i) {
        for (int j = std::max(0, column - 1); j <= std::min(picture.width - 1, column + 1); ++j) {
          const int next = i * picture.width + j;
          if (group[next] >= 0 || picture.ink[next] < faint) continue;
          group[next] = name;
          open.push_back(next);
        }
      }
    }
  }
  return group;
}

// Takes away specks: groups below 5 % of the ink, the smallest first, as long as they are below 8 % together, and haze
// that touches no ink. Returns where the ink lies.
Bounds clean(Picture& picture) {
  std::vector<double> mass;
  const std::vector<int> group = groups(picture, mass);
  std::vector<int> order(mass.size());
  double total = 0;
  for (size_t i = 0; i < order.size(); ++i) order[i] = static_cast<int>(i), total += mass[i];
  std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return mass[a] < mass[b]; });
  std::vector<char> kept(mass.size(), 1);
  double dropped = 0;
  for (const int name : order) {
    dropped += mass[name];
    if (mass[name] > 0.05 * total || dropped > 0.08 * total) break;
    kept[name] = 0;
  }
  Bounds bounds{picture.width, picture.height, 0, 0};
  std::vector<float> cleaned(picture.ink.size(), 0.0f);
  for (int row = 0; row < picture.height; ++row) {
    for (int column = 0; column < picture.width; ++column) {
      const int name = group[row * picture.width + column];
      if (name < 0 || !kept[name]) continue;
      bounds.left = std::min(bounds.left, column), bounds.right = std::max(bounds.right, column + 1);
      bounds.top = std::min(bounds.top, row), bounds.bottom = std::max(bounds.bottom, row + 1);
      for (int i = std::max(0, row - 1); i <= std::min(picture.height - 1, row + 1); ++i) {
        for (int j = std::max(0, column - 1); j <= std::min(picture.width - 1, column + 1); ++j) {
          const int at = i * picture.width + j;
          if (group[at] < 0 || kept[group[at]]) cleaned[at] = picture.ink[at];
        }
      }
    }
  }
  picture.ink = std::move(cleaned);
  return bounds;
}

// Mean width of the strokes in pixels: a stroke of length l and width w has l w of ink and edges of 2 l, and the edges
// are the integral of the gradient.
double stroke_width(const Picture& picture) {
  double ink = 0, edges = 0;
  for (int row = 0; row < picture.height; ++row) {
    for (int column = 0; column < picture.width; ++column) {
      const float* const here = &picture.ink[row * picture.width + column];
      const float right = column + 1 < picture.width ? here[1] : 0.0f;
      const float below = row + 1 < picture.height ? here[picture.width] : 0.0f;
      ink += *here;
      edges += std::hypot(right - *here, below - *here);
    }
  }
  return edges > 0 ? 2 * ink / edges : 0.0;
}

// Averages along one axis: cell k of `cells` shows the `length` source pixels around `centre`, enlarged by `scale`.
// Where it enlarges, it interpolates. Strides tell how far neighbors lie apart.
void average(int length, int from_stride, const float* from, double centre, double scale, int cells, int to_stride,
             float* to) {
  const double half = std::max(1.0, 1 / scale) / 2;
  for (int k = 0; k < cells; ++k) {
    const double middle = centre + (k + 0.5 - cells / 2.0) / scale;
    const double low = std::max(0.0, middle - half), high = std::min<double>(length, middle + half);
    double sum = 0;
    for (int i = static_cast<int>(low); i < high; ++i) {
      sum += from[i * from_stride] * (std::min(high, i + 1.0) - std::max(low, static_cast<double>(i)));
    }
    to[k * to_stride] = static_cast<float>(sum / (2 * half));
  }
}

using Fine = std::vector<float>;  // fine * fine

Fine resample(const Picture& picture, const Bounds& bounds, double scale) {
  std::vector<float> narrowed(static_cast<size_t>(picture.height) * fine, 0.0f);
  for (int row = 0; row < picture.height; ++row) {
    average(picture.width, 1, &picture.ink[row * picture.width], (bounds.left + bounds.right) / 2.0, scale, fine, 1,
            &narrowed[row * fine]);
  }
  Fine result(fine * fine);
  for (int column = 0; column < fine; ++column) {
    average(picture.height, fine, &narrowed[column], (bounds.top + bounds.bottom) / 2.0, scale, fine, fine,
            &result[column]);
  }
  return result;
}

// Divides by how dark ink typically is (the mean of all values, weighted by themselves): thin lines that were averaged
// with the paper round them become ink again.
void darken(Fine& cells) {
  double sum = 0, squares = 0;
  for (const float cell : cells) sum += cell, squares += cell * cell;
  if (squares <= 0) return;
  const float gain = static_cast<float>(std::max(1.0, sum / squares));
  for (float& cell : cells) cell = std::min(1.0f, gain * cell);
}

// Gray dilation by a disk of `radius` cells with a soft rim.
Fine dilate(const Fine& cells, double radius) {
  const int reach = static_cast<int>(std::ceil(radius));
  Fine result(cells.size(), 0.0f);
  for (int i = -reach; i <= reach; ++i) {
    for (int j = -reach; j <= reach; ++j) {
      const float weight = static_cast<float>(std::clamp(radius + 1 - std::hypot(i, j), 0.0, 1.0));
      if (weight <= 0) continue;
      for (int row = std::max(0, -i); row < std::min(fine, fine - i); ++row) {
        for (int column = std::max(0, -j); column < std::min(fine, fine - j); ++column) {
          float& cell = result[row * fine + column];
          cell = std::max(cell, weight * cells[(row + i) * fine + column + j]);
        }
      }
    }
  }
  return result;
}

Fine erode(Fine cells, double radius) {
  for (float& cell : cells) cell = 1 - cell;
  cells = dilate(cells, radius);
  for (float& cell : cells) cell = 1 - cell;
  return cells;
}

using Box = std::array<float, box * box>;

// The ink of a picture in a box of its own, scaled to fill it.
Box boxed(const Picture& picture, const Bounds& bounds) {
  const double length = std::max(bounds.right - bounds.left, bounds.bottom - bounds.top), width = stroke_width(picture);
  // Ink that is widened by r on each side is `length + 2 r` long and its strokes `width + 2 r` wide; this r makes them
  // `wanted` pixels wide once the length is scaled to the box.
  const auto widening = [&](double wanted) { return (wanted * length - box * width) / (2 * (box - wanted)); };
  const double stroke = width * box / length;
  const double radius = stroke < thinnest  ? widening(thinnest)
                        : stroke > fattest ? std::max(widening(fattest), -0.2 * width)
                                           : 0.0;
  const double scale = fineness * box / (length + 2 * radius);
  Fine cells = resample(picture, bounds, scale);
  if (radius > 0) {
    darken(cells);
    cells = dilate(cells, radius * scale);
  } else if (radius < 0) {
    cells = erode(std::move(cells), -radius * scale);
  }
  Box result{};
  for (int row = 0; row < box * fineness; ++row) {
    for (int column = 0; column < box * fineness; ++column) {
      result[row / fineness * box + column / fineness] +=
          cells[(row + margin) * fine + column + margin] / (fineness * fineness);
    }
  }
  const float darkest = *std::max_element(result.begin(), result.end());
  if (darkest > 0) {
    const float gain = std::min(1 / darkest, 3.0f);
    for (float& pixel : result) pixel = std::min(1.0f, gain * pixel);
  }
  return result;
}

// The same for ink that has the right size already.
Box copied(const Picture& picture, const Bounds& bounds) {
  const int top = (bounds.top + bounds.bottom - box) / 2, left = (bounds.left + bounds.right - box) / 2;
  Box result{};
  for (int row = std::max(0, -top); row < std::min(box, picture.height - top); ++row) {
    for (int column = std::max(0, -left); column < std::min(box, picture.width - left); ++column) {
      result[row * box + column] = picture.ink[(row + top) * picture.width + column + left];
    }
  }
  return result;
}

// How far to move a box so that its center of mass comes to lie in pixel 14 of 28, as in MNIST.
int offset(double moment, double mass) {
  return std::clamp(static_cast<int>(std::floor(side / 2 + 1 - moment / mass)), 0, side - box);
}

}  // namespace

std::array<float, 784> mnist_form(const Picture& canvas) {
  assert(static_cast<int64_t>(canvas.ink.size()) == static_cast<int64_t>(canvas.width) * canvas.height);
  std::array<float, 784> result{};
  const float darkest = canvas.ink.empty() ? 0.0f : *std::max_element(canvas.ink.begin(), canvas.ink.end());
  if (!(darkest > 0.05f)) return result;
  Picture picture = canvas;
  for (float& value : picture.ink) value = std::clamp(value / darkest, 0.0f, 1.0f);
  const Bounds bounds = clean(picture);
  const int length = std::max(bounds.right - bounds.left, bounds.bottom - bounds.top);
  const Box ink = length == box || length == box - 1 ? copied(picture, bounds) : boxed(picture, bounds);

  double mass = 0, across = 0, down = 0;
  for (int row = 0; row < box; ++row) {
    for (int column = 0; column < box; ++column) {
      const double dark = ink[row * box + column];
      mass += dark, across += dark * (column + 0.5), down += dark * (row + 0.5);
    }
  }
  if (mass <= 0) return result;
  const int left = offset(across, mass), top = offset(down, mass);
  for (int row = 0; row < box; ++row) {
    for (int column = 0; column < box; ++column) {
      result[(row + top) * side + column + left] = ink[row * box + column];
    }
  }
  return result;
}

}  // namespace saddle
