#include "core/framed_images.h"

#include <algorithm>

#include "core/scratch.h"

namespace saddle {
namespace {

struct FramedImage;  // owner of scratch memory

}  // namespace

template <class Real>
FramedImages<Real>::FramedImages(const ImageFrame& frame, const Real* images) : frame_(frame), images_(images) {
  if (frame.bare()) return;
  memory_ = scratch<FramedImage, Real>(frame.size());
  const int64_t row = frame.row(), width = int64_t{frame.width} * frame.channels,
                beside = int64_t{frame.left + frame.right} * frame.channels;
  inside_ = memory_ + frame.top * row + int64_t{frame.left} * frame.channels;
  // From the end of each row of the image to the beginning of the next.
  std::fill(memory_, inside_, Real(0));
  for (int y = 0; y + 1 < frame.height; ++y) std::fill_n(inside_ + y * row + width, beside, Real(0));
  std::fill(inside_ + (frame.height - 1) * row + width, memory_ + frame.size(), Real(0));
}

template <class Real>
const Real* FramedImages<Real>::operator[](int n) {
  const Real* const image = images_ + n * frame_.image();
  if (!memory_) return image;
  if (n == framed_) return memory_;
  framed_ = n;
  const int64_t row = frame_.row(), width = int64_t{frame_.width} * frame_.channels;
  for (int y = 0; y < frame_.height; ++y) std::copy_n(image + y * width, width, inside_ + y * row);
  return memory_;
}

template class FramedImages<float>;
template class FramedImages<double>;

}  // namespace saddle
