#pragma once

#include <memory>
#include <string>

#include "saddle/catalog.h"
#include "saddle/dataset.h"

namespace saddle::cli {

// Images of the user's as the test part of a data set that has no other. `sample`: what the model takes. Throws Error
// where they do not have that size.
std::shared_ptr<const Dataset> labelled_images(const std::string& images, const std::string& labels,
                                               const catalog::SampleInfo& sample);

// The same data set with each test image put through what the drawing panel does with a drawing.
std::shared_ptr<const Dataset> as_drawings(const Dataset& dataset);

}  // namespace saddle::cli
