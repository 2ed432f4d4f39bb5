#pragma once

#include <vector>

#include "model/frame.h"

namespace saddle::app {

// Below the experiments of a chapter: its lessons, hidden faults that it teaches to find, and its homework.
void draw_more_of_chapter(Frame& frame, int chapter);

// The numbers of the hunts that belong to a chapter.
std::vector<int> hunts_of_chapter(int chapter);

}  // namespace saddle::app
