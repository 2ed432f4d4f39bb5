#pragma once

#include <functional>
#include <memory>
#include <string_view>
#include <vector>

#include "model/frame.h"

namespace saddle {

namespace plot {
class SurfaceRenderer;
}

namespace app {
struct LabServices;  // model/lab.h

// One view of the run, in a pane of the network lab. It fills the window it is drawn in, below the pane's heading.
class Panel {
 public:
  virtual ~Panel() = default;
  virtual void draw(Frame& frame) = 0;
  // The renderer for surfaces, from now on; without one they are drawn in software.
  virtual void use(plot::SurfaceRenderer&) {}
  // For a worker of its own, as a lab has it: see Lab.
  virtual void connect(const LabServices&) {}
  virtual bool pump() { return false; }
  virtual bool waiting() const { return false; }
  // Returns true if it has nothing to show for this experiment: its pane makes room for the others.
  virtual bool idle(const Frame&) const { return false; }
  // Returns true if it is made for data like this experiment's: it may replace a panel that is idle.
  virtual bool suits(const Frame&) const { return false; }
};
}  // namespace app

struct PanelType {
  std::string_view name, title, help;
  int place = 0;  // in the menu
  std::function<std::unique_ptr<app::Panel>()> make;
};

namespace panels {
const std::vector<PanelType>& all();
}

}  // namespace saddle
