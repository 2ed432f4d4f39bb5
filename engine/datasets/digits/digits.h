#pragma once

#include <array>
#include <cstdint>

namespace saddle::digits {

// A synthetic handwritten digit: 28 x 28 bytes, rows from the top, 0 = paper, 255 = ink.
struct Digit {
  std::array<uint8_t, 784> pixels{};
  int label = 0;
};

// Whose ways of writing: of the USA with some others mixed in, many more of the others, or the usual ones and as many
// again of people who write less as one is taught.
enum class Customs { usual, elsewhere, many };

// Returns digit `index` (from 0) of the endless series `seed`. A pure function of its arguments: any thread may call
// it, and it allocates nothing. Digits 10 k to 10 k + 9 hold each label once, in random order.
Digit generate(uint64_t seed, int64_t index, Customs customs = Customs::usual);

// Returns the same digit with a given label, 0 .. 9.
Digit generate(uint64_t seed, int64_t index, int label, Customs customs = Customs::usual);

}  // namespace saddle::digits
