#pragma once

#include <array>
#include <cstdint>
#include <vector>

namespace saddle {

// A drawing or photograph of any size.
struct Picture {
  int width = 0, height = 0;
  std::vector<float> ink;  // width * height, rows from the top; 0 = paper, 1 = ink
};

// Separates ink from paper in a gray picture of width * height bytes, rows from the top, 0 = black. Paper is the
// brightness along the border, bright or dark; ink is what differs most from it. Removes unevenness of the paper and
// stretches the contrast. Pictures with a side of more than 1,024 pixels are reduced to that size.
Picture from_grey(int width, int height, const uint8_t* grey);

// Returns the drawing as MNIST's authors prepared scanned digits, (1, 28, 28) with values 0 .. 1: its ink is scaled,
// aspect preserved, to fill a box of 20 x 20, which is shifted by whole pixels until the center of mass lies in the
// middle. An empty canvas gives zeros. Besides, specks are ignored, faint ink is darkened, and strokes much thinner or
// thicker than any in MNIST are adjusted a little. A picture whose ink fills such a box already is not resampled, so
// that MNIST's own images stay as they are.
std::array<float, 784> mnist_form(const Picture& canvas);

}  // namespace saddle
