#pragma once

#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include <zlib.h>

namespace saddle::test {

// The first `count` items of a gzipped IDX file in $SADDLE_DATA/mnist, without its header; empty where there is none.
// Reads by hand, so that it is no opinion of the engine's reader.
inline std::vector<uint8_t> mnist_file(const std::string& name, int header, int item, int count) {
  const char* const directory = std::getenv("SADDLE_DATA");
  if (!directory) return {};
  const gzFile file = gzopen((std::string(directory) + "/mnist/" + name).c_str(), "rb");
  if (!file) return {};
  std::vector<uint8_t> bytes(static_cast<size_t>(header) + static_cast<size_t>(item) * count);
  const int got = gzread(file, bytes.data(), static_cast<unsigned>(bytes.size()));
  gzclose(file);
  if (got != static_cast<int>(bytes.size())) return {};
  bytes.erase(bytes.begin(), bytes.begin() + header);
  return bytes;
}
inline std::vector<uint8_t> mnist_test_images(int count) {
  return mnist_file("t10k-images-idx3-ubyte.gz", 16, 784, count);
}
inline std::vector<uint8_t> mnist_test_labels(int count) {
  return mnist_file("t10k-labels-idx1-ubyte.gz", 8, 1, count);
}

}  // namespace saddle::test
