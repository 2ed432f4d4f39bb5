#include "io/idx.h"

#include <algorithm>
#include <string>

#include "io/file_bytes.h"
#include "io/gzip.h"
#include "saddle/error.h"
#include "saddle/images.h"

namespace saddle {
namespace {

uint32_t big_endian(std::string_view bytes, size_t at) {
  uint32_t value = 0;
  for (size_t i = 0; i < 4; ++i) value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

// A file with its header checked.
struct Idx {
  std::string bytes;  // unpacked
  size_t header = 0;  // where the values begin
  int value_bytes = 1;
  std::vector<uint32_t> extents;
  uint64_t announced = 0;  // bytes of values
};

// Of a value, by the third byte of the magic number: those that are whole; 0 for others.
int whole_number_bytes(uint32_t type) {
  return type == 0x08 || type == 0x09 ? 1 : type == 0x0b ? 2 : type == 0x0c ? 4 : 0;
}

// What the beginning of a file announces. `images`: of three axes and bytes; otherwise labels, of one axis or two and
// whole numbers.
Idx read_header(std::string_view bytes, bool images, const std::string& where) {
  Idx idx{.bytes = {}, .extents = {}};
  const uint32_t magic = bytes.size() >= 4 ? big_endian(bytes, 0) : 0, rank = magic & 0xff;
  const bool known = images ? magic == 0x803 : magic < 0x10000 && (rank == 1 || rank == 2);
  idx.value_bytes = whole_number_bytes(magic >> 8);
  idx.header = 4 + 4 * size_t{known ? rank : images ? 3u : 1u};
  if (bytes.size() < idx.header)
    throw Error(where, "is too short for an IDX file: {} bytes; get it again", bytes.size());
  if (!known || idx.value_bytes == 0) {
    throw Error(where, "is not an IDX file of {}: it begins with {} instead of {}", images ? "images" : "labels",
                fmt::format("{:#010x}", magic), fmt::format("{:#010x}", images ? 0x803 : 0x801));
  }
  idx.announced = static_cast<uint64_t>(idx.value_bytes);  // stops growing far above what a file can hold
  for (uint32_t axis = 0; axis < rank; ++axis) {
    idx.extents.push_back(big_endian(bytes, 4 + 4 * axis));
    idx.announced = std::min<uint64_t>(idx.announced, uint64_t{1} << 31) * idx.extents.back();
  }
  return idx;
}

Idx read_idx(const std::filesystem::path& file, bool images) {
  constexpr uint64_t told_apart = 1 << 16;  // so much more than announced is unpacked to be named
  const std::string where = file.string();
  Idx idx;
  std::string bytes = read_maybe_gzipped(file, [&](std::string_view beginning) {
    idx = read_header(beginning, images, where);
    return std::min(idx.header + idx.announced + told_apart, largest_file);
  });
  const uint64_t there = bytes.size() - idx.header;
  if (there < idx.announced) {
    throw Error(where, "is cut short: its header announces {} values, but it holds {}; get it again", idx.announced,
                there);
  }
  if (there > idx.announced) {
    throw Error(where, "has {} bytes more than its header announces; get it again", there - idx.announced);
  }
  idx.bytes = std::move(bytes);
  return idx;
}

int64_t whole_number(const Idx& idx, size_t at) {
  uint32_t raw = 0;
  for (int i = 0; i < idx.value_bytes; ++i)
    raw = raw << 8 | static_cast<unsigned char>(idx.bytes[at + static_cast<size_t>(i)]);
  const bool is_signed = idx.bytes[2] != 0x08;
  const int spare = 32 - 8 * idx.value_bytes;
  return is_signed ? int64_t{static_cast<int32_t>(raw << spare) >> spare} : int64_t{raw};
}

// The place of the only 1 among 0s in each row, or empty where a row has anything else.
std::vector<int> places_of_ones(const Idx& idx, size_t row) {
  std::vector<int> places;
  places.reserve(idx.extents[0]);
  for (size_t i = 0; i < idx.extents[0]; ++i) {
    size_t ones = 0, place = 0;
    for (size_t column = 0; column < row; ++column) {
      const int64_t value = whole_number(idx, idx.header + (i * row + column) * static_cast<size_t>(idx.value_bytes));
      if (value != 0 && value != 1) return {};
      if (value == 1) ++ones, place = column;
    }
    if (ones != 1) return {};
    places.push_back(static_cast<int>(place));
  }
  return places;
}

}  // namespace

std::vector<int> read_idx_labels(const std::filesystem::path& file) {
  const Idx idx = read_idx(file, false);
  const size_t row = idx.extents.size() == 2 ? idx.extents[1] : 1;
  if (row == 0) throw Error(file.string(), "has rows without a label; get it again");
  // One column after the other: rows of a 1 among 0s, or a label before what else is known of the picture (QMNIST).
  if (row > 1) {
    if (std::vector<int> places = places_of_ones(idx, row); !places.empty()) return places;
  }
  std::vector<int> labels;
  labels.reserve(idx.extents[0]);
  for (size_t i = 0; i < idx.extents[0]; ++i) {
    const int64_t label = whole_number(idx, idx.header + i * row * static_cast<size_t>(idx.value_bytes));
    if (label < 0) throw Error(file.string(), "label {} is {}; labels are counted from 0", i, label);
    labels.push_back(static_cast<int>(label));
  }
  return labels;
}

LabelledImages read_labelled_images(const std::filesystem::path& images, const std::filesystem::path& labels,
                                    int classes) {
  const Idx pixels = read_idx(images, true);
  LabelledImages result;
  result.labels = read_idx_labels(labels);
  const std::vector<uint32_t>& extents = pixels.extents;
  if (extents[0] != result.labels.size()) {
    throw Error(labels.string(), "has {} labels for the {} images of {}; take both from the same set",
                result.labels.size(), extents[0], images.filename().string());
  }
  if (extents[1] == 0 || extents[2] == 0 || extents[1] > 4096 || extents[2] > 4096) {
    throw Error(images.string(), "has images of {} × {} pixels; between 1 and 4096 each way can be read", extents[1],
                extents[2]);
  }
  result.count = extents[0];
  result.height = static_cast<int>(extents[1]);
  result.width = static_cast<int>(extents[2]);
  result.pixels.assign(pixels.bytes.begin() + 16, pixels.bytes.end());
  for (size_t i = 0; i < result.labels.size() && classes > 0; ++i) {
    if (result.labels[i] >= classes)
      throw Error(labels.string(), "label {} is {}, but there are only the classes 0 to {}", i, result.labels[i],
                  classes - 1);
  }
  return result;
}

}  // namespace saddle
