#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "datasets/digits/sketch.h"

namespace saddle::digits {

// How the pen writes. Lengths are in pixels of the finished picture.
struct Nib {
  double width = 2.4;
  double pressure = 0.15;  // relative amplitude with which the width sways along a stroke
  double softness = 1.1;   // width of the transition from ink to paper
  double taper = 0;        // how much thinner strokes end; negative: thicker
  double grain = 0;        // how ragged the edges are
};

// Returns the sketch as 28 x 28 pixels, the way MNIST was made: scaled, aspect preserved, until its ink fills a box of
// 20 x 20, and shifted by whole pixels until its center of mass lies in the middle.
std::array<uint8_t, 784> ink(const Sketch& sketch, const Nib& nib, Hand& hand);

}  // namespace saddle::digits
