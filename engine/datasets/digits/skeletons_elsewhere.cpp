#include <algorithm>

#include "datasets/digits/skeletons.h"

// Ways of writing that are rare in the USA, where MNIST's digits were written, and common in Europe and beyond.
namespace saddle::digits {
namespace {

// The upstroke may be half as long as the stem, and the foot wider than a 2's.
void one(Hand& hand, Sketch& sketch) {
  const double low = hand.between(0.2, 0.75), out = hand.between(0.1, 0.24) + 0.3 * (low - 0.2);
  const double hollow = hand.vary(0.02, 0.03), bow = hand.vary(0, 0.035);
  sketch.start({-out, low});
  sketch.curve({{-0.5 * out + hollow, 0.5 * low + hollow}, {hand.vary(0, 0.015), hand.vary(0, 0.02)}});
  sketch.curve({{bow, 0.5}, {0, 1}});
  if (!hand.chance(0.65)) return;
  sketch.start({-hand.between(0.1, 0.42), hand.vary(1, 0.02)});
  sketch.line({hand.between(0.15, 0.6), hand.vary(0.96, 0.04)});
}

// In one stroke, like a flash; or its cup as narrow as a y's.
void four(Hand& hand, Sketch& sketch) {
  const double bar = hand.between(0.36, 0.6), stem = hand.between(0.34, 0.55);
  const double foot = stem + hand.between(-0.25, 0.05);
  if (hand.chance(0.5)) {
    sketch.start({hand.between(0.12, 0.4), hand.vary(0.02, 0.03)});
    sketch.curve({{0.06, bar * 0.55}, {0, bar * hand.vary(0.95, 0.05)}});
    sketch.curve({{stem * 0.5, bar + hand.vary(0, 0.02)}, {stem, bar - hand.between(0, 0.12)}});
    sketch.curve({{(stem + foot) / 2 + 0.02, (bar + 1) / 2}, {foot, 1}});
  } else {
    sketch.start({hand.vary(0.05, 0.06), hand.between(0, 0.15)});
    sketch.curve({{0, bar * 0.7}, {stem * 0.4, bar}, {stem * 0.9, bar * hand.between(0.4, 0.8)}});
    sketch.line({stem, hand.between(0, 0.25)});
    sketch.curve({{stem + hand.vary(0, 0.02), 0.6}, {foot, 1}});
  }
}

// A curl for a beginning, a round shoulder, and a bar low on the stem, to which the pen may return from the foot.
void seven(Hand& hand, Sketch& sketch) {
  const double right = hand.between(0.35, 0.6), foot = right * hand.between(0.25, 0.9);
  const bool returns = hand.chance(0.2);
  const double height = hand.between(0.5, returns ? 0.66 : 0.74), middle = right + (foot - right) * height;
  const double from = middle - hand.between(0.12, 0.4), to = middle + hand.between(0.15, 0.5);
  const double lift = hand.vary(0.02, 0.04), shoulder = hand.between(0.03, 0.12);
  sketch.start({hand.vary(0.02, 0.04), hand.between(0.08, 0.28)});
  if (hand.chance(0.5)) sketch.line({hand.vary(0.02, 0.03), hand.between(0.02, 0.1)});
  sketch.curve({{right * 0.45, 0.01},
                {right * 0.95, shoulder},
                {right, hand.between(0.2, 0.34)},
                {(right + foot) / 2 + hand.vary(0.02, 0.03), 0.65},
                {foot, 1}});
  if (returns) {
    sketch.curve({{(foot + from) / 2 - hand.between(0.02, 0.08), hand.between(0.82, 0.95)}, {from, height + 0.03}});
    sketch.line({to, height - lift});
  } else {
    sketch.start({from, height + lift});
    sketch.line({to, height - lift});
  }
}

// A ring as small as a knob, high on a leg that turns left at the foot, sharply or in a belly like that of a 3.
void nine(Hand& hand, Sketch& sketch) {
  const double stem = hand.between(0.2, 0.5), loop = hand.between(0.14, 0.44);
  const double broad = std::min(hand.between(0.12, 0.3) + 0.4 * loop, stem + 0.05);
  const double end = hand.between(-0.35, 0.05), rise = hand.between(0.84, 1.0);
  const Point crown{stem - broad * 0.5, hand.vary(0, 0.015)}, left{stem - broad, loop * hand.vary(0.5, 0.08)};
  const Point low{stem - broad * hand.between(0.3, 0.6), loop};
  sketch.start({stem - hand.between(-0.02, 0.05), loop * hand.between(0.1, 0.4)});
  switch (hand.pick({0.3, 0.2, 0.5})) {
    case 0:  // a leg that turns in a bow
      sketch.curve({crown, left, low, {stem * 0.98, loop * 0.55}});
      sketch.line({stem + 0.01, hand.between(0.0, 0.2)});
      sketch.curve({{stem + hand.between(0, 0.06), 0.5},
                    {stem + hand.between(-0.05, 0.05), 0.85},
                    {(stem + end) / 2, 1},
                    {end, rise}});
      break;
    case 1:  // a leg with a corner for a heel
      sketch.curve({crown, left, low, {stem * 0.98, loop * 0.55}});
      sketch.curve({{stem + hand.vary(0.01, 0.02), 0.5}, {stem - hand.between(0, 0.06), hand.between(0.9, 1.0)}});
      sketch.line({end, rise + 0.03});
      break;
    default: {  // a belly that leaves from the bottom of the ring
      const double belly = stem + hand.between(-0.02, 0.22);
      sketch.curve({crown,
                    left,
                    low,
                    {stem, loop * hand.between(0.5, 0.8)},
                    {stem + 0.02, loop * hand.between(0.8, 1.1)},
                    {belly, hand.between(0.58, 0.72)},
                    {stem, hand.between(0.86, 0.94)},
                    {end, rise + 0.03}});
      break;
    }
  }
}

}  // namespace

// The rarer share of a 4 and a 7 keeps them from taking over 9 and 2 of the USA, which look like them.
void write_elsewhere(int label, Hand& hand, Sketch& sketch) {
  using Writer = void (*)(Hand&, Sketch&);
  struct Way {
    double share;
    Writer writer;
  };
  const Way way = label == 1   ? Way{0.5, one}
                  : label == 4 ? Way{0.2, four}
                  : label == 7 ? Way{0.4, seven}
                  : label == 9 ? Way{0.5, nine}
                               : Way{0, nullptr};
  if (hand.chance(way.share)) {
    way.writer(hand, sketch);
  } else {
    write(label, hand, sketch);
  }
}

}  // namespace saddle::digits
