#pragma once

#include <cstdint>

#include "core/epilogue.h"
#include "core/portion.h"

// What a way to compute convolutions must give. Convolution picks one of each when it is built.
//
// Images are (samples, height, width, channels), results (samples, out_height, out_width, filters), weights
// (filters, channels, kernel_h, kernel_w), biases (filters), all without gaps. const methods may run on several threads
// at once. None but pack() and constructors allocates, apart from scratch memory that is kept.
namespace saddle {

// Images forward, and their gradient back. What is done to one sample does not depend on the others.
template <class Real>
class ImageConvolution {
 public:
  virtual ~ImageConvolution() = default;
  // After the weights changed. backward_input() needs `backward`. The first time it must be all at once, and allocates;
  // later several threads may share out the portions.
  virtual void pack(const Real* weight, bool backward, Portion portion) = 0;
  // In how many portions it may be shared out.
  virtual int pack_portions() const { return 1; }
  // Assigns out. bias: null for none.
  virtual void forward(int samples, const Real* in, const Real* bias, Epilogue epilogue, Real* out) const = 0;
  // Assigns din, of the shape of the images, from dout, of the shape of the results.
  virtual void backward_input(int samples, const Real* dout, Real* din) const = 0;
};

// The gradient of the weights, summed over samples in whatever order suits the method, and put in order at the end.
template <class Real>
class FilterGradient {
 public:
  virtual ~FilterGradient() = default;
  // How many numbers `sums` has.
  virtual int64_t size() const = 0;
  // The gradient over these samples, one or more: is added to sums where `add`, otherwise they are assigned. That of
  // the biases is added to dbias (filters) in any case, unless that is null.
  virtual void sum(int samples, const Real* in, const Real* dout, bool add, Real* sums, Real* dbias) const = 0;
  // Assigns a portion of dweight, in the order of the weights.
  virtual void unpack(const Real* sums, Real* dweight, Portion portion) const = 0;
  // In how many portions that may be shared out.
  virtual int unpack_portions() const { return 1; }
};

// Adds the sum over one sample's pixels, dout of (pixels, filters), to dbias; nothing where dbias is null.
template <class Real>
void add_bias_gradient(int64_t pixels, int filters, const Real* dout, Real* dbias);

}  // namespace saddle
