#pragma once

#include "model/document.h"
#include "model/focus.h"
#include "model/runs/run_shelf.h"
#include "shell/settings.h"

namespace saddle::app {

// All that the window shows and edits, apart from what the workers say. A value: a copy can be drawn, and changed by
// that, without a trace in the original.
struct State {
  Settings settings;
  Document document;
  Focus focus = {};
  RunShelf runs = {};
};

}  // namespace saddle::app
