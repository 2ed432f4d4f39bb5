#pragma once

#include <string>

#include "io/npz.h"

namespace saddle::datasets {

enum class ArrayPart { train, test, validation };

// The array of the samples of a part, and that of what to learn of them, as other programs call them, whatever the case
// of their letters: "X_train", "test_images", "y_val". Where there is none, the usual name: "x", "x_test", "y_test" …
std::string array_of_samples(const NpzReader& file, ArrayPart part);
std::string array_of_targets(const NpzReader& file, ArrayPart part);

}  // namespace saddle::datasets
