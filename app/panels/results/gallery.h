#pragma once

#include <string>
#include <string_view>

#include "model/frame.h"

namespace saddle::app {

// The name of a class; without one, its number.
std::string class_name(const RunSnapshot& now, int index);
// "4 → 9", what it is and what it was taken for; of regression the number and what came out; of maps the share of
// pixels that are wrong.
std::string answer_text(const Frame& frame, const Answer& answer);

// One sample of the test set as people see it: a picture, or its numbers.
void draw_sample(const Frame& frame, ImDrawList& list, ImVec2 corner, ImVec2 size, std::span<const float> values);

// The samples of a reading, with the answer to each, over the rest of the window; a click
// makes one the example in focus. Marks "NAME.0", "NAME.1" ….
void gallery(Frame& frame, std::string_view name, const ExamplesReading& reading);

}  // namespace saddle::app
