#include "core/columns.h"

#include <vector>

#include <gtest/gtest.h>

#include "core/transpose.h"

namespace saddle {
namespace {

TEST(Columns, AreAddedUpWhateverTheirNumber) {
  for (const int64_t width : {1, 3, 7, 8, 9, 16, 17, 30, 50}) {
    for (const int64_t rows : {1, 2, 5}) {
      std::vector<double> table, sums(static_cast<size_t>(width), -1), first = sums, squares = sums;
      for (int64_t i = 0; i < rows * width; ++i) table.push_back(static_cast<double>(i % 11));
      const double* const at_table = table.data();
      sum_columns(rows, width, at_table, sums.data());
      sum_columns<double>(
          rows, width,
          [&](auto lane, int64_t at, int64_t) {
            const auto value = loaded<decltype(lane)>(at_table + at);
            return std::pair{value, value * value};
          },
          first.data(), squares.data());
      for (int64_t c = 0; c < width; ++c) {
        double sum = 0, square = 0;
        for (int64_t r = 0; r < rows; ++r) {
          sum += table[static_cast<size_t>(r * width + c)];
          square += table[static_cast<size_t>(r * width + c)] * table[static_cast<size_t>(r * width + c)];
        }
        EXPECT_EQ(sums[static_cast<size_t>(c)], sum) << width;
        EXPECT_EQ(first[static_cast<size_t>(c)], sum) << width;
        EXPECT_EQ(squares[static_cast<size_t>(c)], square) << width;
      }
    }
  }
}

TEST(Transpose, PutsRowRColumnCAtRowCColumnR) {
  for (const int64_t rows : {1, 3, 4, 7, 16}) {
    for (const int64_t columns : {1, 2, 4, 5, 30}) {
      const int64_t from_step = columns + 3, to_step = rows + 2;
      std::vector<float> from(static_cast<size_t>(rows * from_step)), to(static_cast<size_t>(columns * to_step), -1);
      for (size_t i = 0; i < from.size(); ++i) from[i] = static_cast<float>(i);
      transpose(rows, columns, from.data(), from_step, to.data(), to_step);
      for (int64_t c = 0; c < columns; ++c) {
        for (int64_t r = 0; r < to_step; ++r) {
          EXPECT_EQ(to[static_cast<size_t>(c * to_step + r)], r < rows ? static_cast<float>(r * from_step + c) : -1);
        }
      }
    }
  }
}

}  // namespace
}  // namespace saddle
