#pragma once

#include "labs/concepts/page.h"

namespace saddle::app {

// The lines of NumPy, which a click copies.
void draw_code(ui::Ui& ui, const NumberCode& code);

}  // namespace saddle::app
