#pragma once

#include <string>
#include <string_view>

#include "ui/ui.h"

namespace saddle::app {

// All layers there are, inside an open popup: "name/conv2d". Gives the type that was chosen, or "".
std::string layer_menu(ui::Ui& ui, std::string_view name);

}  // namespace saddle::app
