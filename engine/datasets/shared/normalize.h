#pragma once

#include <string>

#include "saddle/dataset.h"
#include "saddle/properties.h"

namespace saddle {

// The row of data sets whose values can be brought to a mean of 0 and a deviation of 1.
template <class Options>
auto normalize_field() {
  return field("normalize", &Options::normalize, {.choices = {"none", "standardize"}},
               "standardize: each channel, or each feature, less its mean and divided by its deviation over the "
               "training set.");
}

// Fills the data set's normalization where `choice` is "standardize". What never changes is divided by 1.
void normalize(Dataset& dataset, const std::string& choice);

}  // namespace saddle
