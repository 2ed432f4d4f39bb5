#pragma once

#include "labs/concepts/shared/number_code.h"
#include "labs/concepts/shared/page_number.h"

namespace saddle::app {

// The check in miniature: one weight of an affine layer with softmax and cross entropy, by backpropagation and by
// central differences over h.
struct MiniatureCheck {
  double analytic = 0, numerical = 0;
  double difference() const;
};
MiniatureCheck miniature_check(double h);
PageNumbers miniature_numbers(double h);
NumberCode miniature_code(double h);

}  // namespace saddle::app
