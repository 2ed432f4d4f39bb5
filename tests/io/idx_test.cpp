#include <string>

#include "files.h"
#include "saddle/images.h"

namespace saddle {
namespace {

std::string number(uint32_t value) {
  return {static_cast<char>(value >> 24), static_cast<char>(value >> 16), static_cast<char>(value >> 8),
          static_cast<char>(value)};
}

std::string images(uint32_t count, uint32_t height, uint32_t width, size_t bytes, uint32_t magic = 0x803) {
  std::string file = number(magic) + number(count) + number(height) + number(width);
  for (size_t i = 0; i < bytes; ++i) file += static_cast<char>(i * 7);
  return file;
}

std::string labels(const std::vector<int>& values, uint32_t magic = 0x801) {
  std::string file = number(magic) + number(static_cast<uint32_t>(values.size()));
  for (const int value : values) file += static_cast<char>(value);
  return file;
}

class Idx : public testing::Test {
 protected:
  std::string fault(const std::string& image_bytes, const std::string& label_bytes) {
    const auto i = folder_.write("images", image_bytes), l = folder_.write("labels", label_bytes);
    return fault_of([&] { read_labelled_images(i, l, 10); });
  }
  Folder folder_;
};

TEST_F(Idx, OneHotRowsAreLabelsAndOtherRowsBeginWithThem) {
  const auto read = [&](const std::string& rows) {
    const std::string file = number(0x802) + number(3) + number(3) + rows;
    return read_labelled_images(folder_.write("images", images(3, 4, 5, 60)), folder_.write("labels", file), 10).labels;
  };
  EXPECT_EQ(read({0, 0, 1, 1, 0, 0, 0, 1, 0}), (std::vector<int>{2, 0, 1}));
  EXPECT_EQ(read({7, 0, 1, 1, 0, 0, 0, 1, 0}), (std::vector<int>{7, 1, 0}));
  EXPECT_EQ(read({1, 0, 1, 1, 0, 0, 0, 1, 0}), (std::vector<int>{1, 1, 0})) << "two ones";
}

TEST_F(Idx, ReadsPlainAndGzipped) {
  const std::string i = images(3, 4, 5, 60), l = labels({7, 0, 9});
  for (const bool packed : {false, true}) {
    const auto result = read_labelled_images(folder_.write("images", packed ? gzipped(i) : i),
                                             folder_.write("labels", packed ? gzipped(l) : l), 10);
    EXPECT_EQ(result.count, 3);
    EXPECT_EQ(result.height, 4);
    EXPECT_EQ(result.width, 5);
    EXPECT_EQ(result.labels, (std::vector<int>{7, 0, 9}));
    ASSERT_EQ(result.pixels.size(), 60u);
    EXPECT_EQ(result.pixels[2], 14);
  }
}

TEST_F(Idx, NamesTheFileAndWhatIsWrong) {
  const std::string good_images = images(3, 4, 5, 60), good_labels = labels({7, 0, 9});
  EXPECT_EQ(fault(good_images, good_labels), "");
  const auto expect = [&](const std::string& i, const std::string& l, const char* file, const char* what) {
    const std::string sentence = fault(i, l);
    EXPECT_NE(sentence.find((folder_ / file).string()), std::string::npos) << sentence;
    EXPECT_NE(sentence.find(what), std::string::npos) << sentence;
  };
  expect(images(3, 4, 5, 59), good_labels, "images", "cut short");
  expect(images(3, 4, 5, 61), good_labels, "images", "1 byte more");
  expect(images(3, 4, 5, 60, 0x801), good_labels, "images", "not an IDX file");
  expect("", good_labels, "images", "too short");
  expect(images(3, 0, 5, 0), good_labels, "images", "0 × 5");
  expect(good_images, labels({7, 10, 9}), "labels", "label 1 is 10");
  expect(good_images, labels({7, 0}), "labels", "2 labels for the 3 images");
  expect(good_images, labels({7, 0, 9}, 0x803), "labels", "not an IDX file");
  expect(good_images, good_labels + "x", "labels", "1 byte more");
  const std::string packed = gzipped(good_images);
  expect(packed.substr(0, packed.size() - 9), good_labels, "images", "ends in the middle");
  expect(packed + "rest", good_labels, "images", "after its compressed data");
  std::string damaged = packed;
  damaged[packed.size() / 2] = static_cast<char>(~damaged[packed.size() / 2]);
  expect(damaged, good_labels, "images", "");
}

TEST_F(Idx, AHeaderThatPromisesTooMuchIsRefused) {
  EXPECT_NE(fault(images(0xffffffff, 4096, 4096, 10), labels({1})).find("cut short"), std::string::npos);
  EXPECT_NE(fault(images(1, 70000, 2, 140000), labels({1})).find("70000"), std::string::npos);
}

TEST_F(Idx, MnistIsMnist) {
  const char* data = std::getenv("SADDLE_DATA");
  if (!data) GTEST_SKIP() << "needs MNIST; SADDLE_DATA is not set";
  const auto folder = std::filesystem::path(data) / "mnist";
  const auto test =
      read_labelled_images(folder / "t10k-images-idx3-ubyte.gz", folder / "t10k-labels-idx1-ubyte.gz", 10);
  EXPECT_EQ(test.count, 10000);
  EXPECT_EQ(std::vector<int>(test.labels.begin(), test.labels.begin() + 5), (std::vector<int>{7, 2, 1, 0, 4}));
  int64_t ink = 0;
  for (const uint8_t pixel : test.pixels) ink += pixel;
  EXPECT_NEAR(static_cast<double>(ink) / 255 / 7840000, 0.1325, 0.0001);  // the published mean of the test set
}

}  // namespace
}  // namespace saddle
