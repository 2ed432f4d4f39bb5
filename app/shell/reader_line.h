#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "model/frame.h"
#include "saddle/model_service.h"

namespace saddle::app {

// The model that ships, as the window speaks with it, frame by frame.
class ReaderLine {
 public:
  ReaderLine(Session::Threading threading, std::function<void()> wake);

  // Returns why it cannot be read, once, when that is known: everything else still works.
  std::optional<Issue> begin_frame();
  Reader reader() { return {*now_, asked_}; }
  void end_frame();

  const ModelService::State& now() const { return *now_; }
  // It is read, or cannot be, and what the last frame asked is answered.
  bool answered() const;
  bool pump() { return service_.pump(); }

 private:
  ModelService service_;
  std::shared_ptr<const ModelService::State> now_;
  ModelService::Question asked_, sent_;  // in this frame; last
};

}  // namespace saddle::app
