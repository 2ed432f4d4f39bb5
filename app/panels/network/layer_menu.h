#pragma once

#include <string>
#include <string_view>

#include "ui/ui.h"

namespace saddle::app {

// Lists all layer types in an open popup, marked "name/conv2d". Returns the chosen type, or "".
std::string layer_menu(ui::Ui& ui, std::string_view name);

}  // namespace saddle::app
