#include <vector>

#include <gtest/gtest.h>

#include "core/at_levels.h"
#include "core/transpose.h"

namespace saddle {
namespace {

TEST(Columns, AreAddedUpWhateverTheirNumber) {
  at_each_level([] {
    for (const int64_t width : {1, 3, 7, 8, 9, 16, 17, 30, 33, 50}) {
      for (const int64_t rows : {1, 2, 5}) {
        std::vector<double> table, dy, sums(static_cast<size_t>(width), -1), first = sums, second = sums,
                                                                             squares = sums;
        std::vector<double> center, scale;
        for (int64_t i = 0; i < rows * width; ++i) {
          table.push_back(static_cast<double>(i % 11));
          dy.push_back(static_cast<double>(i % 7) - 3);
        }
        for (int64_t c = 0; c < width; ++c) {
          center.push_back(static_cast<double>(c % 5));
          scale.push_back(static_cast<double>(1 + c % 3));
        }
        const KernelTable<double>& kernel = kernels<double>();
        kernel.sum_columns(rows, width, table.data(), sums.data());
        kernel.sum_squares(rows, width, table.data(), center.data(), squares.data());
        kernel.sum_slopes(rows, width, table.data(), dy.data(), center.data(), scale.data(), first.data(),
                          second.data());
        for (size_t c = 0; c < static_cast<size_t>(width); ++c) {
          double sum = 0, square = 0, slope = 0, normal = 0;
          for (size_t at = c; at < table.size(); at += static_cast<size_t>(width)) {
            const double distance = table[at] - center[c];
            sum += table[at];
            square += distance * distance;
            slope += dy[at];
            normal += dy[at] * distance * scale[c];
          }
          // Whole numbers, which no order of summation rounds.
          EXPECT_EQ(sums[c], sum) << width;
          EXPECT_EQ(squares[c], square) << width;
          EXPECT_EQ(first[c], slope) << width;
          EXPECT_EQ(second[c], normal) << width;
        }
      }
    }
  });
}

TEST(Transpose, PutsRowRColumnCAtRowCColumnR) {
  at_each_level([] {
    for (const int64_t rows : {1, 2, 3, 4, 7, 16, 23, 48}) {
      for (const int64_t columns : {1, 2, 4, 5, 16, 30, 35}) {
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
  });
}

}  // namespace
}  // namespace saddle
