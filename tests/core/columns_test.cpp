#include <algorithm>
#include <vector>

#include <gtest/gtest.h>

#include "core/at_levels.h"
#include "core/transpose.h"

namespace saddle {
namespace {

// Whole numbers, which no order of summation rounds.
template <class Real>
struct Table {
  Table(int64_t rows, int64_t width) : rows(rows), width(width) {
    for (int64_t i = 0; i < rows * width; ++i) {
      x.push_back(static_cast<Real>(i % 11));
      dy.push_back(static_cast<Real>(i % 7) - 3);
    }
    for (int64_t c = 0; c < width; ++c) {
      center.push_back(static_cast<Real>(c % 5));
      scale.push_back(static_cast<Real>(1 + c % 3));
      shift.push_back(static_cast<Real>(c % 4));
      tilt.push_back(static_cast<Real>(c % 6));
    }
  }
  int64_t rows, width;
  std::vector<Real> x, dy, center, scale, shift, tilt;
};

template <class Real>
void expect_sums(const Table<Real>& table) {
  const KernelTable<Real>& kernel = kernels<Real>();
  std::vector<Real> sums(static_cast<size_t>(table.width), -1), first = sums, second = sums, squares = sums;
  kernel.sum_columns(table.rows, table.width, table.x.data(), sums.data());
  kernel.sum_squares(table.rows, table.width, table.x.data(), table.center.data(), squares.data());
  kernel.sum_slopes(table.rows, table.width, table.x.data(), table.dy.data(), table.center.data(), table.scale.data(),
                    first.data(), second.data());
  for (size_t c = 0; c < static_cast<size_t>(table.width); ++c) {
    Real sum = 0, square = 0, slope = 0, normal = 0;
    for (size_t at = c; at < table.x.size(); at += static_cast<size_t>(table.width)) {
      const Real distance = table.x[at] - table.center[c];
      sum += table.x[at];
      square += distance * distance;
      slope += table.dy[at];
      normal += table.dy[at] * distance * table.scale[c];
    }
    EXPECT_EQ(sums[c], sum) << table.width;
    EXPECT_EQ(squares[c], square) << table.width;
    EXPECT_EQ(first[c], slope) << table.width;
    EXPECT_EQ(second[c], normal) << table.width;
  }
}

template <class Real>
void expect_normalized(const Table<Real>& table) {
  std::vector<Real> out(table.x.size() + 1, -100), gradient = out;
  NormalizedTable<Real> given{.rows = table.rows,
                              .width = table.width,
                              .x = table.x.data(),
                              .dy = table.dy.data(),
                              .mean = table.center.data(),
                              .scale = table.scale.data(),
                              .shift = table.shift.data(),
                              .tilt = table.tilt.data(),
                              .relu = true,
                              .out = out.data()};
  kernels<Real>().normalize(given);
  given.out = gradient.data();
  kernels<Real>().normalize_gradient(given);
  for (size_t at = 0; at < table.x.size(); ++at) {
    const size_t c = at % static_cast<size_t>(table.width);
    const Real distance = table.x[at] - table.center[c];
    EXPECT_EQ(out[at], std::max(Real(0), distance * table.scale[c] + table.shift[c])) << table.width;
    EXPECT_EQ(gradient[at], table.scale[c] * table.dy[at] - table.shift[c] - table.tilt[c] * distance) << table.width;
  }
  EXPECT_EQ(out.back(), -100) << "nothing is written behind the table";
  EXPECT_EQ(gradient.back(), -100);
}

TEST(Columns, AreAddedUpAndNormalizedWhateverTheirNumber) {
  at_each_level([] {
    for (int64_t width = 1; width <= 50; width += width < 36 ? 1 : 7) {
      for (const int64_t rows : {1, 2, 5}) {
        expect_sums(Table<float>(rows, width));
        expect_sums(Table<double>(rows, width));
        expect_normalized(Table<float>(rows, width));
        expect_normalized(Table<double>(rows, width));
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
