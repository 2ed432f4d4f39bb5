#pragma once

#include <memory>
#include <string>
#include <vector>

#include "plot/series.h"
#include "saddle/snapshot.h"

namespace saddle::app {

// How the readings of "updates" went over a run, as lines to draw.
class MovementLines {
 public:
  struct Layer {
    std::string name;
    std::vector<plot::Point> gradient = {}, ratio = {};  // against the step
  };
  // Draws them anew where `history` is another than before; null: there is none.
  void follow(std::shared_ptr<const ReadingHistory> history);
  const std::vector<Layer>& layers() const { return layers_; }

 private:
  std::shared_ptr<const ReadingHistory> history_;
  std::vector<Layer> layers_;
};

}  // namespace saddle::app
