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
// One view of the run, in a pane of the network lab. It fills the window it is drawn in, below the pane's heading.
class Panel {
 public:
  virtual ~Panel() = default;
  virtual void draw(Frame& frame) = 0;
  // By what pictures in three dimensions are drawn, from now on; without it they draw themselves.
  virtual void use(plot::SurfaceRenderer&) {}
  // It has nothing to show for this experiment: its pane gives its room to the others.
  virtual bool idle(const Frame&) const { return false; }
  // It is made for data such as this experiment's: it may stand in where another is idle.
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
