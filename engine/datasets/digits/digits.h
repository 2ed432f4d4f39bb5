#pragma once

#include <array>
#include <cstdint>

namespace saddle::digits {

// A handwritten digit that nobody wrote: 28 x 28 bytes, rows from the top, 0 = paper, 255 = ink.
struct Digit {
  std::array<uint8_t, 784> pixels{};
  int label = 0;
};

// Digit number `index` (from 0) of the endless series `seed`: a pure function of its arguments, any thread, no
// allocation. Any ten digits from a multiple of ten on hold each label once, in an order of their own.
Digit generate(uint64_t seed, int64_t index);

// The same, for a label (0 .. 9) of one's own choosing.
Digit generate(uint64_t seed, int64_t index, int label);

}  // namespace saddle::digits
