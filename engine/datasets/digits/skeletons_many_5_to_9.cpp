#include <array>
#include <cmath>

#include "datasets/digits/skeletons.h"
#include "datasets/digits/skeletons_many.h"

namespace saddle::digits::many {

void five(Hand& hand, Sketch& sketch) {
  const double collar = hand.between(0.28, 0.53), belly = hand.between(0.38, 0.85), neck = hand.vary(0.1, 0.07);
  const double foot = neck + hand.vary(-0.04, 0.06), cap = hand.between(0.28, 1.0), lift = hand.vary(-0.01, 0.08);
  const double end = hand.vary(-0.04, 0.11), hook = hand.between(0.64, 1.0), low = hand.between(0.2, 0.55) * belly;
  const double middle = collar + hand.between(0.35, 0.65) * (1 - collar);
  const auto bowl = [&] {
    const double rise = hand.vary(0.03, 0.04);
    switch (hand.pick({0.62, 0.25, 0.13})) {
      case 0:
        sketch.curve({{foot + (belly - foot) * 0.55, collar - rise},
                      {belly, middle},
                      {belly * 0.85, (middle + 1) / 2 + 0.04},
                      {low, 1},
                      {end, hook}});
        break;
      case 1:  // narrow at the bottom
        sketch.curve({{foot + (belly - foot) * 0.6, collar - rise}, {belly, middle}, {low, 1}, {end, hook}});
        break;
      default:  // a tail that runs out
        sketch.curve({{foot + (belly - foot) * 0.65, collar - rise + 0.02},
                      {belly, middle},
                      {belly * 0.6, hand.between(0.86, 0.97)},
                      {end - hand.between(0, 0.2), hand.between(0.92, 1.03)}});
        break;
    }
  };
  switch (hand.pick({0.3, 0.3, 0.25, 0.15})) {
    case 0:  // one stroke
      sketch.start({cap, lift});
      sketch.curve({{(cap + neck) / 2, 0.02 + lift * 0.5}, {neck, hand.vary(0.04, 0.03)}});
      sketch.line({foot, collar});
      bowl();
      break;
    case 1:  // the cap last, at a distance from the neck or across it
      sketch.start({neck, hand.vary(0.03, 0.05)});
      sketch.line({foot, collar});
      bowl();
      sketch.start({neck + hand.vary(0.03, 0.08), hand.vary(0.03, 0.05)});
      sketch.curve({{(cap + neck) / 2 + 0.05, 0.02 + lift * 0.5}, {cap, lift}});
      break;
    case 2:  // in one sweep
      sketch.start({cap, lift + 0.02});
      sketch.curve({{cap * 0.5 + 0.02, 0.0},
                    {neck, collar * hand.between(0.3, 0.6)},
                    {foot + belly * 0.25, collar * hand.vary(0.95, 0.06)},
                    {belly, middle},
                    {low, 1},
                    {end, hook}});
      break;
    default: {  // a small loop or a knot where the belly begins
      const double loop = hand.between(0.02, 0.1);
      sketch.start({cap, lift});
      sketch.line({neck + 0.03, 0.04});
      sketch.curve({{foot, collar * 0.7},
                    {foot - loop, collar + loop * 0.3},
                    {foot + loop * 0.5, collar - loop * 0.4},
                    {belly * 0.7, collar},
                    {belly, middle},
                    {low, 1},
                    {end, hook}});
      break;
    }
  }
}

void six(Hand& hand, Sketch& sketch) {
  const double head = hand.between(0.0, 0.6), loop = hand.between(0.32, 0.78), wide = hand.between(0.32, 0.75);
  const double mid = (1 + loop) / 2 + hand.vary(0, 0.03), back = hand.vary(0.06, 0.05);
  const Point shoulder{back + (head - back) * hand.vary(0.38, 0.07), hand.vary(0.32, 0.04)};
  const Point left{hand.vary(0, 0.02), hand.vary(0.7, 0.05)}, bottom{wide * hand.vary(0.45, 0.07), 1}, right{wide, mid},
      top{wide * hand.vary(0.58, 0.09), loop};
  sketch.start({head, 0});
  switch (hand.pick({0.3, 0.2, 0.15, 0.35})) {
    case 0:  // closed
      sketch.curve({shoulder, left, bottom, right, top, {0.1 * wide, mid + hand.vary(0, 0.05)}});
      break;
    case 1:  // open, by much or little
      sketch.curve({shoulder, left, bottom, right, {wide * hand.between(0.35, 0.75), loop + hand.between(0, 0.1)}});
      break;
    case 2:  // the end swings through the stem
      sketch.curve(
          {shoulder, left, bottom, right, top, {0.02, mid}, {-hand.between(0.0, 0.2), mid + hand.between(0, 0.2)}});
      break;
    default: {  // a straight stem with a corner for a heel, and a loop that does not always come back to it
      const double heel = hand.between(0.8, 0.98);
      sketch.curve({{head * 0.5 + hand.vary(0, 0.03), heel * 0.5}, {0, heel}});
      sketch.curve({{wide * 0.5, hand.vary(0.99, 0.02)},
                    right,
                    top,
                    {wide * hand.between(0.05, 0.4), mid + hand.vary(-0.04, 0.06)}});
      break;
    }
  }
}

void seven(Hand& hand, Sketch& sketch) {
  const double right = hand.between(0.38, 0.8), foot = right * hand.between(0.0, 0.85), tilt = hand.vary(0, 0.06);
  const double knee = hand.vary(0, 0.03), bow = hand.vary(0.0, 0.05), high = hand.vary(0.02, 0.03);
  const auto stem = [&] {
    sketch.curve({{right + (foot - right) * 0.3 - bow * 0.8 + knee, hand.vary(0.3, 0.04)},
                  {right + (foot - right) * 0.7 - bow * 0.8 - knee, hand.vary(0.68, 0.04)},
                  {foot, 1}});
  };
  switch (hand.pick({0.28, 0.46, 0.08, 0.18})) {
    case 0:  // a bar, level or not, and a stem
      sketch.start({hand.vary(0, 0.05), high + 0.04 - tilt});
      sketch.curve({{right * 0.5, high + hand.vary(0.01, 0.025)}, {right, high + tilt * 0.5}});
      stem();
      break;
    case 1:  // a serif down the left, up to half the height
      sketch.start({hand.vary(-0.05, 0.09), high + hand.between(0.1, 0.65)});
      sketch.line({hand.vary(0.02, 0.05), high + 0.03 - tilt});
      sketch.curve({{right * 0.5, high + hand.vary(0.01, 0.03)}, {right, high + tilt * 0.5}});
      stem();
      break;
    case 2:  // a slope up to a peak, and down
      sketch.start({hand.vary(0, 0.05), hand.between(0.1, 0.4)});
      sketch.curve({{right * 0.5, hand.between(0.04, 0.18)}, {right, 0}});
      stem();
      break;
    default:  // a round shoulder
      sketch.start({hand.vary(0, 0.05), hand.between(0.0, 0.3)});
      sketch.curve({{right * 0.45, hand.vary(0.01, 0.03)},
                    {right * 0.92, hand.between(0.03, 0.14)},
                    {right, hand.between(0.2, 0.36)},
                    {(right + foot) / 2 + hand.vary(0.05, 0.05), 0.65},
                    {foot, 1}});
      break;
  }
  if (hand.chance(0.22)) {
    const double height = hand.vary(0.5, 0.09), middle = right + (foot - right) * height, lean = hand.vary(0.02, 0.05);
    sketch.start({middle - hand.between(0.12, 0.32), height + lean});
    sketch.line({middle + hand.between(0.12, 0.32), height - lean});
  } else if (hand.chance(0.02)) {
    sketch.start({foot - hand.between(0.08, 0.25), hand.vary(1, 0.02)});
    sketch.line({foot + hand.between(0.08, 0.25), hand.vary(0.99, 0.02)});
  }
}

void eight(Hand& hand, Sketch& sketch) {
  const double upper = hand.between(0.25, 0.7),
               lower = hand.chance(0.15) ? hand.between(0.18, 0.3) : hand.between(0.28, 0.72),
               waist = hand.between(0.36, 0.62);
  const double lean = hand.vary(0.02, 0.07);  // of the upper ring against the lower
  const double ul = lean - upper / 2, ur = lean + upper / 2, ll = -lower / 2, lr = lower / 2;
  const double high = waist * hand.vary(0.48, 0.07), low = (1 + waist) / 2 + hand.vary(0, 0.03);
  const Point neck{lean * 0.5 + hand.vary(0, 0.03), waist}, top{lean + hand.vary(0, 0.05), 0},
      bottom{hand.vary(0, 0.06), 1};
  switch (hand.pick({0.35, 0.3, 0.2, 0.15})) {
    case 0: {  // an S from the upper right, and back; the ends cross, meet or miss each other
      const double out = hand.vary(0.0, 0.12);
      sketch.start({ur - hand.between(-0.1, 0.15), hand.between(0.0, 0.25)});
      sketch.curve({top,
                    {ul, high},
                    neck,
                    {lr, low},
                    bottom,
                    {ll, low},
                    {neck.x + 0.02, waist + hand.vary(0, 0.03)},
                    {ur - 0.02, high * 0.95},
                    {ur + out, hand.between(-0.08, 0.2)}});
      break;
    }
    case 1: {  // from the top, closed, or with a gap there
      const double gap = hand.vary(0.02, 0.07);
      sketch.start({top.x + gap, hand.vary(0.01, 0.02)});
      sketch.curve({{ul, high},
                    neck,
                    {lr, low},
                    bottom,
                    {ll, low},
                    {neck.x, waist},
                    {ur, high},
                    {top.x + hand.vary(0.02, 0.05), hand.vary(0, 0.03)}});
      break;
    }
    case 2:  // a ring, and another below
      sketch.start(top);
      sketch.curve({{ul, high}, neck, {ur, high}, {top.x + hand.vary(0, 0.05), hand.vary(0.01, 0.02)}});
      sketch.start({neck.x + hand.vary(0, 0.06), waist - hand.vary(0.0, 0.03)});
      sketch.curve({{ll, low}, bottom, {lr, low}, {neck.x + hand.vary(0, 0.06), waist + hand.vary(0, 0.02)}});
      break;
    default: {  // begun at the waist
      sketch.start({neck.x + hand.vary(0, 0.04), waist});
      sketch.curve({{ul, high},
                    top,
                    {ur, high},
                    neck,
                    {ll, low},
                    bottom,
                    {lr, low},
                    {neck.x + hand.vary(0.02, 0.06), waist + hand.between(-0.06, 0.08)}});
      break;
    }
  }
}

void nine(Hand& hand, Sketch& sketch) {
  const double wide = hand.between(0.28, 0.72), loop = hand.between(0.28, 0.62), foot = wide + hand.vary(-0.1, 0.14);
  const double gap = hand.chance(0.35) ? hand.between(0.0, 0.3) : hand.vary(0, 0.03), bow = hand.vary(0.0, 0.03);
  const Point crown{wide * hand.vary(0.52, 0.09), 0}, left{0, loop * hand.vary(0.54, 0.1)},
      low{wide * hand.vary(0.42, 0.09), loop};
  const double end = hand.vary(0.05, 0.14), rise = hand.between(0.85, 1.0);
  const double join = loop * hand.between(0.35, 0.8);
  switch (hand.pick({0.3, 0.12, 0.23, 0.35})) {
    case 0:  // a loop, up to the head of the leg, and down
      sketch.start({wide * (1 - gap), hand.between(0.0, 0.15)});
      sketch.curve({crown, left, low, {wide * 0.92, join}});
      sketch.line({wide + hand.vary(0.01, 0.03), hand.between(-0.06, 0.2)});
      break;
    case 1:  // a ring, closed at its right side, from which the leg hangs
      sketch.start({wide * 0.97, join});
      sketch.curve({{wide * 0.85, loop * 0.12}, crown, left, low, {wide * 0.98, join + hand.vary(0, 0.03)}});
      break;
    case 2:  // the leg continues the loop in a sweep
      sketch.start({wide * (1 - gap), hand.between(0.0, 0.15)});
      if (hand.chance(0.85)) {
        sketch.curve({crown, left, low, {wide * 0.95, join}, {(wide + foot) / 2 + bow, 0.7}, {foot, 1}});
      } else {
        sketch.curve({crown, left, low, {wide * 0.95, join}, {wide, 0.75}, {(wide + end) / 2, 1}, {end, rise}});
      }
      return;
    default: {  // a loop like a drop, pointed at the head of the leg
      const double head = hand.between(-0.04, 0.08);
      sketch.start({wide * hand.between(0.88, 1.02), head + hand.between(0.0, 0.06)});
      sketch.curve({{wide * hand.vary(0.45, 0.06), loop * hand.between(0.02, 0.2)},
                    {0, loop * hand.vary(0.68, 0.08)},
                    {wide * hand.vary(0.3, 0.06), loop},
                    {wide * hand.vary(0.75, 0.05), loop * hand.between(0.45, 0.75)}});
      sketch.line({wide + hand.vary(0.02, 0.03), head});
      break;
    }
  }
  if (hand.chance(0.1)) {
    sketch.curve({{wide + hand.vary(0, 0.03), 0.6}, {wide * 0.85, 0.88}, {(wide + end) / 2, 1}, {end, rise}});
  } else {
    sketch.curve({{(wide + foot) / 2 + bow, 0.55}, {foot, 1}});
  }
}

}  // namespace saddle::digits::many

namespace saddle::digits {

// The shares, of which those of the digits that are taken for others are greatest.
void write_many(int label, Hand& hand, Sketch& sketch) {
  struct Way {
    double share;
    void (*writer)(Hand&, Sketch&);
  };
  static constexpr Way ways[] = {{0.3, many::zero},   {0.18, many::one}, {0.6, many::two}, {0.42, many::three},
                                 {0.81, many::four},  {0.6, many::five}, {0.6, many::six}, {0.6, many::seven},
                                 {0.42, many::eight}, {0.81, many::nine}};
  const Way& way = ways[label];
  if (hand.chance(way.share)) {
    way.writer(hand, sketch);
  } else {
    write(label, hand, sketch);
  }
}

}  // namespace saddle::digits
