// The first byte tells where the images end and the labels begin.
#include <cstdint>
#include <string>

#include "folder.h"
#include "saddle/error.h"
#include "saddle/images.h"
#include "saddle/text_file.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < 1) return 0;
  const size_t middle = 1 + (size - 1) * data[0] / 255;
  const auto text = reinterpret_cast<const char*>(data);
  const auto images = fuzz_folder() / "images", labels = fuzz_folder() / "labels";
  saddle::write_text_file(images, {text + 1, middle - 1});
  saddle::write_text_file(labels, {text + middle, size - middle});
  try {
    saddle::read_labelled_images(images, labels, 10);
  } catch (const saddle::Error&) {
    return 0;
  }
  return 0;
}
