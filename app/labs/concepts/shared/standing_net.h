#pragma once

#include <future>
#include <memory>
#include <optional>
#include <string>

#include "model/frame.h"

namespace saddle::app {

// The net as it stands: what a page works on, on a thread of its own.
struct StandingNet {
  Experiment experiment;
  std::shared_ptr<const Model> model;  // null: with its first weights
  std::string directory;
};
// With no more data than `samples`, where the set can be loaded in part, and one thread.
Experiment spared(Experiment experiment, int samples);

// Asks the run for it, which costs the run a copy of its weights between two steps. Of a draft that is not built, the
// net with its first weights.
class NetCapture {
 public:
  // `checkpoint`: with what the optimizer remembers.
  void ask(Frame& frame, bool checkpoint);
  // Once, when it has come.
  std::optional<StandingNet> arrived(Frame& frame);
  void forget();
  bool waiting() const { return asked_; }

 private:
  bool asked_ = false;
  std::optional<std::future<std::shared_ptr<const Model>>> captured_ = {};
};

}  // namespace saddle::app
