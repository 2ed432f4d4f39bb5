#pragma once

#include <vector>

#include "saddle/picture.h"

namespace saddle::visual {

// What is kept as a picture in tests/visual/expected/NAME.png: the most telling panels, each in a state that follows
// from a seed. What a clock decides (samples a second) is painted over.
struct Scene {
  const char* name;
  PixelImage (*take)();
};
const std::vector<Scene>& scenes();

}  // namespace saddle::visual
