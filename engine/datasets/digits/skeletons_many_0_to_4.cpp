#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "datasets/digits/skeletons_many.h"

namespace saddle::digits::many {

void zero(Hand& hand, Sketch& sketch) {
  // A ring whose ends cross above it or at a side, narrow or as wide as tall, squared or pointed.
  const double wide = hand.between(0.18, 0.6), square = hand.vary(0, 0.12), egg = hand.vary(0, 0.12);
  const double begin = -std::numbers::pi / 2 + hand.vary(0, 0.6), turn = hand.between(5.9, 7.4);
  const double direction = hand.chance(0.85) ? -1 : 1;
  const double out = hand.chance(0.4) ? hand.between(0.05, 0.45) : 0.0;
  const double in = hand.chance(0.3) ? hand.between(-0.25, 0.5) : 0.0;
  constexpr int knots = 12;
  std::array<Point, knots> ring;
  for (int i = 0; i < knots; ++i) {
    const double t = static_cast<double>(i) / (knots - 1), angle = begin + direction * turn * t;
    const double far = (1 + egg * std::sin(angle) + square * std::cos(4 * angle) * 0.5) * (1 - in * std::pow(t, 7)) +
                       out * std::pow(1 - t, 8);
    ring[i] = {wide * far * std::cos(angle), 0.5 + 0.5 * far * std::sin(angle)};
  }
  sketch.start(ring[0]);
  sketch.curve(std::span(ring).subspan(1));
}

void one(Hand& hand, Sketch& sketch) {
  const double bow = hand.vary(0, 0.05);
  const int way = hand.pick({0.45, 0.3, 0.25});
  if (way > 0) {  // an upstroke, short or long, straight or hollow
    const double low = hand.between(0.08, 0.45), out = hand.between(0.06, 0.26);
    sketch.start({-out, low});
    sketch.curve({{-0.5 * out + hand.vary(0.01, 0.03), 0.5 * low + hand.vary(0, 0.03)}, {0, hand.vary(0, 0.01)}});
  } else {
    sketch.start({0, 0});
  }
  sketch.curve({{bow, 0.5}, {hand.vary(0, 0.02), 1}});
  if (way < 2) return;
  sketch.start({-hand.between(0.1, 0.4), hand.vary(0.99, 0.02)});
  sketch.line({hand.between(0.1, 0.4), hand.vary(0.98, 0.025)});
}

void two(Hand& hand, Sketch& sketch) {
  const double right = hand.between(0.32, 0.7), neck = hand.between(0.12, 0.38);
  const double heel = hand.vary(0.93, 0.05), left = hand.vary(0, 0.08), bend = hand.vary(0.03, 0.07);
  const double tail = hand.between(0.4, 1.2), rise = heel + hand.vary(0, 0.08);
  const Point crown{right * hand.vary(0.5, 0.1), 0}, shoulder{right, neck};
  const Point shin{right * 0.55 + left * 0.45 + bend, neck * 0.45 + heel * 0.55};
  std::array<Point, 12> chain;
  size_t count = 0;
  const auto add = [&](Point point) { chain[count++] = point; };
  switch (hand.pick({0.55, 0.2, 0.25})) {
    case 0:  // a plain entry
      add({hand.vary(0.02, 0.06), hand.between(0.03, 0.38)});
      break;
    case 1:  // curled, to a ring now and then
      add({hand.between(0.1, 0.45) * right, hand.between(0.2, 0.42)});
      add({hand.vary(0.0, 0.05), hand.between(0.12, 0.35)});
      break;
    default:  // a flat top
      add({hand.vary(-0.05, 0.08), hand.between(0.0, 0.1)});
      break;
  }
  add(crown);
  add(shoulder);
  add(shin);
  const auto draw = [&] {
    sketch.start(chain[0]);
    sketch.curve(std::span(chain).subspan(1, count - 1));
  };
  switch (hand.pick({0.38, 0.42, 0.05, 0.15})) {
    case 0:  // a sharp heel
      add({left, heel});
      draw();
      sketch.curve({{left + tail * 0.5, (heel + rise) / 2 + hand.vary(-0.01, 0.04)}, {left + tail, rise}});
      break;
    case 1: {  // a loop, flat or high
      const double loop = hand.between(0.0, 0.26), high = hand.between(0.04, 0.3);
      add({left + right * hand.between(0.0, 0.45), heel});
      add({left - loop * 0.7, heel - 0.25 * high});
      add({left + 0.3 * loop, heel - high});
      add({left + tail * 0.45, heel - 0.35 * high + hand.vary(0, 0.03)});
      add({left + tail, rise});
      draw();
      break;
    }
    case 2:  // round, without a corner
      add({left + 0.04, heel - 0.06});
      add({left + tail * 0.25, heel + 0.02});
      add({left + tail, rise});
      draw();
      break;
    default: {  // a wave for a foot
      add({left, heel});
      draw();
      const double wave = hand.between(0.03, 0.12);
      sketch.curve(
          {{left + tail * 0.3, heel - wave}, {left + tail * 0.65, rise + wave * 0.3}, {left + tail, rise - wave}});
      break;
    }
  }
}

void three(Hand& hand, Sketch& sketch) {
  const double upper = hand.between(0.32, 0.68), lower = hand.between(0.36, 0.76), waist = hand.between(0.36, 0.57);
  const double notch = hand.between(0.05, 0.65) * std::min(upper, lower), lean = hand.vary(0, 0.06);
  const double end = hand.vary(-0.01, 0.1), hook = hand.between(0.68, 1.0), bottom = hand.between(0.15, 0.5) * lower;
  const Point belly{lower, hand.between(0.35, 0.65) * (1 - waist) + waist};
  // The top: a bow, a bar, or a hook that comes back far.
  switch (hand.pick({0.5, 0.3, 0.2})) {
    case 0:
      sketch.start({hand.vary(0.0, 0.09), hand.between(0.02, 0.6) * waist});
      sketch.curve({{upper * hand.vary(0.5, 0.08), 0},
                    {upper, waist * hand.vary(0.42, 0.08)},
                    {notch + lean, waist + hand.vary(0, 0.02)}});
      break;
    case 1:
      sketch.start({hand.vary(0.0, 0.08), hand.vary(0.04, 0.05)});
      sketch.line({upper * hand.vary(0.95, 0.08), hand.vary(0.01, 0.04)});
      sketch.curve({{(upper + notch) * hand.vary(0.5, 0.05), waist * hand.vary(0.5, 0.08)}, {notch + lean, waist}});
      break;
    default:
      sketch.start({upper * hand.between(0.1, 0.4), hand.between(0.3, 0.7) * waist});
      sketch.curve({{hand.vary(-0.02, 0.04), waist * hand.between(0.25, 0.5)},
                    {upper * 0.45, 0},
                    {upper, waist * hand.vary(0.4, 0.08)},
                    {notch + lean, waist}});
      break;
  }
  const Point low{bottom, 1}, last{end, hook};
  const double shoulder = waist + hand.between(0.02, 0.2) * (1 - waist);
  switch (hand.pick({0.68, 0.12, 0.06, 0.14})) {
    case 0:  // a cusp
      sketch.curve({{lower * hand.vary(0.75, 0.08), shoulder}, belly, low, last});
      break;
    case 1: {  // a loop at the waist
      const double loop = hand.between(0.03, 0.14);
      sketch.curve({{notch - loop, waist + loop * 0.4},
                    {notch + loop * 0.5, waist - loop * 0.2},
                    {lower * 0.8, shoulder},
                    belly,
                    low,
                    last});
      break;
    }
    case 2:  // a tail that runs out to the left
      sketch.curve({{lower * 0.8, shoulder}, belly, {lower * 0.5, hand.between(0.88, 0.98)}});
      sketch.curve({{(lower * 0.5 + end) / 2 - 0.08, 0.99}, {end - hand.between(0.0, 0.2), hand.between(0.9, 1.04)}});
      break;
    default:  // an angular belly
      sketch.curve({{lower * 0.6, shoulder}, {lower, belly.y}});
      sketch.curve({{lower * 0.75, 0.9}, low, last});
      break;
  }
}

void four(Hand& hand, Sketch& sketch) {
  const double bar = hand.between(0.4, 0.7), stem = hand.between(0.32, 0.66), reach = hand.between(0.02, 0.34);
  const double tilt = hand.vary(0, 0.05),
               head = hand.chance(0.3) ? bar - hand.between(0.12, 0.4) : hand.vary(0.02, 0.1);
  const double foot = stem + hand.vary(-0.03, 0.07), bow = hand.vary(0, 0.025), top = stem + hand.vary(0.0, 0.06);
  const auto down = [&] {
    sketch.start({top, head});
    sketch.curve({{(top + foot) / 2 + bow, (head + 1) / 2}, {foot, 1}});
  };
  switch (hand.pick({0.45, 0.3, 0.08, 0.17})) {
    case 0: {  // a left stroke and a bar with a corner
      const double from = hand.between(-0.05, 0.25);
      sketch.start({hand.vary(0.05, 0.1), from});
      sketch.curve({{hand.vary(0.02, 0.03), (from + bar) / 2}, {0, bar}});
      sketch.curve({{(stem + reach) / 2, bar + tilt / 2 + hand.vary(0, 0.02)}, {stem + reach, bar + tilt}});
      down();
      break;
    }
    case 1:  // the same with a round corner
      sketch.start({hand.vary(0.08, 0.08), hand.between(-0.05, 0.25)});
      sketch.curve({{0.0, bar * hand.vary(0.65, 0.08)},
                    {stem * 0.3, bar + hand.vary(0.0, 0.03)},
                    {stem + reach, bar + tilt - hand.between(0, 0.12)}});
      down();
      break;
    case 2:  // closed: a slope, not always meeting the stem
      sketch.start({top + hand.vary(-0.03, 0.05), hand.vary(0, 0.02)});
      sketch.curve({{stem * hand.vary(0.5, 0.06), bar * 0.55}, {hand.vary(-0.02, 0.04), bar + hand.vary(0.03, 0.03)}});
      sketch.line({stem + reach, bar + tilt});
      down();
      break;
    default: {  // one stroke: a cup, up to the head of the stem and down, at an angle or with a loop
      const double from = hand.between(-0.05, 0.2), lift = hand.between(-0.05, 0.3);
      sketch.start({hand.vary(0.04, 0.08), from});
      sketch.curve({{0, bar * hand.vary(0.7, 0.06)},
                    {stem * hand.vary(0.35, 0.08), bar + hand.vary(0.0, 0.03)},
                    {stem * 0.85, bar - hand.between(0.05, 0.25)}});
      sketch.line({stem + hand.vary(0.03, 0.04), lift});
      sketch.curve({{(stem + foot) / 2 + bow, 0.6}, {foot, 1}});
      break;
    }
  }
}

}  // namespace saddle::digits::many
