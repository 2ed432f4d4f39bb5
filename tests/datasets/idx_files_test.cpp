// MNIST's form as other programs name and fill it.
#include <algorithm>
#include <array>
#include <cstdlib>

#include "../io/files.h"
#include "saddle/catalog.h"
#include "saddle/images.h"
#include "sets.h"

namespace saddle {
namespace {

using Texts = std::vector<std::string>;

std::string number(uint32_t value) {
  return {static_cast<char>(value >> 24), static_cast<char>(value >> 16), static_cast<char>(value >> 8),
          static_cast<char>(value)};
}

// Upright strokes: 20 pixels tall and 6 wide; or lying.
std::string strokes(uint32_t count, bool lying) {
  std::string bytes = number(0x803) + number(count) + number(28) + number(28);
  for (uint32_t i = 0; i < count; ++i) {
    for (int row = 0; row < 28; ++row) {
      for (int column = 0; column < 28; ++column) {
        const int along = lying ? column : row, across = lying ? row : column;
        bytes += along >= 4 && along < 24 && across >= 11 && across < 17 ? '\xff' : '\0';
      }
    }
  }
  return bytes;
}

std::string labels(const std::vector<int>& values) {
  std::string bytes = number(0x801) + number(static_cast<uint32_t>(values.size()));
  for (const int value : values) bytes += static_cast<char>(value);
  return bytes;
}

class IdxFiles : public testing::Test {
 protected:
  void put(const std::string& images, const std::string& labels_file, const std::vector<int>& values,
           bool lying = false) {
    folder_.write(images, strokes(static_cast<uint32_t>(values.size()), lying));
    folder_.write(labels_file, labels(values));
  }
  void put_mnist(const std::vector<int>& values, bool lying = false) {
    put("mnist/train-images-idx3-ubyte", "mnist/train-labels-idx1-ubyte", values, lying);
    put("mnist/t10k-images-idx3-ubyte", "mnist/t10k-labels-idx1-ubyte", values, lying);
  }
  std::shared_ptr<const Dataset> read(const Properties& properties = {}) {
    return load("mnist", properties, folder_.path());
  }
  bool says(const Dataset& dataset, const std::string& where) {
    return std::any_of(dataset.notes.begin(), dataset.notes.end(),
                       [&](const Issue& note) { return note.where == where; });
  }
  Folder folder_;
};

TEST_F(IdxFiles, TheNamesOfOtherProgramsAreFound) {
  for (const auto& names :
       {std::array{"mnist", "-images.idx3-ubyte", "-labels.idx1-ubyte", "train", "t10k"},
        {"MNIST/raw", "-images-idx3-ubyte", "-labels-idx1-ubyte", "train", "t10k"},
        {".", "-images-idx3-ubyte", "-labels-idx1-ubyte", "emnist-digits-train", "emnist-digits-test"},
        {"mnist", "-images-idx3-ubyte/train-images-idx3-ubyte", "-labels-idx1-ubyte", "train", ""}}) {
    const char *folder = names[0], *images = names[1], *labels = names[2], *train = names[3], *test = names[4];
    SCOPED_TRACE(std::string(folder) + images);
    const Folder place;
    const auto write = [&](const std::string& part, const std::vector<int>& values) {
      place.write(fmt::format("{}/{}{}", folder, part, images), strokes(static_cast<uint32_t>(values.size()), false));
      place.write(fmt::format("{}/{}{}", folder, part, labels), saddle::labels(values));
    };
    write(train, {1, 2, 3});
    if (*test) {
      write(test, {4, 5});
    } else {
      place.write("mnist/t10k-images-idx3-ubyte/t10k-images-idx3-ubyte", strokes(2, false));
      place.write("mnist/t10k-labels-idx1-ubyte", saddle::labels({4, 5}));
    }
    const auto dataset = load("mnist", {}, place.path());
    EXPECT_EQ(dataset->train.labels, (std::vector<int>{1, 2, 3}));
    EXPECT_EQ(dataset->test.labels, (std::vector<int>{4, 5}));
  }
}

TEST_F(IdxFiles, LabelsFromOneToTwentySixAreLetters) {
  put_mnist({1, 26, 13});
  const auto dataset = read();
  ASSERT_EQ(dataset->classes.size(), 26u);
  EXPECT_EQ(dataset->classes.front(), "1");
  EXPECT_EQ(dataset->train.labels, (std::vector<int>{0, 25, 12}));
  EXPECT_TRUE(says(*dataset, "data.set"));
  EXPECT_EQ(catalog::sample_info({"mnist"}, folder_.path()).classes, dataset->classes);
  put_mnist({0, 46});
  EXPECT_EQ(read()->classes.size(), 47u);
}

TEST_F(IdxFiles, LabelsCanBeNumbersOfFourBytesInRows) {
  std::string rows = number(0xc02) + number(3) + number(2);
  for (const uint32_t label : {7u, 0u, 9u}) rows += number(label) + number(4242);
  const auto read = read_labelled_images(folder_.write("images", strokes(3, false)), folder_.write("labels", rows), 10);
  EXPECT_EQ(read.labels, (std::vector<int>{7, 0, 9}));
  const std::string negative = number(0xc01) + number(1) + number(0xffffffff);
  EXPECT_NE(fault_of([&] {
              read_labelled_images(folder_.write("images", strokes(1, false)), folder_.write("labels", negative), 10);
            }).find("label 0 is -1"),
            std::string::npos);
  EXPECT_NE(fault_of([&] {
              read_labelled_images(folder_.write("images", strokes(1, false)),
                                   folder_.write("labels", number(0xd01) + number(1) + number(0)), 10);
            }).find("not an IDX file of labels"),
            std::string::npos);
}

TEST_F(IdxFiles, PicturesThatLieOnTheirSideAreSaidToAndTurned) {
  put_mnist({1, 2, 3}, true);
  const auto lying = read();
  EXPECT_TRUE(says(*lying, "data.transposed"));
  const auto turned = read({{"transposed", true}});
  EXPECT_FALSE(says(*turned, "data.transposed"));
  put_mnist({1, 2, 3}, false);
  const auto upright = read();
  EXPECT_FALSE(says(*upright, "data.transposed"));
  EXPECT_EQ(turned->train.bytes, upright->train.bytes);
}

TEST_F(IdxFiles, MnistAsItIsStandsUpright) {
  const char* data = std::getenv("SADDLE_DATA");
  if (!data || !std::filesystem::exists(std::filesystem::path(data) / "mnist"))
    GTEST_SKIP() << "SADDLE_DATA is not set";
  EXPECT_TRUE(load("mnist", {{"train", 100}, {"test", 100}}, data)->notes.empty());
  EXPECT_TRUE(load("fashion_mnist", {{"train", 100}, {"test", 100}}, data)->notes.empty());
}

// Of zeros a gigabyte packs into a megabyte: what a file may unpack to follows from its first bytes.
TEST_F(IdxFiles, NoMoreIsUnpackedThanTheHeaderAnnounces) {
  put_mnist({0, 1, 2});
  std::filesystem::remove(folder_ / "mnist/train-images-idx3-ubyte");
  const std::string images = strokes(3, false);
  const auto refusal = [&](const std::string& content) -> std::string {
    folder_.write("mnist/train-images-idx3-ubyte.gz", gzipped(content));
    try {
      read();
    } catch (const Error& error) {
      return error.what();
    }
    return "";
  };
  EXPECT_EQ(refusal(images), "");
  EXPECT_NE(refusal(images + std::string(16 << 20, '\0')).find("unpacks to more than"), std::string::npos);
  EXPECT_NE(refusal(images + "x").find("1 byte more"), std::string::npos);
  EXPECT_NE(refusal(std::string(1 << 20, '\0')).find("is not an IDX file"), std::string::npos);
}

}  // namespace
}  // namespace saddle
