#pragma once

#include "datasets/digits/sketch.h"

namespace saddle::digits {

// Writes the bones of a digit, about one unit tall and upright, in one of the ways in which people write it. The
// weights of the ways are those of writers in the USA, with some of the customs of Europe and Korea.
void write(int label, Hand& hand, Sketch& sketch);

namespace skeletons {
void zero(Hand& hand, Sketch& sketch);
void one(Hand& hand, Sketch& sketch);
void two(Hand& hand, Sketch& sketch);
void three(Hand& hand, Sketch& sketch);
void four(Hand& hand, Sketch& sketch);
void five(Hand& hand, Sketch& sketch);
void six(Hand& hand, Sketch& sketch);
void seven(Hand& hand, Sketch& sketch);
void eight(Hand& hand, Sketch& sketch);
void nine(Hand& hand, Sketch& sketch);
}  // namespace skeletons

}  // namespace saddle::digits
