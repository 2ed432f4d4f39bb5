#pragma once

#include <tuple>

#include "saddle/properties.h"

namespace saddle {

// How pictures are varied from epoch to epoch. Each amount is the most that happens: every picture draws its own,
// uniformly between minus and plus that. All zero: pictures stay as they are.
struct AugmentationOptions {
  double shift = 0;
  double rotation = 0;
  double scale = 0;
  double stretch = 0;
  double shear = 0;
  double stroke = 0;
  double elastic = 0;
  double elastic_sigma = 4;
  double noise = 0;
  double share = 1;

  bool any() const {
    return share > 0 && (shift > 0 || rotation > 0 || scale > 0 || stretch > 0 || shear > 0 || stroke > 0 ||
                         elastic > 0 || noise > 0);
  }
  static auto fields() {
    using Options = AugmentationOptions;
    return std::tuple{
        field("shift", &Options::shift, {.min = 0, .max = 32}, "Pixels to the left or right, and up or down."),
        field("rotation", &Options::rotation, {.min = 0, .max = 180}, "Degrees, either way round."),
        field("scale", &Options::scale, {.min = 0, .max = 1},
              "Larger or smaller: 0.15 is anything from 1/1.15 to 1.15 times the size."),
        field("stretch", &Options::stretch, {.min = 0, .max = 1},
              "Wider and lower or narrower and taller: 0.15 changes width against height by up to 1.15 times."),
        field("shear", &Options::shear, {.min = 0, .max = 1},
              "Slant, as in italics: 0.2 moves the top 0.2 heights to the side."),
        field("stroke", &Options::stroke, {.min = 0, .max = 4},
              "Pixels by which bright strokes become wider or thinner. Thin strokes are never lost."),
        field("elastic", &Options::elastic, {.min = 0, .max = 8},
              "Pixels by which a smooth random field moves a typical point (Simard, Steinkraus and Platt, 2003)."),
        field("elastic_sigma", &Options::elastic_sigma, {.min = 1, .max = 16},
              "Smoothness of that field, in pixels: small is wobbly, large is gentle."),
        field("noise", &Options::noise, {.min = 0, .max = 1},
              "Most standard deviation of the noise added to each value, where 1 is the whole range."),
        field("share", &Options::share, {.min = 0, .max = 1},
              "Share of the pictures that are varied; the others stay sharp, as they are."),
    };
  }
};

}  // namespace saddle
