#pragma once

#include <string>
#include <string_view>

#include "ui/widgets.h"

namespace saddle::ui {

// Widgets side by side, line by line as words in a paragraph: what does not fit begins a new line.
class Flow {
 public:
  Flow(Ui& ui, float gap);
  // Before a widget of this width.
  void place(float width);
  bool button(std::string_view name, std::string_view label, const ButtonOptions& options = {});

 private:
  Ui& ui_;
  float gap_, right_;
  bool any_ = false;
};

}  // namespace saddle::ui
