#pragma once

#include "labs/concepts/page.h"
#include "saddle/one_step.h"

namespace saddle::app {

// The sum that the weight is part of, the way back from the loss as a chain of factors, the update and the losses.
void draw_one_step(PageView& page, const OneStep& step, ImVec2 size);

}  // namespace saddle::app
