#pragma once

#include "datasets/digits/sketch.h"

namespace saddle::digits {

// Sketches the skeleton of a digit, upright and about one unit tall, in one of the ways in which people write it. The
// ways occur as often as among writers in the USA, with some European and Korean customs mixed in.
void write(int label, Hand& hand, Sketch& sketch);
// The same with many a 1, 4, 7 and 9 written in a way that is common elsewhere.
void write_elsewhere(int label, Hand& hand, Sketch& sketch);
// The same with more than half of them in ways that take more liberties.
void write_many(int label, Hand& hand, Sketch& sketch);

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
