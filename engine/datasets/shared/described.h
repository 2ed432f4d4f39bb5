#pragma once

#include "model/dataset_type.h"

namespace saddle {

// What a data set says of itself, or the issue that keeps it from that. A window asks for it in every frame, so what
// was read from a file is remembered until the file, or how it is to be read, changes. Any thread.
catalog::SampleInfo described(const DatasetType& type, const Properties& properties, const LoadContext& context);

}  // namespace saddle
