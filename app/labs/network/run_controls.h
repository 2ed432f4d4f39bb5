#pragma once

#include <cstdint>
#include <optional>

#include "model/frame.h"
#include "model/shortcuts.h"
#include "ui/toolbar.h"

// The run in training: its buttons on the bar, and the keys that do the same.
namespace saddle::app {

class RunControls {
 public:
  void add(Frame& frame, ui::Toolbar& bar);
  // Action::train, step and reset, where the run allows it now; slower and faster; earlier, later, replay and now.
  void act(Frame& frame, Action action);

 private:
  void train(Frame& frame);
  // Whether the run was told to train while its data load.
  bool waits(const Frame& frame) const;

  std::optional<uint64_t> told_;  // that run
};

}  // namespace saddle::app
