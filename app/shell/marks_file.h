#pragma once

#include <string>

#include "ui/marks.h"

namespace saddle::app {

// The marks as JSON: {"train": {"rect": [left, top, right, bottom], "text": "Train", "enabled": true}, …}. Throws
// Error.
void write_marks(const std::string& file, const ui::Marks& marks);

}  // namespace saddle::app
