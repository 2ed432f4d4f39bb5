#include <algorithm>

#include "saddle/digit_judge.h"

namespace saddle {
namespace {

struct Piece {
  int left = 0, top = 0, right = 0, bottom = 0;
  int64_t pixels = 0;
  std::vector<int> labels = {};  // of the connected areas that it is made of

  int width() const { return right - left; }
  int overlap(const Piece& other) const { return std::min(right, other.right) - std::max(left, other.left); }
  void take(const Piece& other) {
    left = std::min(left, other.left), right = std::max(right, other.right);
    top = std::min(top, other.top), bottom = std::max(bottom, other.bottom);
    pixels += other.pixels;
    labels.insert(labels.end(), other.labels.begin(), other.labels.end());
  }
};

// Areas of ink whose pixels touch, be it at a corner. `label_of`: for each pixel, -1 for paper.
std::vector<Piece> areas_of(const Picture& drawing, std::vector<int>& label_of) {
  constexpr float faintest = 0.15f;
  const int width = drawing.width, height = drawing.height;
  label_of.assign(drawing.ink.size(), -1);
  std::vector<Piece> areas;
  std::vector<int> open;
  for (int start = 0; start < width * height; ++start) {
    if (label_of[static_cast<size_t>(start)] >= 0 || drawing.ink[static_cast<size_t>(start)] < faintest) continue;
    const int label = static_cast<int>(areas.size());
    Piece area{start % width, start / width, start % width + 1, start / width + 1, 0, {label}};
    label_of[static_cast<size_t>(start)] = label;
    open.assign(1, start);
    while (!open.empty()) {
      const int at = open.back(), x = at % width, y = at / width;
      open.pop_back();
      area.take({x, y, x + 1, y + 1, 1, {}});
      for (int row = std::max(y - 1, 0); row <= std::min(y + 1, height - 1); ++row) {
        for (int column = std::max(x - 1, 0); column <= std::min(x + 1, width - 1); ++column) {
          const auto next = static_cast<size_t>(row * width + column);
          if (label_of[next] >= 0 || drawing.ink[next] < faintest) continue;
          label_of[next] = label;
          open.push_back(static_cast<int>(next));
        }
      }
    }
    areas.push_back(std::move(area));
  }
  return areas;
}

// What stands above or below another: they share so much of the width of the narrower one.
void join_overlapping(std::vector<Piece>& pieces) {
  constexpr double shared = 0.4;
  for (size_t i = 0; i < pieces.size(); ++i) {
    for (size_t j = i + 1; j < pieces.size(); ++j) {
      if (pieces[i].overlap(pieces[j]) < shared * std::min(pieces[i].width(), pieces[j].width())) continue;
      pieces[i].take(pieces[j]);
      pieces.erase(pieces.begin() + static_cast<std::ptrdiff_t>(j));
      j = i;  // it is wider now: all others again
    }
  }
}

}  // namespace

std::vector<DigitPart> pieces_of(const Picture& drawing) {
  constexpr double speck = 0.02;  // of the largest
  std::vector<int> label_of;
  std::vector<Piece> pieces = areas_of(drawing, label_of);
  int64_t largest = 0;
  for (const Piece& piece : pieces) largest = std::max(largest, piece.pixels);
  std::erase_if(pieces, [&](const Piece& piece) {
    return static_cast<double>(piece.pixels) < speck * static_cast<double>(largest);
  });
  constexpr size_t most_areas = 200;  // noise has thousands, and is no row of digits
  if (pieces.size() > most_areas) return {};
  join_overlapping(pieces);
  std::ranges::sort(pieces, {}, &Piece::left);
  std::vector<DigitPart> parts;
  for (const Piece& piece : pieces) {
    Picture alone{piece.width(), piece.bottom - piece.top, {}};
    for (int y = piece.top; y < piece.bottom; ++y) {
      for (int x = piece.left; x < piece.right; ++x) {
        const auto at = static_cast<size_t>(y * drawing.width + x);
        const bool own = label_of[at] >= 0 && std::ranges::find(piece.labels, label_of[at]) != piece.labels.end();
        alone.ink.push_back(own ? drawing.ink[at] : 0.0f);
      }
    }
    const auto form = mnist_form(alone);
    parts.push_back({piece.left, piece.top, piece.right, piece.bottom, {form.begin(), form.end()}, 0});
  }
  return parts;
}

}  // namespace saddle
