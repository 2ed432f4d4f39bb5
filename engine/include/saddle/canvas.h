#pragma once

#include <array>
#include <cstdint>
#include <vector>

namespace saddle {

// What somebody drew or photographed, whatever its size.
struct Picture {
  int width = 0, height = 0;
  std::vector<float> ink;  // width * height, rows from the top; 0 = paper, 1 = ink
};

// Reads a grey picture (rows from the top, 0 = black): the paper is what lies along its border, bright or dark; ink is
// what differs from it to the other side, with the paper's own unevenness taken off and the contrast stretched. Pictures
// of more than 1,024 pixels along a side come out that large.
Picture from_grey(int width, int height, const uint8_t* grey);

// What MNIST's makers did to a scanned digit: its ink is scaled, aspect preserved, to fill a 20 x 20 box, which goes
// into 28 x 28 so that the centre of mass lies in the middle, in whole pixels. Rows from the top, 0 .. 1; an empty
// canvas gives zeros. Besides: specks do not count as ink, faint ink is darkened, and strokes that would come out much
// thinner or fatter than any in MNIST are widened or thinned a little. A picture whose ink fills such a box already is
// not resampled, so MNIST's own images stay what they are.
std::array<float, 784> mnist_form(const Picture& canvas);

}  // namespace saddle
