#pragma once

#include <string>
#include <vector>

namespace saddle::app {

// Which panels stand where in the network lab, and how fast it trains; remembered from one start to the next.
struct Workspace {
  std::string arrangement = "lecture";                              // "one", "two", "lecture" or "four" panes
  std::vector<std::string> panes = {"curves", "filters", "digit"};  // names of panels, by pane
  int full = -1;                                                    // the pane that covers the others
  double pace = 0;                                                  // steps a second; 0: as fast as it goes
  bool operator==(const Workspace&) const = default;
};

}  // namespace saddle::app
