#pragma once

#include <string>
#include <string_view>

#include "ui/ui.h"

namespace saddle::app {

// Text of several lines, `lines` of them to be seen; true with every letter that changes it.
bool text_area(ui::Ui& ui, std::string_view name, std::string& value, int lines);

}  // namespace saddle::app
