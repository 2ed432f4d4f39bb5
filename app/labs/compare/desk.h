#pragma once

#include <cstdint>
#include <string>

#include "model/frame.h"

namespace saddle::app {

// What the lab Compare does besides: races, searches, a test of learning rates. Each has its setup at the side, its
// pictures, and one thing that is begun and stopped.
class Desk {
 public:
  virtual ~Desk() = default;
  virtual void begin(Frame& frame) = 0;  // every frame, before all else
  virtual void draw_side(Frame& frame) = 0;
  virtual void draw_rest(Frame& frame) = 0;

  virtual bool running() const = 0;
  virtual bool can_start() const = 0;  // or be stopped, while it runs
  virtual void start_or_stop(Frame& frame) = 0;
  virtual std::string_view start_words(const ui::Ui& ui) const = 0;
  virtual std::string progress(const ui::Ui& ui) const = 0;
  virtual std::string longest_progress(const ui::Ui& ui) const = 0;
  virtual int64_t done() const = 0;   // runs, trials …
  virtual bool begun() const = 0;     // there is something to be seen
  virtual int64_t steps() const = 0;  // that the farthest has made
  virtual bool waiting() const = 0;   // what it asked its worker for is on its way
  virtual bool pump() = 0;            // without threads: takes a turn; false: idle
};

}  // namespace saddle::app
