#pragma once

#include "model/dataset_type.h"

namespace saddle {

// Describes a data set, or returns the issue that prevents it. The window asks in every frame, so answers that were
// read from a file are cached until the file or the properties change. Thread-safe.
catalog::SampleInfo described(const DatasetType& type, const Properties& properties, const LoadContext& context);

}  // namespace saddle
