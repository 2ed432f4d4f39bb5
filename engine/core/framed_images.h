#pragma once

#include <cstdint>

namespace saddle {

// An image (height, width, channels) with zeros around it, as kernels read it that must not ask where the image ends.
// Sides count pixels; row(), size() and image() count elements.
struct ImageFrame {
  int height = 0, width = 0, channels = 0;                                  // of the image
  int top = 0, bottom = 0, left = 0, right = 0;                             // zeros around it
  int64_t row() const { return int64_t{left + width + right} * channels; }  // from a framed row to the next
  int64_t size() const { return (top + height + bottom) * row(); }          // of the framed image
  int64_t image() const { return int64_t{height} * width * channels; }      // of the image alone
  bool bare() const { return top == 0 && bottom == 0 && left == 0 && right == 0; }
};

// Puts images into a frame, one at a time, in scratch memory of the calling thread: at most one FramedImages per thread
// and Real may be in use. An image whose frame is bare is not copied.
template <class Real>
class FramedImages {
 public:
  // `images`: (N, height, width, channels).
  FramedImages(const ImageFrame& frame, const Real* images);
  // Returns image n in its frame, frame.size() elements; valid until the next call.
  const Real* operator[](int n);

 private:
  const ImageFrame frame_;
  const Real* const images_;
  Real* memory_ = nullptr;  // null: the frame is bare
  Real* inside_ = nullptr;  // where the pixel (0, 0) goes
  int framed_ = -1;         // the image that lies in memory
};

}  // namespace saddle
