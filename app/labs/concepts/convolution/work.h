#pragma once

#include <cstdint>
#include <string>

#include "labs/concepts/convolution/pictures.h"
#include "labs/concepts/page.h"
#include "labs/concepts/shared/number_grid.h"

namespace saddle::app {

// What is set on the page Convolution.
struct ConvolutionOptions {
  std::string view = "filter", picture = "cross", kernel = "sobel_x", own = "0 1 0; 1 -4 1; 0 1 0", pooling = "max";
  int stride = 1, padding = 0, window = 2, shift = 0, row = 1, column = 1;
  int size = 5, layers = 2;

  static auto fields() {
    using O = ConvolutionOptions;
    return std::tuple{
        field("view", &O::view, {.choices = {"filter", "pool", "field"}}, "What slides over the picture."),
        field("picture", &O::picture, {.choices = {"cross", "edge", "digit"}}, "What it slides over."),
        field("kernel", &O::kernel,
              {.choices = {"sobel_x", "sobel_y", "gauss", "sharpen", "emboss", "identity", "own"}},
              "The filter: its weights are learned in a network, and chosen here."),
        field("own", &O::own, {}, "A square of numbers, row by row: 1 0 -1; 2 0 -2; 1 0 -1"),
        field("pooling", &O::pooling, {.choices = {"max", "average"}}, "What is kept of each window."),
        field("stride", &O::stride, {.min = 1, .max = 3}, "By how many pixels the window goes on."),
        field("padding", &O::padding, {.min = 0, .max = 3}, "How many rows of zeros are put around the picture."),
        field("window", &O::window, {.min = 2, .max = 4}, "The side of the window, and how far it goes on."),
        field("shift", &O::shift, {.min = 0, .max = 2}, "Moves the picture to the right by so many pixels."),
        field("row", &O::row, {.min = 0, .max = 19}, "The row of the pixel that is worked out."),
        field("column", &O::column, {.min = 0, .max = 19}, "Its column; the mouse chooses both."),
        field("size", &O::size, {.min = 3, .max = 7}, "The side of one large filter."),
        field("layers", &O::layers, {.min = 1, .max = 5}, "How many filters of 3 × 3 stand in its place."),
    };
  }
  bool pools() const { return view == "pool"; }
  NumberImage shown_picture() const {
    const NumberImage whole = picture_of(picture);
    if (!pools() || shift == 0) return whole;
    NumberImage moved = NumberImage::of(1, whole.rows, whole.columns);
    for (int y = 0; y < whole.rows; ++y)
      for (int x = 0; x < whole.columns; ++x) moved.at(0, y, x) = whole.at(0, y, x - shift);
    return moved;
  }
  NumberImage filter() const {
    const NumberImage typed = kernel == "own" ? typed_square(own) : kernel_of(kernel);
    return typed.rows > 0 ? typed : kernel_of("identity");
  }
  Sliding sliding() const {
    if (pools()) return {.kernel = window, .stride = window, .padding = 0};
    return {.kernel = filter().rows, .stride = stride, .padding = padding};
  }
  NumberImage map() const {
    if (!pools()) return convolve(shown_picture(), filter(), sliding());
    return pooled(shown_picture(), sliding(), pooling == "max" ? Pooling::maximum : Pooling::average);
  }
};

// The pixel that is worked out, within a map.
GridCell chosen_pixel(const ConvolutionOptions& o, const NumberImage& map);

// See ConceptType.
PageNumbers convolution_numbers(const Properties& properties);
NumberCode convolution_code(const Properties& properties);
Properties convolution_exercise(uint64_t seed);
std::string convolution_given(const Properties& properties);

// What one pixel is made of: the patch times the filter, number by number, and their sum.
void draw_products(PageView& page, const ConvolutionOptions& o, ImVec2 corner, ImVec2 size);

}  // namespace saddle::app
