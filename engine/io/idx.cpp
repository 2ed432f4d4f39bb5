#include <algorithm>
#include <string>

#include "io/gzip.h"
#include "saddle/error.h"
#include "saddle/images.h"

namespace saddle {
namespace {

uint32_t big_endian(const std::string& bytes, size_t at) {
  uint32_t value = 0;
  for (size_t i = 0; i < 4; ++i) value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

// The file, unpacked, with its header checked; the extents are written to `extents`.
std::string read_idx(const std::filesystem::path& file, uint32_t rank, uint32_t* extents) {
  const std::string where = file.string();
  std::string bytes = read_maybe_gzipped(file);
  const size_t header = 4 + 4 * size_t{rank};
  if (bytes.size() < header) throw Error(where, "is too short for an IDX file: {} bytes; get it again", bytes.size());
  const uint32_t magic = big_endian(bytes, 0), wanted = 0x800 + rank;
  if (magic != wanted) {
    throw Error(where, "is not an IDX file of {}: it begins with {} instead of {}", rank == 3 ? "images" : "labels",
                fmt::format("{:#010x}", magic), fmt::format("{:#010x}", wanted));
  }
  uint64_t values = 1;  // saturates far above what a file can hold
  for (uint32_t axis = 0; axis < rank; ++axis) {
    extents[axis] = big_endian(bytes, 4 + 4 * axis);
    values = std::min<uint64_t>(values, uint64_t{1} << 31) * extents[axis];
  }
  const uint64_t there = bytes.size() - header;
  if (there < values) {
    throw Error(where, "is cut short: its header speaks of {} values, but {} are there; get it again", values, there);
  }
  if (there > values) {
    throw Error(where, "has {} bytes more than its header speaks of; get it again", there - values);
  }
  return bytes;
}

}  // namespace

LabelledImages read_labelled_images(const std::filesystem::path& images, const std::filesystem::path& labels,
                                    int classes) {
  uint32_t extents[3] = {}, count = 0;
  const std::string pixels = read_idx(images, 3, extents);
  const std::string numbers = read_idx(labels, 1, &count);
  if (extents[0] != count) {
    throw Error(labels.string(), "has {} labels for the {} images of {}; take both from the same set", count,
                extents[0], images.filename().string());
  }
  if (extents[1] == 0 || extents[2] == 0 || extents[1] > 4096 || extents[2] > 4096) {
    throw Error(images.string(), "has images of {} x {} pixels; between 1 and 4096 each way can be read", extents[1],
                extents[2]);
  }
  LabelledImages result;
  result.count = count;
  result.height = static_cast<int>(extents[1]);
  result.width = static_cast<int>(extents[2]);
  result.pixels.assign(pixels.begin() + 16, pixels.end());
  result.labels.reserve(count);
  for (size_t i = 0; i < count; ++i) {
    const int label = static_cast<unsigned char>(numbers[8 + i]);
    if (label >= classes)
      throw Error(labels.string(), "label {} is {}, but there are only the classes 0 to {}", i, label, classes - 1);
    result.labels.push_back(label);
  }
  return result;
}

}  // namespace saddle
