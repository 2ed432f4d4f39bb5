#pragma once

#include <string>

#include "io/npz.h"

namespace saddle::datasets {

// The array of the samples, and that of what to learn of them, where a file has none by the usual names "x" and "y": as
// other programs call them, whatever the case of their letters. The usual name where there is none of those either.
std::string array_of_samples(const NpzReader& file);
std::string array_of_targets(const NpzReader& file);

}  // namespace saddle::datasets
