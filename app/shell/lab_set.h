#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "model/lab.h"

namespace saddle::app {

// All labs, one of which is open.
class LabSet {
 public:
  // Makes each of them; the one of this name is open. Throws Error, about --lab, if none has it.
  LabSet(const std::string& open, const LabServices& services);

  Lab& open() const { return *labs_[open_]; }
  size_t open_index() const { return open_; }
  std::string_view open_name() const { return types_[open_].name; }
  const std::vector<LabType>& types() const { return types_; }  // in the order of the bar

  // Another one is opened between two frames: by turn(). An index past the last is ignored.
  void ask(size_t lab);
  void ask(std::string_view name);  // likewise one that does not exist
  void turn() { open_ = next_; }

  void use(plot::SurfaceRenderer& renderer);
  bool pump();  // gives each worker without a thread a turn; returns false when all are idle

 private:
  std::vector<LabType> types_;
  std::vector<std::unique_ptr<Lab>> labs_;
  size_t open_ = 0, next_ = 0;
};

}  // namespace saddle::app
