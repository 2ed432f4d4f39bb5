#pragma once

#include "labs/concepts/convolution/work.h"

namespace saddle::app {

// Where pictures and filters come from that are not the page's: a file, the test set, the network as it stands. What
// they bring becomes numbers of the page, as if they had been typed.
class ConvolutionSources {
 public:
  // The buttons below the list of pictures, where "own" is chosen.
  void draw_picture_buttons(PageView& page);
  // The number of the filter below the list of filters, where "trained" is chosen.
  void draw_trained(PageView& page, const ConvolutionOptions& o);
  // Every frame: takes a picture that was opened, or dropped on the window, while the page was open.
  void take_opened(PageView& page);

 private:
  void take(PageView& page, const NumberImage& image);

  bool wants_example_ = false;
  int taken_ = -1;  // the filter that was
  int last_frame_ = -2;
  std::shared_ptr<const Picture> drawing_;
  std::shared_ptr<const std::vector<float>> sample_;
};

}  // namespace saddle::app
