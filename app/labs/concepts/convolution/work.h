#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "labs/concepts/convolution/pictures.h"
#include "labs/concepts/page.h"
#include "labs/concepts/shared/number_grid.h"

namespace saddle::app {

// What is set on the page Convolution.
struct ConvolutionOptions {
  std::string view = "filter", picture = "cross", kernel = "sobel_x", own = "0 1 0; 1 -4 1; 0 1 0", pooling = "max",
              pixels = "0 0 0 0 0 0; 0 9 9 9 9 0; 0 0 0 0 9 0; 0 0 0 9 0 0; 0 0 9 0 0 0; 0 0 9 0 0 0";
  int stride = 1, padding = 0, window = 2, shift = 0, row = 1, column = 1;
  int size = 5, layers = 2, trained = 0, channels = 3, filters = 2, chosen = 0;

  static auto fields() {
    using O = ConvolutionOptions;
    return std::tuple{
        field("view", &O::view, {.choices = {"filter", "channels", "pool", "field"}}, "What slides over the picture."),
        field("picture", &O::picture, {.choices = {"cross", "edge", "digit", "own"}}, "What it slides over."),
        field("pixels", &O::pixels, {}, "A square of numbers, row by row, parted by semicolons: at most 16 × 16."),
        field("kernel", &O::kernel,
              {.choices = {"sobel_x", "sobel_y", "gauss", "sharpen", "emboss", "identity", "own", "trained"}},
              "The filter: its weights are learned in a network, and chosen here."),
        field("own", &O::own, {}, "A square of numbers, row by row: 1 0 -1; 2 0 -2; 1 0 -1"),
        field("trained", &O::trained, {.min = 0, .max = 100'000},
              "Which filter of your network's first convolution, channel by channel."),
        field("channels", &O::channels, {.min = 1, .max = 3}, "Of the picture; each filter has as many."),
        field("filters", &O::filters, {.min = 1, .max = 4}, "Each makes a map of its own."),
        field("chosen", &O::chosen, {.min = 0, .max = 3}, "The filter whose pixel is worked out."),
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
    const NumberImage typed = picture == "own" ? typed_square(pixels, largest_picture) : NumberImage{};
    const NumberImage whole = typed.rows > 0 ? typed : picture_of(picture);
    if (!pools() || shift == 0) return whole;
    NumberImage moved = NumberImage::of(1, whole.rows, whole.columns);
    for (int y = 0; y < whole.rows; ++y)
      for (int x = 0; x < whole.columns; ++x) moved.at(0, y, x) = whole.at(0, y, x - shift);
    return moved;
  }
  NumberImage filter() const {
    const NumberImage typed = kernel == "own" || kernel == "trained" ? typed_square(own) : kernel_of(kernel);
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

// Several channels and filters: the picture, moved by a pixel and inverted, as channels; the filter, turned by a
// quarter for each filter and channel more.
struct ChannelWork {
  NumberImage picture;
  std::vector<NumberImage> filters, maps;
  int chosen = 0;
  explicit ChannelWork(const ConvolutionOptions& o);
};
void add_channel_numbers(const ConvolutionOptions& o, PageNumbers& all);
NumberCode channel_code(const ConvolutionOptions& o);
// Channels at the left, filters in the middle, maps at the right. The mouse chooses a pixel of a map.
void draw_channels(PageView& page, const ConvolutionOptions& o, ImVec2 size);

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
