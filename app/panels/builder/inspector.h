#pragma once

#include "model/frame.h"
#include "panels/builder/selection.h"
#include "panels/builder/shown_graph.h"
#include "panels/builder/weights_editor.h"

namespace saddle::app {

// Beside the graph: what is chosen in it, and all that can be set of it.
class Inspector {
 public:
  enum class Wish { none, duplicate, remove, copy, cut, fold };

  // Fills the window. Changes properties in the draft; `wish` is what else was asked for, of the selection.
  Wish draw(Frame& frame, const ShownGraph& graph, const Selection& selection, bool focus);

 private:
  void draw_layer(Frame& frame, NodeIndex node, bool focus);
  void draw_name(Frame& frame, NodeIndex node, bool focus);
  void draw_network(Frame& frame);
  void draw_loss(Frame& frame);

  WeightsEditor weights_;
};

}  // namespace saddle::app
