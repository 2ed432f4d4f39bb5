// The window without a window: trains for some steps, draws the frame on the processor, clicks a button as a user
// would, and saves what is seen.
#include <cstdio>

#include "saddle/saddle.h"
#include "shell/headless.h"

int main() {
  using namespace saddle::app;
  ApplicationOptions options;
  options.experiment = "xor-learned";
  options.threading = saddle::Session::Threading::manual;  // the worker moves when pump() says so
  Headless window(options, 1280, 800);

  window.frames(3);
  window.application().pump();  // loads the data and builds the network
  window.frames(3);
  if (!window.click("train")) return 1;
  while (window.application().steps() < 20) {
    window.application().pump();
    window.frame();
  }

  const saddle::PixelImage picture = window.picture();
  saddle::write_png("window.png", picture);
  std::printf("window.png: %d x %d pixels after %lld steps\n", picture.width, picture.height,
              static_cast<long long>(window.application().steps()));
  return picture.width == 1280 && picture.height == 800 ? 0 : 1;
}
