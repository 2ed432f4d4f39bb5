#pragma once

#include <cstdint>
#include <vector>

namespace saddle {

// Numbers of (channels, rows, columns), channel by channel, rows from the top.
struct NumberImage {
  int channels = 1, rows = 0, columns = 0;
  std::vector<double> values = {};

  static NumberImage of(int channels, int rows, int columns, double value = 0);
  double& at(int channel, int row, int column);
  double at(int channel, int row, int column) const;  // 0 outside: the padding
};

// A window that slides over a picture (the book, 7.2).
struct Sliding {
  int kernel = 3, stride = 1, padding = 0;

  // (size + 2 padding - kernel) / stride + 1, rounded down; below 1: the window does not fit.
  int output(int size) const;
  bool fits(const NumberImage& picture) const;
};

// Cross-correlation, as networks compute it: one output from all channels, whose filter is (channels, kernel, kernel).
NumberImage convolve(const NumberImage& picture, const NumberImage& filter, const Sliding& sliding);

enum class Pooling { maximum, average };
// Each channel by itself; what lies outside counts for neither (7.3).
NumberImage pooled(const NumberImage& picture, const Sliding& sliding, Pooling pooling);

// The patches as rows of a matrix (output rows * output columns, channels * kernel * kernel), in the order of the
// book's im2col (7.4.2).
std::vector<double> im2col(const NumberImage& picture, const Sliding& sliding);
// The way back: adds each entry of such a matrix up where it came from, in a picture of that size.
NumberImage col2im(const std::vector<double>& matrix, const NumberImage& like, const Sliding& sliding);
// In how many patches each pixel lies: col2im of ones.
NumberImage patch_counts(const NumberImage& like, const Sliding& sliding);

// Layers of convolutions over each other: how many pixels of the picture one output sees in a row, and what that costs
// for `channels` in and out of each.
struct WindowStack {
  int field = 1;           // receptive field, in a row
  int64_t weights = 0;     // without biases
  int64_t multiplies = 0;  // for each pixel, where all strides are 1
};
WindowStack stacked(int kernel, int layers, int channels);

}  // namespace saddle
