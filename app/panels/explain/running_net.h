#pragma once

#include <cstdint>
#include <future>
#include <memory>
#include <optional>

#include "model/frame.h"

namespace saddle::app {

// The network in training as a model that any thread may ask: a copy of its weights, made between two steps and renewed
// while it learns: about twice a second, and less often where what is done with it takes long, so that the run is not
// held up.
class RunningNet {
 public:
  // In every frame that shows it. Null until the first one comes, and where nothing is built.
  const std::shared_ptr<const Model>& update(Frame& frame);
  // What was done with the model last took so long, on another thread.
  void took(double seconds) { took_ = seconds; }
  bool waiting() const { return coming_.has_value(); }

 private:
  std::optional<std::future<std::shared_ptr<const Model>>> coming_ = {};
  std::shared_ptr<const Model> model_;
  uint64_t run_ = 0;
  int64_t steps_ = -1;  // when it was asked for last
  double asked_ = -1;   // seconds of ImGui's clock
  double took_ = 0;
};

}  // namespace saddle::app
