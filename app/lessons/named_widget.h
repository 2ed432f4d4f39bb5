#pragma once

#include <string>

#include "ui/marks.h"

namespace saddle::app {

// The mark that a lesson names: a widget's own, or as "panel.curves" the pane that has that panel. Null: there is none.
const ui::Mark* named_widget(const ui::Marks& marks, const std::string& name);

}  // namespace saddle::app
