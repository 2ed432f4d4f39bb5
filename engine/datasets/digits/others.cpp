#include "datasets/digits/others.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "datasets/digits/digits.h"
#include "datasets/digits/ink.h"
#include "datasets/digits/signs.h"
#include "saddle/canvas.h"

namespace saddle::digits {
namespace {

using Pixels = std::array<uint8_t, 784>;

Nib pen(Hand& hand) {
  return {.width = 2.45 * std::exp(hand.vary(0, 0.28)),
          .pressure = std::abs(hand.vary(0, 0.12)),
          .softness = hand.between(0.85, 1.35),
          .taper = hand.chance(0.4) ? hand.between(-0.15, 0.5) : 0.0,
          .grain = std::abs(hand.vary(0, 0.1))};
}

// As people who write it do: proportions, slant, a turn of the paper.
void loosen(Sketch& sketch, Hand& hand) {
  const double stretch = std::exp(hand.vary(0, 0.22)), slant = hand.vary(0.08, 0.2), turn = hand.vary(0, 0.12);
  const double cosine = std::cos(turn), sine = std::sin(turn);
  for (Point& point : sketch.points()) {
    const double x = point.x * stretch + slant * (1 - point.y), y = point.y;
    point = {cosine * x - sine * y, sine * x + cosine * y};
  }
}

Pixels sign(std::span<const Sign> signs, Hand& hand) {
  const Sign& chosen = signs[static_cast<size_t>(hand.between(0, static_cast<double>(signs.size())))];
  Sketch sketch(hand, std::abs(hand.vary(0, 0.03)));
  for (const SignStroke& stroke : chosen) {
    sketch.start(stroke.points.front());
    const auto others = std::span(stroke.points).subspan(1);
    if (stroke.curved) {
      sketch.curve(others);
    } else {
      for (const Point& point : others) sketch.line(point);
    }
  }
  sketch.even_out(0.035, static_cast<int>(hand.between(0, 4)));
  loosen(sketch, hand);
  return ink(sketch, pen(hand), hand);
}

// Learned: a few long loops anywhere. Unseen: back and forth, as to cross something out.
Pixels scribble(Hand& hand, Lot lot) {
  Sketch sketch(hand, 0);
  if (lot == Lot::unseen) {
    const int turns = static_cast<int>(hand.between(4, 9));
    sketch.start({0, 0});
    for (int i = 1; i <= turns; ++i)
      sketch.line({i % 2 ? hand.vary(1, 0.12) : hand.vary(0, 0.12), 1.0 * i / turns + hand.vary(0, 0.05)});
  } else {
    const int strokes = hand.pick({0.6, 0.3, 0.1}) + 1;
    for (int stroke = 0; stroke < strokes; ++stroke) {
      std::array<Point, 13> through;
      const auto count = static_cast<size_t>(hand.between(6, 13));
      for (Point& point : through) point = {hand.between(0, 1), hand.between(0, 1)};
      sketch.start({hand.between(0, 1), hand.between(0, 1)});
      sketch.curve(std::span(through).first(count));
    }
  }
  sketch.even_out(0.03, 2);
  return ink(sketch, pen(hand), hand);
}

Pixels face(Hand& hand) {
  Sketch sketch(hand, 0.02);
  std::array<Point, 11> ring;
  const double wide = hand.between(0.4, 0.55);
  for (size_t i = 0; i < ring.size(); ++i) {
    const double angle = 2 * std::numbers::pi * static_cast<double>(i) / 10 + 0.2;
    ring[i] = {0.5 + wide * std::cos(angle), 0.5 + 0.5 * std::sin(angle)};
  }
  sketch.start(ring[0]);
  sketch.curve(std::span(ring).subspan(1));
  const double eyes = hand.between(0.3, 0.42), apart = hand.between(0.13, 0.2), tall = hand.between(0.02, 0.12);
  for (const double x : {0.5 - apart, 0.5 + apart}) {
    sketch.start({x, eyes});
    sketch.line({x + 0.01, eyes + tall});
  }
  const double mouth = hand.between(0.6, 0.72), smile = hand.chance(0.7) ? hand.between(0.05, 0.2) : -0.12;
  sketch.start({0.5 - apart, mouth});
  sketch.curve({{0.5, mouth + smile}, {0.5 + apart, mouth}});
  sketch.even_out(0.03, 1);
  loosen(sketch, hand);
  Nib nib = pen(hand);
  nib.width = std::min(nib.width, 2.6);
  return ink(sketch, nib, hand);
}

Pixels bytes_of(const Picture& picture) {
  const auto form = mnist_form(picture);
  Pixels pixels{};
  std::ranges::transform(form, pixels.begin(), [](float v) { return static_cast<uint8_t>(std::lround(255 * v)); });
  return pixels;
}

// Two or three side by side, at most touching.
Pixels several_digits(Hand& hand, uint64_t seed, int64_t index) {
  const int count = hand.chance(0.8) ? 2 : 3;
  Picture wide{
      .width = 28 * count, .height = 40, .ink = std::vector<float>(static_cast<size_t>(28 * count * 40), 0.0f)};
  int right = 0;
  for (int i = 0; i < count; ++i) {
    const Digit digit = generate(key(seed, "several"), index * 3 + i);
    int first = 28, last = 0;
    for (int k = 0; k < 784; ++k) {
      if (digit.pixels[static_cast<size_t>(k)] > 60) first = std::min(first, k % 28), last = std::max(last, k % 28);
    }
    const int down = static_cast<int>(hand.between(2, 10)), left = right + static_cast<int>(hand.between(0, 6)) - first;
    for (int k = 0; k < 784; ++k) {
      const int x = left + k % 28, y = down + k / 28;
      if (x < 0 || x >= wide.width) continue;
      float& to = wide.ink[static_cast<size_t>(y * wide.width + x)];
      to = std::max(to, static_cast<float>(digit.pixels[static_cast<size_t>(k)]) / 255);
    }
    right = left + last + 1;
  }
  return bytes_of(wide);
}

// A dot, several dots, or a spot of ink.
Pixels blot(Hand& hand) {
  constexpr int side = 40;
  Picture paper{.width = side, .height = side, .ink = std::vector<float>(side * side, 0.0f)};
  const int dots = hand.chance(0.5) ? 1 : static_cast<int>(hand.between(2, 7));
  for (int dot = 0; dot < dots; ++dot) {
    const double x = hand.between(8, 32), y = hand.between(8, 32), radius = hand.between(2, dots == 1 ? 8 : 4),
                 squeeze = hand.between(0.7, 1.4), turn = hand.between(0, 3);
    for (int row = 0; row < side; ++row) {
      for (int column = 0; column < side; ++column) {
        const double right = column - x, down = row - y, along = std::cos(turn) * right + std::sin(turn) * down,
                     across = -std::sin(turn) * right + std::cos(turn) * down;
        const double far = std::hypot(along / squeeze, across * squeeze);
        float& to = paper.ink[static_cast<size_t>(row * side + column)];
        to = std::max(to, static_cast<float>(std::clamp(radius - far + 0.5, 0.0, 1.0)));
      }
    }
  }
  return bytes_of(paper);
}

// Grains over the whole picture, or within the box that digits fill.
Pixels grains(Hand& hand) {
  Pixels pixels{};
  const double share = hand.between(0.05, 0.9), gray = hand.chance(0.5) ? 0.0 : 1.0;
  const int edge = hand.chance(0.5) ? 0 : 4, size = hand.chance(0.6) ? 1 : 2;
  for (int row = edge; row < 28 - edge; row += size) {
    for (int column = edge; column < 28 - edge; column += size) {
      if (!hand.chance(share)) continue;
      const auto value = static_cast<uint8_t>(gray > 0 ? hand.between(0, 255) : 255);
      for (int y = row; y < std::min(row + size, 28); ++y) {
        for (int x = column; x < std::min(column + size, 28); ++x) pixels[static_cast<size_t>(y * 28 + x)] = value;
      }
    }
  }
  return pixels;
}

// Lines and bows between places of chance; three at least, since one or two are often a digit.
Pixels strokes(Hand& hand) {
  Sketch sketch(hand, 0.02);
  const auto place = [&] { return Point{hand.between(0, 0.9), hand.between(0, 1)}; };
  const int count = hand.chance(0.6) ? 3 : 4;
  for (int stroke = 0; stroke < count; ++stroke) {
    const Point from = place();
    Point to = place();
    for (int again = 0; again < 8 && std::hypot(to.x - from.x, to.y - from.y) < 0.4; ++again) to = place();
    sketch.start(from);
    if (hand.chance(0.6)) {
      sketch.line(to);
    } else {
      sketch.curve({{(from.x + to.x) / 2 + hand.vary(0, 0.25), (from.y + to.y) / 2 + hand.vary(0, 0.25)}, to});
    }
  }
  sketch.even_out(0.035, static_cast<int>(hand.between(0, 3)));
  loosen(sketch, hand);
  return ink(sketch, pen(hand), hand);
}

// On their side, or mirrored; of those that are no digit, nor any other letter that was left out, then.
Pixels turned_digit(Hand& hand, uint64_t seed, int64_t index) {
  static constexpr int on_their_side[] = {2, 3, 4, 5, 7}, mirrored[] = {3, 4, 7};
  const bool mirror = hand.chance(0.4);
  const int label = mirror ? mirrored[hand.pick({1, 1, 1})] : on_their_side[hand.pick({1, 1, 1, 1, 1})];
  const bool left = hand.chance(0.5);
  const Digit digit = generate(key(seed, "turned"), index, label);
  Picture picture{.width = 28, .height = 28, .ink = std::vector<float>(784)};
  for (int y = 0; y < 28; ++y) {
    for (int x = 0; x < 28; ++x) {
      const int from = mirror ? y * 28 + 27 - x : left ? x * 28 + 27 - y : (27 - x) * 28 + y;
      picture.ink[static_cast<size_t>(y * 28 + x)] = static_cast<float>(digit.pixels[static_cast<size_t>(from)]) / 255;
    }
  }
  return bytes_of(picture);
}

}  // namespace

std::string_view name_of(OtherKind kind) {
  static constexpr std::array<std::string_view, other_kinds> names = {
      "letter", "shape", "scribble", "face", "several digits", "blot", "noise", "strokes", "turned digit"};
  return names[static_cast<size_t>(kind)];
}

Other generate_other(uint64_t seed, int64_t index, Lot lot) {
  Hand hand(key(key(seed, lot == Lot::learned ? "others" : "unseen others"), static_cast<uint64_t>(index)));
  const bool learned = lot == Lot::learned;
  const auto kind = static_cast<OtherKind>(learned ? hand.pick({0.25, 0.12, 0.1, 0.06, 0.14, 0.06, 0.04, 0.15, 0.08})
                                                   : hand.pick({0.4, 0.2, 0.12, 0.08, 0.12, 0.05, 0.03}));
  switch (kind) {
    case OtherKind::letter:
      return {sign(learned ? letters_to_learn() : unseen_letters(), hand), kind};
    case OtherKind::shape:
      return {sign(learned ? shapes_to_learn() : unseen_shapes(), hand), kind};
    case OtherKind::scribble:
      return {scribble(hand, lot), kind};
    case OtherKind::face:
      return {face(hand), kind};
    case OtherKind::several_digits:
      return {several_digits(hand, key(seed, learned ? "learned" : "unseen"), index), kind};
    case OtherKind::blot:
      return {blot(hand), kind};
    case OtherKind::strokes:
      return {strokes(hand), kind};
    case OtherKind::turned_digit:
      return {turned_digit(hand, seed, index), kind};
    case OtherKind::noise:
      break;
  }
  return {grains(hand), OtherKind::noise};
}

}  // namespace saddle::digits
