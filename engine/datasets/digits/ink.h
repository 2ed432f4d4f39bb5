#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "datasets/digits/sketch.h"

namespace saddle::digits {

// How thick the pen writes, in pixels of the finished picture.
struct Nib {
  double width = 2.4;
  double pressure = 0.15;  // by how much of itself the width sways along a stroke
  double softness = 1.1;   // pixels from full ink to bare paper
  double taper = 0;        // the last part of a stroke: how much thinner (or thicker, where negative)
  double grain = 0;        // how ragged the edges are, in pixels
};

// Draws a sketch the way MNIST was made: scaled, aspect preserved, until its ink fills a 20 x 20 box, and put into
// 28 x 28 with its centre of mass in the middle, in whole pixels.
std::array<uint8_t, 784> ink(const Sketch& sketch, const Nib& nib, Hand& hand);

}  // namespace saddle::digits
