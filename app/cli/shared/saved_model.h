#pragma once

#include <memory>
#include <string>

#include "saddle/catalog.h"
#include "saddle/trainer.h"

namespace saddle::cli {

// A trainer with the weights of a model file.
Trainer load_trainer(const std::string& model, const Experiment& experiment, std::shared_ptr<const Dataset> dataset);

// A data set of one blank sample, for models that are only asked and never trained.
std::shared_ptr<const Dataset> placeholder_dataset(const catalog::SampleInfo& info);

// Images of the user's as the test part of a data set. Throws Error where they do not have the size the model takes.
std::shared_ptr<const Dataset> load_labelled_images(const std::string& images, const std::string& labels,
                                                    const catalog::SampleInfo& info);

// The same data set with each test image put through what the drawing panel does with a drawing.
std::shared_ptr<const Dataset> as_drawings(const Dataset& dataset);

}  // namespace saddle::cli
