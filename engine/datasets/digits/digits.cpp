#include "datasets/digits/digits.h"

#include <cassert>
#include <cmath>
#include <numbers>
#include <utility>

#include "core/rng.h"
#include "datasets/digits/ink.h"
#include "datasets/digits/skeletons.h"

namespace saddle::digits {
namespace {

// How much writers differ: deviations of what each of them does to every digit.
struct Liberties {
  double stretch, middle, taper, slant, slant_of_1, turn;
  double rise;  // of lines to the right
  double wave, missed, missed_in_1;
  double weight, weight_of_1, pressure, softest, grain;
};
constexpr Liberties usual_liberties = {.stretch = 0.19,
                                       .middle = 0.14,
                                       .taper = 0.14,
                                       .slant = 0.21,
                                       .slant_of_1 = 0.25,
                                       .turn = 0.09,
                                       .rise = 0,
                                       .wave = 0.018,
                                       .missed = 0.03,
                                       .missed_in_1 = 0.015,
                                       .weight = 0.26,
                                       .weight_of_1 = 0.3,
                                       .pressure = 0.12,
                                       .softest = 1.35,
                                       .grain = 0.12};
constexpr Liberties many_liberties = {.stretch = 0.25,
                                      .middle = 0.2,
                                      .taper = 0.2,
                                      .slant = 0.23,
                                      .slant_of_1 = 0.27,
                                      .turn = 0.1,
                                      .rise = 0.06,
                                      .wave = 0.03,
                                      .missed = 0.04,
                                      .missed_in_1 = 0.02,
                                      .weight = 0.28,
                                      .weight_of_1 = 0.38,
                                      .pressure = 0.16,
                                      .softest = 1.5,
                                      .grain = 0.2};

// Applies what a writer does to every digit: proportions, waves, slant, and a slight turn of the paper.
void bend(Sketch& sketch, Hand& hand, int label, const Liberties& by) {
  // Tangent of the slant of each digit in US handwriting.
  static constexpr double slant_of[] = {0.26, 0.26, 0.13, 0.1, 0.25, 0.22, 0.1, 0.04, 0.18, 0.19};
  const double stretch = std::exp(hand.vary(0.08, by.stretch)), middle = hand.vary(0, by.middle),
               taper = hand.vary(0, by.taper);
  const double slant = hand.vary(slant_of[label], label == 1 ? by.slant_of_1 : by.slant), turn = hand.vary(0, by.turn);
  const double rise = by.rise > 0 ? hand.vary(0, by.rise) : 0;
  const double cosine = std::cos(turn), sine = std::sin(turn);
  struct Wave {
    double x, y, phase, dx, dy;
  };
  std::array<Wave, 3> waves;
  for (Wave& wave : waves) {
    wave = {hand.vary(0, 4), hand.vary(0, label == 1 ? 2 : 4), hand.between(0, 2 * std::numbers::pi),
            hand.vary(0, by.wave), hand.vary(0, by.wave)};
  }
  for (Point& point : sketch.points()) {
    double x = point.x, y = point.y;
    for (const Wave& wave : waves) {
      const double lift = std::sin(wave.x * point.x + wave.y * point.y + wave.phase);
      x += wave.dx * lift, y += wave.dy * lift;
    }
    y += middle * y * (1 - y);
    y += rise * (x - 0.25);
    x = (x - 0.25) * stretch * (1 + taper * (y - 0.5)) + slant * (1 - y);
    point = {cosine * x - sine * y, sine * x + cosine * y};
  }
}

}  // namespace

Digit generate(uint64_t seed, int64_t index, Customs customs) {
  assert(index >= 0);
  std::array<int, 10> labels{0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
  Rng rng(key(key(seed, "labels"), static_cast<uint64_t>(index / 10)));
  for (int i = 9; i > 0; --i) std::swap(labels[i], labels[rng.below(i + 1)]);
  return generate(seed, index, labels[index % 10], customs);
}

Digit generate(uint64_t seed, int64_t index, int label, Customs customs) {
  // Relative stroke width of each digit: digits that are written smaller are enlarged more to fill the box.
  static constexpr double weight_of[] = {1.13, 1.12, 1.04, 1.04, 0.97, 0.94, 0.98, 1.03, 0.92, 0.95};
  Hand hand(key(key(seed, "digits"), static_cast<uint64_t>(index) * 16 + static_cast<uint64_t>(label)));
  const Liberties& by = customs == Customs::many ? many_liberties : usual_liberties;
  Sketch sketch(hand, std::abs(hand.vary(0, label == 1 ? by.missed_in_1 : by.missed)));
  switch (customs) {
    case Customs::usual:
      write(label, hand, sketch);
      break;
    case Customs::elsewhere:
      write_elsewhere(label, hand, sketch);
      break;
    case Customs::many:
      write_many(label, hand, sketch);
      break;
  }
  sketch.even_out(0.035, static_cast<int>(hand.between(0, 5)));
  bend(sketch, hand, label, by);
  const Nib nib{.width = 2.45 * weight_of[label] * std::exp(hand.vary(0, label == 1 ? by.weight_of_1 : by.weight)),
                .pressure = std::abs(hand.vary(0, by.pressure)),
                .softness = hand.between(0.85, by.softest),
                .taper = hand.chance(0.4) ? hand.between(-0.15, 0.5) : 0.0,
                .grain = std::abs(hand.vary(0, by.grain))};
  return {ink(sketch, nib, hand), label};
}

}  // namespace saddle::digits
