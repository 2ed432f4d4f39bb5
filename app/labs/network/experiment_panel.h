#pragma once

#include "labs/network/layer_stack.h"
#include "labs/network/preset_menu.h"
#include "model/frame.h"

namespace saddle::app {

// What is trained: preset, data, layers, initialization, optimizer, training.
class ExperimentPanel {
 public:
  void draw(Frame& frame);

 private:
  void draw_preset(Frame& frame);
  void draw_about(Frame& frame);
  void draw_data(Frame& frame);
  void draw_notes(Frame& frame);
  void draw_initialization(Frame& frame);
  void draw_loss(Frame& frame);
  void draw_optimizer(Frame& frame);
  void draw_training(Frame& frame);

  PresetMenu presets_;
  LayerStack stack_;
};

}  // namespace saddle::app
