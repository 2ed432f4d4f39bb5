#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace saddle {

// to[c * to_step + r] = from[r * from_step + c], for r < rows and c < columns. In blocks of 4 x 4, which are turned in
// registers: reading or writing along the wrong direction is what makes a transposition slow.
template <class Real>
void transpose(int64_t rows, int64_t columns, const Real* from, int64_t from_step, Real* to, int64_t to_step) {
  typedef Real Four __attribute__((vector_size(4 * sizeof(Real))));
  const auto load = [](const Real* at) {
    Four four;
    std::memcpy(&four, at, sizeof four);
    return four;
  };
  const auto store = [](Four four, Real* at) { std::memcpy(at, &four, sizeof four); };
  const int64_t whole_rows = rows / 4 * 4, whole_columns = columns / 4 * 4;
  for (int64_t c = 0; c < whole_columns; c += 4) {
    for (int64_t r = 0; r < whole_rows; r += 4) {
      const Real* const block = from + r * from_step + c;
      const Four w = load(block), x = load(block + from_step), y = load(block + 2 * from_step),
                 z = load(block + 3 * from_step);
      const Four wx_low = __builtin_shufflevector(w, x, 0, 4, 1, 5),
                 wx_high = __builtin_shufflevector(w, x, 2, 6, 3, 7);
      const Four yz_low = __builtin_shufflevector(y, z, 0, 4, 1, 5),
                 yz_high = __builtin_shufflevector(y, z, 2, 6, 3, 7);
      Real* const turned = to + c * to_step + r;
      store(__builtin_shufflevector(wx_low, yz_low, 0, 1, 4, 5), turned);
      store(__builtin_shufflevector(wx_low, yz_low, 2, 3, 6, 7), turned + to_step);
      store(__builtin_shufflevector(wx_high, yz_high, 0, 1, 4, 5), turned + 2 * to_step);
      store(__builtin_shufflevector(wx_high, yz_high, 2, 3, 6, 7), turned + 3 * to_step);
    }
    for (int64_t r = whole_rows; r < rows; ++r) {
      for (int64_t i = 0; i < 4; ++i) to[(c + i) * to_step + r] = from[r * from_step + c + i];
    }
  }
  for (int64_t c = whole_columns; c < columns; ++c) {
    for (int64_t r = 0; r < rows; ++r) to[c * to_step + r] = from[r * from_step + c];
  }
}

}  // namespace saddle
