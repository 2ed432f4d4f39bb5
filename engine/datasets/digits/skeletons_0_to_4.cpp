#include <array>
#include <cmath>
#include <numbers>

#include "datasets/digits/skeletons.h"

namespace saddle::digits::skeletons {

void zero(Hand& hand, Sketch& sketch) {
  const double wide = hand.chance(0.35) ? hand.between(0.3, 0.65) : hand.between(0.2, 0.45);
  const double egg = hand.vary(0, 0.09), egg_direction = hand.between(0, 2 * std::numbers::pi);
  const double begin = -std::numbers::pi / 2 + hand.vary(0.1, 0.45);
  double turn = hand.between(6.1, 6.9);  // closes, or laps a little
  if (hand.chance(0.25)) turn = hand.chance(0.5) ? hand.between(6.9, 8.2) : hand.between(4.9, 6.1);  // twice, or open
  const double curl = hand.chance(0.3) ? hand.between(0.1, 0.5) : 0.0;  // the end dives inwards
  const double direction = hand.chance(0.9) ? -1 : 1;
  const double stub = hand.chance(0.2) ? hand.between(0.05, 0.5) : 0.0;  // the beginning stands off
  constexpr int knots = 11;
  std::array<Point, knots> ring;
  for (int i = 0; i < knots; ++i) {
    const double t = static_cast<double>(i) / (knots - 1);
    const double angle = begin + direction * turn * t;
    const double far =
        (1 + egg * std::cos(angle - egg_direction)) * (1 - curl * std::pow(t, 6)) + stub * std::pow(1 - t, 8);
    ring[i] = {wide * far * std::cos(angle), 0.5 + 0.5 * far * std::sin(angle)};
  }
  sketch.start(ring[0]);
  sketch.curve(std::span(ring).subspan(1));
  if (!hand.chance(0.015)) return;
  sketch.start({wide * 0.9, 0.1});
  sketch.line({-wide * 0.9, 0.9});
}

void one(Hand& hand, Sketch& sketch) {
  const double bow = hand.vary(0, 0.035), sway = hand.vary(0, 0.015);
  const auto stem = [&] { sketch.curve({{bow + sway, 0.33}, {bow - sway, 0.66}, {0, 1}}); };
  const auto foot = [&] {
    sketch.start({-hand.between(0.12, 0.42), hand.vary(0.99, 0.02)});
    sketch.line({hand.between(0.12, 0.42), hand.vary(0.98, 0.02)});
  };
  switch (hand.pick({0.78, 0.08, 0.12, 0.02})) {
    case 0:
      sketch.start({0, 0});
      stem();
      break;
    case 1:  // a flag
      sketch.start({-hand.between(0.06, 0.2), hand.between(0.08, 0.25)});
      sketch.line({0, 0});
      stem();
      break;
    case 2:  // flag and foot
      sketch.start({-hand.between(0.08, 0.28), hand.between(0.1, 0.27)});
      sketch.line({0, 0});
      stem();
      foot();
      break;
    default:  // the long flag of Europe
      sketch.start({-hand.between(0.18, 0.32), hand.between(0.25, 0.4)});
      sketch.curve({{-0.09, hand.between(0.12, 0.18)}, {0, 0}});
      sketch.line({0, 0});
      stem();
      break;
  }
}

void two(Hand& hand, Sketch& sketch) {
  const double right = hand.between(0.38, 0.68), neck = hand.between(0.15, 0.4);
  const double tail = hand.between(0.42, 1.15), rise = hand.vary(0.92, 0.065);
  const double left = hand.vary(0, 0.08), heel = hand.vary(0.95, 0.04), dip = hand.vary(0.015, 0.03);
  const bool curled = hand.chance(0.35);
  const Point curl{hand.between(0.1, 0.36), hand.between(0.22, 0.5)},
      entry{hand.vary(0.02, 0.05), hand.between(0.08, 0.42)};
  const Point crown{right * hand.vary(0.5, 0.06), 0}, shoulder{right, neck};
  switch (hand.pick({0.34, 0.46, 0.2})) {
    case 0: {  // round shoulder, sharp heel
      const Point shin{right * hand.vary(0.68, 0.07), hand.vary(0.6, 0.04)};
      const Point chain[] = {{0, entry.y}, crown, shoulder, shin, {left, heel}};
      sketch.start(curled ? curl : entry);
      sketch.curve(std::span(chain).subspan(curled ? 0 : 1));
      sketch.curve({{tail * 0.5, rise - dip}, {tail, rise}});
      break;
    }
    case 1: {  // round shoulder, the heel a loop
      const double loop = hand.between(0.02, 0.22), high = hand.between(0.05, 0.5);
      const Point shin{right * hand.vary(0.88, 0.1), hand.vary(0.62, 0.05)};
      const Point under{left + right * hand.between(0.15, 0.65), heel}, side{left - loop * 0.6, heel - 0.3 * high};
      const Point over{left + 0.4 * loop, heel - high}, across{right * 0.7, heel - 0.35 * high};
      const Point end{right * hand.between(0.75, 1.45), rise + hand.vary(0.05, 0.04)};
      const Point chain[] = {{0, entry.y}, crown, shoulder, shin, under, side, over, across, end};
      sketch.start(curled ? curl : entry);
      sketch.curve(std::span(chain).subspan(curled ? 0 : 1));
      break;
    }
    default:  // like a Z
      sketch.start({hand.vary(0.02, 0.06), hand.between(0.0, 0.2)});
      sketch.curve({{right * 0.55, 0.01}, {right, hand.between(0.02, 0.14)}, {right * 0.88, 0.27}, {left, heel}});
      sketch.curve({{tail * 0.5, rise - dip}, {tail, rise}});
      break;
  }
}

void three(Hand& hand, Sketch& sketch) {
  const double upper = hand.between(0.36, 0.65), lower = hand.between(0.4, 0.72);
  const double waist = hand.vary(0.44, 0.06), notch = hand.between(0.08, 0.36);
  const double end = hand.vary(0, 0.09), hook = hand.between(0.64, 0.98);
  const Point belly{lower, hand.vary(0.73, 0.03)}, bottom{hand.between(0.2, 0.32), 1};
  const double entry = hand.between(0.04, 0.34);
  switch (hand.pick({0.55, 0.18, 0.17, 0.1})) {
    case 0:  // two bows and a cusp
      sketch.start({hand.vary(0.04, 0.07), entry});
      sketch.curve({{upper * 0.5, 0}, {upper, hand.vary(0.2, 0.03)}, {notch, waist}});
      sketch.curve({{lower * 0.8, waist + 0.09}, belly, bottom, {end, hook}});
      break;
    case 1:  // a small loop at the waist
      sketch.start({hand.vary(0.04, 0.07), entry});
      sketch.curve({{upper * 0.5, 0},
                    {upper, 0.18},
                    {notch + 0.08, waist},
                    {notch - 0.03, waist + 0.04},
                    {notch + 0.06, waist - 0.04},
                    {lower * 0.85, waist + 0.09},
                    belly,
                    bottom,
                    {end, hook}});
      break;
    case 2:  // a flat top
      sketch.start({hand.vary(0.02, 0.04), hand.vary(0.05, 0.03)});
      sketch.curve({{upper * 0.5, 0.03}, {upper, hand.vary(0.01, 0.02)}});
      sketch.curve({{upper * 0.7, 0.22}, {notch, waist - 0.02}});
      sketch.curve({{lower * 0.75, waist + 0.05}, belly, bottom, {end, hook}});
      break;
    default:  // hardly a waist
      sketch.start({hand.vary(0.02, 0.05), entry});
      sketch.curve({{upper * 0.5, 0},
                    {upper, 0.17},
                    {upper * 0.75, waist - 0.05},
                    {upper * 0.72, waist + 0.02},
                    {lower * 0.95, waist + 0.14},
                    belly,
                    bottom,
                    {end, hook}});
      break;
  }
}

void four(Hand& hand, Sketch& sketch) {
  const double bar = hand.vary(0.55, 0.1), stem = hand.between(0.34, 0.6), reach = hand.between(0.02, 0.32);
  const double top = hand.vary(0.02, 0.05), foot = stem + hand.vary(-0.03, 0.04), bow = hand.vary(0, 0.02);
  const auto down = [&](double from) {
    sketch.start({stem, from});
    sketch.curve({{stem + bow, 0.5}, {foot, 1}});
  };
  switch (hand.pick({0.4, 0.17, 0.13, 0.22, 0.08})) {
    case 0:  // open: an L and a stem that crosses it
      sketch.start({hand.vary(0.08, 0.06), hand.between(0, 0.14)});
      if (hand.chance(0.5)) {
        sketch.curve({{0.03, bar * 0.6}, {hand.vary(0, 0.03), bar}});
        sketch.curve({{stem * 0.5, bar + hand.vary(0, 0.015)}, {stem + reach, bar + hand.vary(-0.03, 0.03)}});
      } else {
        sketch.curve({{0.0, bar * 0.6}, {0.07, bar}, {stem * 0.6, bar + 0.01}, {stem + reach, bar - 0.05}});
      }
      down(top);
      break;
    case 1:  // closed: a slope to the left
      sketch.start({stem + hand.vary(-0.02, 0.03), 0});
      sketch.curve({{stem * 0.5, bar * 0.6}, {0, bar + 0.07}});
      sketch.line({stem + reach, bar + hand.vary(0.06, 0.03)});
      down(hand.between(-0.02, 0.2));
      break;
    case 2:  // open, the stem short above the bar, in one or two strokes
      sketch.start({hand.vary(0.16, 0.06), 0});
      sketch.curve({{0.07, bar * 0.55}, {0, bar}});
      sketch.line({stem + reach, bar + hand.vary(-0.02, 0.03)});
      down(bar - hand.between(0.12, 0.3));
      break;
    case 3:  // one stroke: a cup, up, and down again
      sketch.start({hand.vary(0.06, 0.05), hand.between(0, 0.12)});
      sketch.curve({{0, bar * 0.65}, {stem * 0.35, bar + hand.vary(0, 0.02)}, {stem * 0.92, bar - 0.13}});
      sketch.line({stem + hand.between(0, 0.06), hand.between(-0.03, 0.14)});
      sketch.curve({{stem + bow, 0.55}, {foot, 1}});
      break;
    default:  // a narrow cup whose bar just meets the stem
      sketch.start({hand.vary(0.04, 0.04), 0.02});
      sketch.curve({{0.0, bar * 0.7}, {0.08, bar}, {stem + hand.vary(0.02, 0.03), bar - hand.vary(0.03, 0.03)}});
      down(hand.between(-0.04, 0.08));
      break;
  }
}

}  // namespace saddle::digits::skeletons
