#pragma once

#include <optional>
#include <string>

#include "saddle/catalog.h"
#include "saddle/dataset.h"
#include "saddle/experiment.h"

namespace saddle {

// What samples look like, as a model file says it in JSON.
std::string sample_to_json(const catalog::SampleInfo& sample);
// Throws Error, naming `file`.
catalog::SampleInfo sample_of_json(const std::string& text, const std::string& file);

// What the samples of a data set look like.
catalog::SampleInfo sample_of(const Dataset& dataset);

// What a model of these data has to say of their samples: nothing where the choice of the data tells, without a look
// into any file.
std::optional<catalog::SampleInfo> sample_to_store(const Choice& data, const Dataset& dataset);

}  // namespace saddle
