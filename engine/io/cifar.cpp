#include "io/cifar.h"

#include "saddle/error.h"

namespace saddle {
namespace {

constexpr size_t pixels = 32 * 32, channels = 3, record = 1 + channels * pixels;
constexpr int classes = 10;

}  // namespace

void append_cifar10(std::string_view bytes, const std::string& where, Samples& samples) {
  if (bytes.empty() || bytes.size() % record != 0)
    throw Error(where, "has {} bytes, which is not a whole number of records of {}; get it again", bytes.size(),
                record);
  for (; !bytes.empty(); bytes.remove_prefix(record)) {
    const int label = static_cast<unsigned char>(bytes[0]);
    if (label >= classes)
      throw Error(where, "record {} has the label {}, but there are only the classes 0 to 9", samples.count, label);
    samples.labels.push_back(label);
    for (size_t p = 0; p < pixels; ++p) {
      for (size_t c = 0; c < channels; ++c) samples.bytes.push_back(static_cast<uint8_t>(bytes[1 + c * pixels + p]));
    }
    ++samples.count;
  }
}

}  // namespace saddle
