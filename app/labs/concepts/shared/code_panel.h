#pragma once

#include "labs/concepts/page.h"

namespace saddle::app {

// The lines of NumPy, which a click copies. `hidden`: without what they print, which is to be worked out.
void draw_code(ui::Ui& ui, const NumberCode& code, bool hidden);

}  // namespace saddle::app
