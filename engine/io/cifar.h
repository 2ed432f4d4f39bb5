#pragma once

#include <string_view>

#include "saddle/dataset.h"

namespace saddle {

// Appends the records of a CIFAR-10 batch (Krizhevsky, 2009) to `samples`, as (N, 32, 32, 3). A record is a label byte
// followed by 1024 bytes each of red, green and blue, rows from the top. Throws Error at `where` if the size is not a
// whole number of records or a label is above 9.
void append_cifar10(std::string_view bytes, const std::string& where, Samples& samples);

}  // namespace saddle
