#pragma once

#include <cstdint>
#include <vector>

#include "core/tensor.h"
#include "core/tile_kernels.h"
#include "core/winograd.h"

namespace saddle {

struct ConvGeometry {
  int channels = 1, height = 1, width = 1, filters = 1, kernel_h = 1, kernel_w = 1;
  int stride_h = 1, stride_w = 1, padding_h = 0, padding_w = 0;
  int out_height() const { return (height + 2 * padding_h - kernel_h) / stride_h + 1; }
  int out_width() const { return (width + 2 * padding_w - kernel_w) / stride_w + 1; }
};

// Cross-correlation over images (N, H, W, C), and its gradients; weights are (filters, C, kh, kw) and padding is less
// than the kernel. Once packed, the const methods may run on several threads at once, and what forward() and
// backward_input() do to one sample does not depend on the others.
template <class Real>
class Convolution {
 public:
  explicit Convolution(const ConvGeometry& geometry);

  // After the weights changed; allocates only the first time. backward_input() needs `backward`.
  void pack(const Real* weight, bool backward = true);
  void forward(int samples, const Real* in, const Real* bias, Epilogue epilogue,
               Real* out) const;  // bias: null for none
  void backward_input(int samples, const Real* dout, Real* din) const;
  // The gradient of the weights, in the order in which it is computed: weight_sums() numbers, which several runs of
  // samples may be added up in before unpack() puts them in the order of the weights. `add`: to what sums and dbias
  // hold; otherwise they are assigned. dbias: null for none.
  void backward_weights(int samples, const Real* in, const Real* dout, bool add, Real* sums, Real* dbias) const;
  int64_t weight_sums() const {
    return fast_weights_ ? fast_forward_.weight_sums() : std::ssize(taps_) * panels_width<Real>(filter_tiles_);
  }
  void unpack(const Real* sums, Real* dweight) const;

 private:
  // An image with zeros around it, as the kernels read it: the pixel (0, 0) is at (top, left).
  struct Frame {
    int height = 0, width = 0, channels = 0;  // of the image
    int top = 0, bottom = 0, left = 0, right = 0;
    int64_t row() const { return int64_t{left + width + right} * channels; }
    int64_t size() const { return (top + height + bottom) * row(); }
    int64_t image() const { return int64_t{height} * width * channels; }
    bool bare() const { return top == 0 && bottom == 0 && left == 0 && right == 0; }
  };
  // The pixels of the input whose gradient takes the same taps: with a stride of 2 each second one, in each direction.
  struct Phase {
    std::vector<int32_t> pixels;      // where they lie in din
    std::vector<int32_t> from, taps;  // in the framed dout
    std::vector<int> weights;         // by tap of one filter: which weight, u * kernel_w + v
    int64_t panels = 0;               // where its panels begin
  };

  void plan_forward();
  void plan_backward();
  template <class Body>
  void each_sample(const Frame& frame, int samples, const Real* images, const Body& body) const;

  ConvGeometry g_;
  Frame in_frame_, dout_frame_;
  std::vector<int32_t> pixels_, taps_;  // of forward(), in the framed input
  std::vector<Phase> phases_;
  std::vector<ColumnTile> filter_tiles_, channel_tiles_;
  Tensor<Real> forward_panels_, backward_panels_;
  Winograd<Real> fast_forward_, fast_backward_;  // empty where they do not pay
  bool fast_weights_ = false;                    // fast_forward_ computes their gradient too
};

}  // namespace saddle
