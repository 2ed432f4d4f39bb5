#pragma once

#include "datasets/digits/sketch.h"

// Digits whose proportions, joints, loops and tails differ more from writer to writer than anybody is taught: what a
// network that had learned the usual ones alone took for other digits, among MNIST's training digits.
namespace saddle::digits::many {
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
}  // namespace saddle::digits::many
