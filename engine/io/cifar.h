#pragma once

#include <string_view>

#include "saddle/dataset.h"

namespace saddle {

// Appends the records of a CIFAR-10 batch (Krizhevsky, 2009): a label byte, then 1024 bytes each of red, green and
// blue, rows from the top; channels last in `samples`. Throws Error, naming `where`.
void append_cifar10(std::string_view bytes, const std::string& where, Samples& samples);

}  // namespace saddle
