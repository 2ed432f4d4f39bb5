#pragma once

#include "model/frame.h"

namespace saddle::app {

// The layers as cards, from the data to the answer: add, remove, reorder, edit.
class LayerStack {
 public:
  void draw(Frame& frame);

 private:
  bool draw_card(Frame& frame, const DraftAnalysis& analysis, int node);
  void draw_add(Frame& frame);

  int open_ = -1;                      // the card whose properties are shown
  int move_from_ = -1, move_to_ = -1;  // asked for in this frame
  int remove_ = -1;
};

}  // namespace saddle::app
