#pragma once

#include <string>

#include "saddle/dataset.h"
#include "saddle/properties.h"

namespace saddle {

// The row of data sets whose values can be brought to a mean of 0 and a deviation of 1, or to 1 at most.
template <class Options>
auto normalize_field() {
  return field("normalize", &Options::normalize, {.choices = {"none", "standardize", "scale"}},
               "standardize: subtracts from each channel or feature its mean over the training set, and divides by its "
               "deviation. scale: divides all of them by the largest number in it.");
}

// Fills the data set's normalization as `choice` says. What never changes is not divided by its deviation, nor what is
// 0 throughout by its largest.
void normalize(Dataset& dataset, const std::string& choice);

}  // namespace saddle
