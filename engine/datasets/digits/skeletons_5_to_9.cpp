#include "datasets/digits/skeletons.h"

namespace saddle::digits::skeletons {

void five(Hand& hand, Sketch& sketch) {
  const double cap = hand.between(0.3, 0.95), lift = hand.vary(-0.01, 0.06), neck = hand.vary(0.1, 0.05);
  const double collar = hand.vary(0.41, 0.09), belly = hand.between(0.36, 0.8), hook = hand.between(0.62, 0.99);
  const double end = hand.vary(-0.03, 0.11);
  const Point bottom{hand.between(0.16, 0.3), 1};
  const auto bowl = [&] {
    sketch.curve({{belly * 0.6, collar - hand.vary(0.03, 0.02)},
                  {belly, hand.vary(0.66, 0.03)},
                  {belly * 0.85, 0.87},
                  bottom,
                  {end, hook}});
  };
  switch (hand.pick({0.34, 0.3, 0.22, 0.14})) {
    case 0:  // one stroke, from the right end of the cap
      sketch.start({cap, lift});
      sketch.curve({{cap * 0.6, 0.03 + lift * 0.5}, {neck + 0.05, 0.05}});
      sketch.line({neck, collar});
      bowl();
      break;
    case 1:  // the cap drawn last, not always touching
      sketch.start({neck + 0.03, hand.vary(0.04, 0.03)});
      sketch.line({neck, collar});
      bowl();
      sketch.start({neck + hand.vary(0.02, 0.05), hand.vary(0.03, 0.025)});
      sketch.curve({{cap * 0.6, 0.03}, {cap, lift}});
      break;
    case 2:  // like an S
      sketch.start({cap * 0.85, lift + 0.03});
      sketch.curve({{cap * 0.5, 0.02},
                    {neck, 0.13},
                    {neck + 0.02, collar - 0.1},
                    {belly * 0.75, collar + 0.08},
                    {belly, 0.72},
                    bottom,
                    {end, hook}});
      break;
    default:  // a slope for a neck, no collar
      sketch.start({cap, lift});
      sketch.line({neck + 0.12, 0.04});
      sketch.line({neck, collar - 0.05});
      sketch.curve({{belly * 0.75, collar + 0.06}, {belly, 0.72}, bottom, {end, hook}});
      break;
  }
}

void six(Hand& hand, Sketch& sketch) {
  const double head = hand.between(-0.02, 0.5), loop_top = hand.between(0.36, 0.68), wide = hand.between(0.34, 0.72);
  const double back = hand.vary(0.06, 0.05), mid = (1 + loop_top) / 2 + hand.vary(0, 0.03),
               crown = hand.vary(0.58, 0.08);
  const Point shoulder{back + (head - back) * 0.35, hand.vary(0.3, 0.03)}, left{0, hand.vary(0.66, 0.05)};
  const Point bottom{wide * hand.vary(0.45, 0.05), 1}, right{wide, mid}, top{wide * crown, loop_top};
  switch (hand.pick({0.38, 0.16, 0.11, 0.08, 0.15, 0.12})) {
    case 0:  // a bow into a closed loop
      sketch.start({head, 0});
      sketch.curve(
          {shoulder, left, bottom, right, top, {0.1, mid - 0.03}, {hand.between(0.0, 0.2), hand.between(mid, 0.95)}});
      break;
    case 1: {  // a loop that stays open, its end curled in
      const Point end{wide * hand.between(0.2, 0.65), loop_top + hand.between(0.02, 0.28)};
      sketch.start({head, 0});
      sketch.curve({shoulder, left, bottom, right, top, end});
      break;
    }
    case 2:  // a straight stem, a corner at the foot
      sketch.start({head * 0.7, 0});
      sketch.curve({{head * 0.35, 0.45}, {0, hand.vary(0.93, 0.03)}});
      sketch.curve({{wide * 0.6, 0.98}, right, {wide * 0.6, loop_top}, {0.12, mid}});
      break;
    case 3:  // curled at the head
      sketch.start({head + 0.08, hand.between(0.06, 0.14)});
      sketch.curve({{head * 0.8, 0}, {0.08, 0.3}, left, bottom, right, top, {0.06, mid}});
      break;
    case 4: {  // a wide bow, and a small loop that ends through its bottom
      const double broad = wide * hand.between(1.05, 1.4), inside = broad * hand.between(0.3, 0.6);
      sketch.start({head, 0});
      sketch.curve({shoulder,
                    left,
                    {broad * 0.45, 1},
                    {broad, mid},
                    {(broad + inside) / 2, loop_top},
                    {inside, mid},
                    {inside + hand.vary(0, 0.05), hand.between(0.85, 1.12)}});
      break;
    }
    default:  // the loop swings through the stem
      sketch.start({head, 0});
      sketch.curve({shoulder,
                    left,
                    bottom,
                    right,
                    top,
                    {0.0, mid - 0.04},
                    {-hand.between(0.02, 0.24), hand.between(mid - 0.05, 0.9)}});
      break;
  }
}

void seven(Hand& hand, Sketch& sketch) {
  const double right = hand.between(0.4, 0.8), foot = right * hand.between(0.1, 0.85), lift = hand.vary(0.02, 0.045);
  const double bow = hand.vary(0.0, 0.06);
  const auto stem = [&] { sketch.curve({{(right + foot) / 2 - bow, hand.vary(0.42, 0.04)}, {foot, 1}}); };
  switch (hand.pick({0.4, 0.2, 0.26, 0.14})) {
    case 0:  // a bar and a stem
      sketch.start({hand.vary(0, 0.04), hand.vary(0.06, 0.04)});
      sketch.curve({{right * 0.5, 0.03}, {right, lift}});
      stem();
      break;
    case 1:  // a round shoulder
      sketch.start({0, hand.between(0.02, 0.2)});
      sketch.curve({{right * 0.4, 0.02},
                    {right * 0.92, hand.between(0.03, 0.1)},
                    {right * 0.95, 0.25},
                    {(right + foot) / 2, 0.6},
                    {foot, 1}});
      break;
    case 2:  // a serif at the left, as in Korea
      sketch.start({hand.vary(0.0, 0.06), hand.between(0.1, 0.48)});
      sketch.line({hand.vary(0.03, 0.03), hand.vary(0.04, 0.02)});
      sketch.curve({{right * 0.55, 0.04}, {right, lift}});
      stem();
      break;
    default:  // a bar like a wave
      sketch.start({0, hand.between(0.06, 0.2)});
      sketch.curve({{right * 0.25, 0.0}, {right * 0.65, hand.between(0.04, 0.1)}, {right, lift - 0.02}});
      stem();
      break;
  }
  if (!hand.chance(0.18)) return;
  const double height = hand.vary(0.52, 0.08), middle = right + (foot - right) * height;
  sketch.start({middle - hand.between(0.15, 0.32), height + hand.vary(0.02, 0.03)});
  sketch.line({middle + hand.between(0.12, 0.32), height + hand.vary(-0.02, 0.03)});
}

void eight(Hand& hand, Sketch& sketch) {
  const double upper = hand.between(0.3, 0.62), lower = hand.between(0.27, 0.62), waist = hand.vary(0.5, 0.08);
  const double middle = 0.27, under = middle + hand.vary(0, 0.04);
  const double ul = middle - upper / 2, ur = middle + upper / 2, ll = under - lower / 2, lr = under + lower / 2;
  const double high = waist * hand.vary(0.48, 0.06), low = (1 + waist) / 2 + hand.vary(0, 0.02);
  const Point neck{middle + hand.vary(0, 0.02), waist}, bottom{under + hand.vary(0, 0.03), 1};
  switch (hand.pick({0.3, 0.24, 0.16, 0.12, 0.1, 0.08})) {
    case 0: {  // one stroke from the upper right, back to it, not always meeting
      const double out = hand.vary(0.02, 0.09);
      sketch.start({ur - hand.between(-0.04, 0.1), hand.between(0.03, 0.22)});
      sketch.curve({{middle, 0},
                    {ul, high},
                    neck,
                    {lr, low},
                    bottom,
                    {ll, low},
                    {middle + 0.03, waist},
                    {ur - 0.03, high * 0.9},
                    {ur + out, hand.between(-0.06, 0.14)}});
      break;
    }
    case 1: {  // an S, and a straight way back up to the right
      const double out = hand.between(-0.08, 0.34);
      sketch.start({ur - hand.between(-0.06, 0.12), hand.between(0.02, 0.2)});
      sketch.curve({{middle + 0.02, 0.01},
                    {ul, high * hand.vary(0.95, 0.08)},
                    neck,
                    {lr, low},
                    bottom,
                    {ll, low + 0.02},
                    {neck.x - 0.04, waist + 0.1}});
      sketch.curve({{neck.x + 0.1, waist - 0.1}, {ur + out, hand.between(-0.06, 0.2)}});
      break;
    }
    case 2:  // one stroke, closed at the top
      sketch.start({middle + hand.vary(0.05, 0.06), hand.vary(0, 0.02)});
      sketch.curve({{ul, high},
                    neck,
                    {lr, low},
                    bottom,
                    {ll, low},
                    {neck.x, waist},
                    {ur, high},
                    {middle + 0.02, hand.vary(0, 0.03)}});
      break;
    case 3:  // the other way around: a slope from the upper left
      sketch.start({ul + hand.vary(0.0, 0.04), hand.between(0.0, 0.12)});
      sketch.curve({{ul + 0.02, high},
                    neck,
                    {lr, low},
                    bottom,
                    {ll, low},
                    {neck.x, waist},
                    {ur, high},
                    {middle, 0},
                    {ul + 0.05, high * 0.8}});
      break;
    case 4: {  // a dent in the crown
      const double dent = hand.between(0.05, 0.16);
      sketch.start({middle + hand.vary(-0.02, 0.04), dent});
      sketch.curve({{ul + 0.06, 0.02},
                    {ul, high},
                    neck,
                    {lr, low},
                    bottom,
                    {ll, low},
                    {neck.x, waist},
                    {ur, high * 0.9},
                    {ur - 0.05, 0.02},
                    {middle + hand.vary(0.02, 0.04), dent}});
      break;
    }
    default:  // two rings
      sketch.start({middle, 0});
      sketch.curve({{ul, high}, neck, {ur, high}, {middle + hand.vary(0, 0.04), 0.02}});
      sketch.start({middle + hand.vary(0, 0.04), waist - hand.vary(0.01, 0.02)});
      sketch.curve({{ll, low}, bottom, {lr, low}, {middle + hand.vary(0.02, 0.04), waist}});
      break;
  }
}

void nine(Hand& hand, Sketch& sketch) {
  const double wide = hand.between(0.28, 0.68),
               loop = hand.chance(0.12) ? hand.between(0.55, 0.8) : hand.between(0.3, 0.6);
  const double foot = wide + hand.vary(-0.1, 0.13);
  const double open = hand.vary(0.03, 0.05), lean = hand.vary(0.0, 0.03), entry = hand.between(0.03, 0.2);
  const Point crown{wide * hand.vary(0.55, 0.07), 0}, left{0, loop * hand.vary(0.52, 0.12)};
  const Point low{wide * hand.vary(0.4, 0.07), loop};
  switch (hand.pick({0.42, 0.3, 0.16, 0.12})) {
    case 0:  // loop, up, and a straight leg
      sketch.start({wide - open, entry});
      sketch.curve({crown, left, low, {wide * 0.92, loop * hand.vary(0.55, 0.08)}});
      sketch.line({wide + hand.vary(0.01, 0.02), hand.between(-0.06, 0.18)});
      sketch.curve({{(wide + foot) / 2 + lean, 0.55}, {foot, 1}});
      break;
    case 1:  // loop and leg in one sweep
      sketch.start({wide * 0.95 - open, entry + 0.02});
      sketch.curve({crown,
                    left,
                    low,
                    {wide * 0.93, loop * 0.5},
                    {wide + 0.01, loop * 0.55},
                    {wide * 0.6 + foot * 0.4 + lean, 0.65},
                    {foot - 0.02, 1}});
      break;
    case 2:  // a hooked leg
      sketch.start({wide - open, entry});
      sketch.curve({crown, left, low, {wide * 0.95, loop * 0.5}});
      sketch.line({wide, hand.between(0.02, 0.16)});
      sketch.curve({{wide + 0.01, 0.5},
                    {wide * 0.9, 0.85},
                    {wide * 0.5, 1},
                    {hand.between(-0.22, 0.12), hand.between(0.78, 0.96)}});
      break;
    default:  // a ring, and the leg from its right side
      sketch.start({wide * 0.95, loop * 0.45});
      sketch.curve({crown, left, low, {wide * 0.97, loop * 0.5}});
      if (hand.chance(0.3)) {
        sketch.curve({{wide * 0.95, 0.7}, {wide * 0.5, 1}, {hand.between(-0.22, 0.12), hand.between(0.8, 0.97)}});
      } else {
        sketch.curve({{(wide + foot) / 2 + lean, 0.6}, {foot, 1}});
      }
      break;
  }
}

}  // namespace saddle::digits::skeletons

namespace saddle::digits {

void write(int label, Hand& hand, Sketch& sketch) {
  assert(label >= 0 && label <= 9);
  using Writer = void (*)(Hand&, Sketch&);
  static constexpr Writer writers[] = {skeletons::zero,  skeletons::one,  skeletons::two, skeletons::three,
                                       skeletons::four,  skeletons::five, skeletons::six, skeletons::seven,
                                       skeletons::eight, skeletons::nine};
  writers[label](hand, sketch);
}

}  // namespace saddle::digits
