#pragma once

#include <optional>

#include "model/frame.h"
#include "panels/network/layer_menu.h"

namespace saddle::app {

// The layers as cards, from the data to the answer: add, remove, reorder, edit.
class LayerStack {
 public:
  void draw(Frame& frame);

 private:
  bool draw_card(Frame& frame, const DraftAnalysis& analysis, NodeIndex node);
  void draw_add(Frame& frame);
  void obey_keys(Frame& frame, const DraftAnalysis& analysis);

  LayerMenu menu_;
  std::optional<NodeIndex> open_ = {};  // the card whose properties are shown
  // Asked for in this frame.
  struct Move {
    NodeIndex node = {};
    bool up = false;
  };
  std::optional<Move> move_ = {};
  std::optional<NodeIndex> remove_ = {};
  std::optional<NodeIndex> hovered_ = {};
};

}  // namespace saddle::app
