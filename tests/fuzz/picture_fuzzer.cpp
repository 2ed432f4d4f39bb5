#include <cstdint>

#include "folder.h"
#include "saddle/canvas.h"
#include "saddle/error.h"
#include "saddle/picture.h"
#include "saddle/text_file.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto file = fuzz_folder() / "picture";
  saddle::write_text_file(file, {reinterpret_cast<const char*>(data), size});
  try {
    const saddle::PixelImage image = saddle::read_picture(file, 1);
    saddle::mnist_form(saddle::from_grey(image.width, image.height, image.pixels.data()));
  } catch (const saddle::Error&) {
    return 0;
  }
  return 0;
}
