#pragma once

#include <string>
#include <string_view>

#include "ui/widgets.h"

namespace saddle::ui {

// Widgets side by side, like words in a paragraph: what does not fit starts a new line.
class Flow {
 public:
  Flow(Ui& ui, float gap);
  // Call before a widget of this width.
  void place(float width);
  bool button(std::string_view name, std::string_view label, const ButtonOptions& options = {});

 private:
  Ui& ui_;
  float gap_, right_;
  bool any_ = false;
};

}  // namespace saddle::ui
