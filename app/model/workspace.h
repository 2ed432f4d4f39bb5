#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace saddle::app {

// Which panels stand where in the network lab, how large the areas of a lab are, and how fast it trains; remembered
// from one start to the next.
struct Workspace {
  std::string arrangement = "lecture";                              // "one", "two", "lecture" or "four" panes
  std::vector<std::string> panes = {"curves", "filters", "digit"};  // names of panels, by pane
  int full = -1;                                                    // the pane that covers the others
  double pace = 0;                                                  // steps a second; 0: as fast as it goes
  int moments = 256;  // MB of memory for moments of the past, to go back to; 0: none are kept
  bool side = true;   // whether the side panels are there
  // Where the user dragged a divider, by its name: a share of the area it parts, or, of a panel at the side, its width
  // at a scale of 1. What is not there stands at its usual place.
  std::map<std::string, double> dividers = {};

  std::optional<double> divider(const std::string& name) const {
    const auto found = dividers.find(name);
    return found == dividers.end() ? std::nullopt : std::optional(found->second);
  }
  bool operator==(const Workspace&) const = default;
};

}  // namespace saddle::app
