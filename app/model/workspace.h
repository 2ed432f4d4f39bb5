#pragma once

#include <string>
#include <vector>

namespace saddle::app {

// Which panels stand where in the network lab; remembered from one start to the next.
struct Workspace {
  std::string arrangement = "lecture";                              // "one", "two", "lecture" or "four" panes
  std::vector<std::string> panes = {"curves", "filters", "digit"};  // names of panels, by pane
  int full = -1;                                                    // the pane that covers the others
  bool operator==(const Workspace&) const = default;
};

}  // namespace saddle::app
