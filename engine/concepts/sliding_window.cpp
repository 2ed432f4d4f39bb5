#include "saddle/sliding_window.h"

#include <algorithm>
#include <cassert>
#include <limits>

namespace saddle {
namespace {

// Calls use(place in the matrix, channel, row, column) for each entry of im2col's matrix; row and column may lie
// outside of the picture.
template <class Use>
void for_each_entry(const NumberImage& picture, const Sliding& sliding, const Use& use) {
  const int rows = sliding.output(picture.rows), columns = sliding.output(picture.columns);
  size_t place = 0;
  for (int row = 0; row < rows; ++row)
    for (int column = 0; column < columns; ++column)
      for (int channel = 0; channel < picture.channels; ++channel)
        for (int y = 0; y < sliding.kernel; ++y)
          for (int x = 0; x < sliding.kernel; ++x)
            use(place++, channel, row * sliding.stride - sliding.padding + y,
                column * sliding.stride - sliding.padding + x);
}

bool inside(const NumberImage& image, int row, int column) {
  return row >= 0 && column >= 0 && row < image.rows && column < image.columns;
}

size_t index_in(const NumberImage& image, int channel, int row, int column) {
  return static_cast<size_t>((channel * image.rows + row) * image.columns + column);
}

}  // namespace

NumberImage NumberImage::of(int channels, int rows, int columns, double value) {
  return {channels, rows, columns, std::vector<double>(static_cast<size_t>(channels * rows * columns), value)};
}

double& NumberImage::at(int channel, int row, int column) {
  assert(inside(*this, row, column));
  return values[index_in(*this, channel, row, column)];
}

double NumberImage::at(int channel, int row, int column) const {
  return inside(*this, row, column) ? values[index_in(*this, channel, row, column)] : 0;
}

int Sliding::output(int size) const {
  const int room = size + 2 * padding - kernel;
  return room < 0 ? 0 : room / stride + 1;
}

bool Sliding::fits(const NumberImage& picture) const { return output(picture.rows) > 0 && output(picture.columns) > 0; }

NumberImage convolve(const NumberImage& picture, const NumberImage& filter, const Sliding& sliding) {
  NumberImage map = NumberImage::of(1, sliding.output(picture.rows), sliding.output(picture.columns));
  const size_t patch = filter.values.size();
  assert(patch == static_cast<size_t>(picture.channels * sliding.kernel * sliding.kernel));
  for_each_entry(picture, sliding, [&](size_t place, int channel, int row, int column) {
    map.values[place / patch] += picture.at(channel, row, column) * filter.values[place % patch];
  });
  return map;
}

NumberImage pooled(const NumberImage& picture, const Sliding& sliding, Pooling pooling) {
  NumberImage out = NumberImage::of(picture.channels, sliding.output(picture.rows), sliding.output(picture.columns));
  for (int channel = 0; channel < out.channels; ++channel) {
    for (int row = 0; row < out.rows; ++row) {
      for (int column = 0; column < out.columns; ++column) {
        double most = -std::numeric_limits<double>::infinity(), sum = 0;
        int count = 0;
        for (int y = 0; y < sliding.kernel; ++y) {
          for (int x = 0; x < sliding.kernel; ++x) {
            const int from_row = row * sliding.stride - sliding.padding + y,
                      from_column = column * sliding.stride - sliding.padding + x;
            if (!inside(picture, from_row, from_column)) continue;
            const double value = picture.at(channel, from_row, from_column);
            most = std::max(most, value), sum += value, ++count;
          }
        }
        out.at(channel, row, column) = pooling == Pooling::maximum ? most : sum / count;
      }
    }
  }
  return out;
}

std::vector<double> im2col(const NumberImage& picture, const Sliding& sliding) {
  std::vector<double> matrix;
  for_each_entry(picture, sliding,
                 [&](size_t, int channel, int row, int column) { matrix.push_back(picture.at(channel, row, column)); });
  return matrix;
}

NumberImage col2im(const std::vector<double>& matrix, const NumberImage& like, const Sliding& sliding) {
  NumberImage sum = NumberImage::of(like.channels, like.rows, like.columns);
  for_each_entry(like, sliding, [&](size_t place, int channel, int row, int column) {
    if (inside(sum, row, column)) sum.at(channel, row, column) += matrix[place];
  });
  return sum;
}

NumberImage patch_counts(const NumberImage& like, const Sliding& sliding) {
  return col2im(std::vector<double>(im2col(like, sliding).size(), 1.0), like, sliding);
}

WindowStack stacked(int kernel, int layers, int channels) {
  WindowStack stack;
  for (int layer = 0; layer < layers; ++layer) {
    stack.field += kernel - 1;
    stack.weights += static_cast<int64_t>(kernel) * kernel * channels * channels;
  }
  stack.multiplies = stack.weights;  // each weight is used once for each pixel
  return stack;
}

}  // namespace saddle
