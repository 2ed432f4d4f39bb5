#pragma once

#include "model/dataset_type.h"

namespace saddle {

// Returns a data set of this name that keeps what was said of it before it is loaded, and has no samples yet.
std::shared_ptr<Dataset> empty_dataset(const std::string& name, const catalog::SampleInfo& info);

}  // namespace saddle
