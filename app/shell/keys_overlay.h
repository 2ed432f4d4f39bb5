#pragma once

#include <span>

#include "model/lab.h"
#include "ui/ui.h"

namespace saddle::app {

// Lists all keys that mean something in the open lab, over everything else. Returns false once it was closed.
// `own`: the lab's own keys, which stand in place of those that not every lab has.
bool draw_keys_overlay(ui::Ui& ui, std::span<const LabKey> own);

}  // namespace saddle::app
