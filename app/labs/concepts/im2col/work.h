#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "labs/concepts/page.h"
#include "labs/concepts/shared/number_grid.h"
#include "saddle/sliding_window.h"

namespace saddle::app {

// What is set on the page im2col.
struct Im2colOptions {
  std::string view = "forward";
  int channels = 1, size = 4, kernel = 3, stride = 1, padding = 0, patch = 1, entry = 4;

  static auto fields() {
    using O = Im2colOptions;
    return std::tuple{
        field("view", &O::view, {.choices = {"forward", "back"}}, "im2col: patches to rows. col2im: rows to pixels."),
        field("channels", &O::channels, {.min = 1, .max = 3}, "Channels of the picture."),
        field("size", &O::size, {.min = 3, .max = 7}, "The side of the picture."),
        field("kernel", &O::kernel, {.min = 2, .max = 5}, "The side of the filter."),
        field("stride", &O::stride, {.min = 1, .max = 3}, "By how many pixels the window goes on."),
        field("padding", &O::padding, {.min = 0, .max = 2}, "How many rows of zeros are put around the picture."),
        field("patch", &O::patch, {.min = 0, .max = 99}, "The row of the matrix, and where its window stands."),
        field("entry", &O::entry, {.min = 0, .max = 74}, "The column of the matrix: one number of the patch."),
    };
  }
  Sliding sliding() const { return {kernel, stride, padding}; }
  int row_length() const { return channels * kernel * kernel; }
  // Digits that look drawn by chance, and weights of -1, 0 and 1.
  NumberImage picture() const {
    NumberImage image = NumberImage::of(channels, size, size);
    for (size_t i = 0; i < image.values.size(); ++i) image.values[i] = static_cast<double>(7 * i % 10);
    return image;
  }
  NumberImage filter() const {
    NumberImage image = NumberImage::of(channels, kernel, kernel);
    for (size_t i = 0; i < image.values.size(); ++i) image.values[i] = static_cast<double>(i % 3) - 1;
    return image;
  }
};

// What a page of these options computes.
struct Im2colWork {
  NumberImage picture, filter, map, back, counts;
  std::vector<double> matrix;  // forward: im2col; back: the gradient of each of its entries
  int rows = 0, columns = 0, patch = 0, entry = 0;

  explicit Im2colWork(const Im2colOptions& o);
};

// Where in the picture an entry of the matrix comes from, as (channel, cell); the cell may lie in the padding.
std::pair<int, GridCell> source_of(const Im2colOptions& o, const Im2colWork& work, int patch, int entry);

// See ConceptType.
PageNumbers im2col_numbers(const Properties& properties);
NumberCode im2col_code(const Properties& properties);
Properties im2col_exercise(uint64_t seed);
std::string im2col_given(const Properties& properties);

}  // namespace saddle::app
