#pragma once

#include <cstdint>
#include <vector>

#include "core/conv_geometry.h"
#include "core/convolution_methods.h"
#include "core/framed_images.h"
#include "core/tensor.h"
#include "core/tile_product.h"

// Convolutions as one matrix product for each image, read in place: nothing is copied into columns, the product's
// offsets (tile_product.h) say where each tap of each pixel lies.
namespace saddle {

// Where the input lies that an output is made of: at pixels[p] + taps[k] of the framed image, in elements, for the
// output pixel p, row by row, and the weight k = (u * kernel_w + v) * channels + c of a filter.
struct Footprint {
  ImageFrame frame;
  std::vector<int32_t> pixels;  // out_height * out_width
  std::vector<int32_t> taps;    // kernel_h * kernel_w * channels
};
Footprint footprint_of(const ConvGeometry& geometry);

// The sum as it is written; for any geometry.
template <class Real>
class DirectConvolution final : public ImageConvolution<Real> {
 public:
  explicit DirectConvolution(const ConvGeometry& geometry);

  void pack(const Real* weight, bool backward, Portion portion) override;
  void forward(int samples, const Real* in, const Real* bias, Epilogue epilogue, Real* out) const override;
  void backward_input(int samples, const Real* dout, Real* din) const override;

 private:
  // The pixels of the input whose gradient takes the same taps: with a stride of 2 each second one, in each direction.
  // Offsets count elements.
  struct Phase {
    std::vector<int32_t> pixels;  // where they lie in din
    std::vector<int32_t> from;    // by pixel: where its taps begin in the framed dout
    std::vector<int32_t> taps;    // by tap and filter: where it lies from there
    std::vector<int> weights;     // by tap: which weight of a filter's channel, u * kernel_w + v
    int64_t panels = 0;           // where its panels begin in backward_panels_
  };

  void plan_backward();

  ConvGeometry g_;
  Footprint footprint_;  // of forward()
  ImageFrame dout_frame_;
  std::vector<Phase> phases_;
  std::vector<ColumnTile> filter_tiles_, channel_tiles_;
  Tensor<Real> forward_panels_, backward_panels_;
};

// Sums are kept as panels: by tile of filters, then (weight k of Footprint, column of the tile).
template <class Real>
class DirectFilterGradient final : public FilterGradient<Real> {
 public:
  explicit DirectFilterGradient(const ConvGeometry& geometry);

  int64_t size() const override;
  void sum(int samples, const Real* in, const Real* dout, bool add, Real* sums, Real* dbias) const override;
  void unpack(const Real* sums, Real* dweight, Portion portion) const override;

 private:
  ConvGeometry g_;
  Footprint footprint_;
  std::vector<ColumnTile> filter_tiles_;
};

}  // namespace saddle
