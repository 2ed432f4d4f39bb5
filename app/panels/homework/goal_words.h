#pragma once

#include <string_view>

#include "ui/ui.h"

namespace saddle::app {

// What a figure of a goal is called: "Test accuracy".
inline std::string_view goal_title(const ui::Ui& ui, std::string_view figure) {
  if (figure == "test_accuracy") return ui.tr("Test accuracy");
  if (figure == "test_loss") return ui.tr("Test loss");
  return figure == "parameters" ? ui.tr("Parameters") : ui.tr("Steps");
}

}  // namespace saddle::app
