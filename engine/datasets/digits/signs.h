#pragma once

#include <span>
#include <vector>

#include "datasets/digits/sketch.h"

namespace saddle::digits {

// A stroke of a letter or a sign: a chain of points, by straight lines or as one smooth curve.
struct SignStroke {
  bool curved = false;
  std::vector<Point> points = {};
};
using Sign = std::vector<SignStroke>;

// About one unit tall, upright, y down. See Lot.
std::span<const Sign> letters_to_learn();
std::span<const Sign> unseen_letters();
std::span<const Sign> shapes_to_learn();
std::span<const Sign> unseen_shapes();

}  // namespace saddle::digits
