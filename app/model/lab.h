#pragma once

#include <functional>
#include <memory>
#include <string_view>
#include <vector>

#include "model/frame.h"

namespace saddle {

namespace app {
// A screen. It fills the window it is drawn in.
class Lab {
 public:
  virtual ~Lab() = default;
  virtual void draw(Frame& frame) = 0;
};
}  // namespace app

struct LabType {
  std::string_view name, title, help;
  std::function<std::unique_ptr<app::Lab>()> make;
};

namespace labs {
const std::vector<LabType>& all();
}

}  // namespace saddle
