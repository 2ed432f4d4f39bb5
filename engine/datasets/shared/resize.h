#pragma once

#include <string>

#include "saddle/picture.h"

namespace saddle {

// What becomes of a picture of another shape than asked for.
enum class Fit { crop, pad, stretch };  // keep the aspect and lose the edges; keep it and add black; give it up
Fit fit_named(const std::string& name);

// The picture at height x width pixels: where it shrinks, the mean of the area that a pixel covers (so that nothing
// flickers or is lost); where it grows, bilinear. Each axis by itself.
PixelImage resize(const PixelImage& picture, int height, int width, Fit fit);

}  // namespace saddle
