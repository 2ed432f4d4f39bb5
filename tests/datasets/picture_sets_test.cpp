// MNIST, Fashion-MNIST and CIFAR-10: in files of a few samples that the test (or Python) writes, and the real ones.
#include <cmath>
#include <cstdlib>
#include <map>

#include "../io/files.h"
#include "mnist_file.h"
#include "saddle/catalog.h"
#include "sets.h"

namespace saddle {
namespace {

std::string big_endian(uint32_t value) {
  return {static_cast<char>(value >> 24), static_cast<char>(value >> 16), static_cast<char>(value >> 8),
          static_cast<char>(value)};
}

// `count` pictures, the i-th with i everywhere and the label i % 10.
void write_idx(const Folder& folder, const std::string& stem, int count, int side = 28) {
  std::string images = big_endian(0x803) + big_endian(count) + big_endian(side) + big_endian(side),
              labels = big_endian(0x801) + big_endian(count);
  for (int i = 0; i < count; ++i) {
    images += std::string(static_cast<size_t>(side * side), static_cast<char>(i));
    labels += static_cast<char>(i % 10);
  }
  folder.write(stem + "-images-idx3-ubyte.gz", gzipped(images));
  folder.write(stem + "-labels-idx1-ubyte", labels);
}

TEST(IdxSets, AreReadFromTheirFourFiles) {
  for (const auto& [set, name] : {std::pair{"mnist", "mnist"}, {"fashion_mnist", "fashion-mnist"}}) {
    SCOPED_TRACE(set);
    const Folder folder;
    write_idx(folder, std::string(name) + "/train", 30);
    write_idx(folder, std::string(name) + "/t10k", 12);
    const auto dataset = load(set, {}, folder.path());
    EXPECT_EQ(dataset->sample, (Shape{1, 28, 28}));
    EXPECT_EQ(dataset->classes, catalog::sample_info({set}).classes);
    EXPECT_EQ(dataset->classes.size(), 10u);
    expect_sound(*dataset, dataset->train, 30);
    expect_sound(*dataset, dataset->test, 12);
    EXPECT_EQ(dataset->train.bytes[28 * 28 * 17], 17);
    EXPECT_EQ(dataset->test.labels[11], 1);
  }
}

TEST(IdxSets, PartsAreTheFirstAndForValidationTheLast) {
  const Folder folder;
  write_idx(folder, "mnist/train", 30);
  write_idx(folder, "mnist/t10k", 12);
  const auto dataset = load("mnist", {{"train", 7}, {"test", 5}, {"validation", 4}}, folder.path());
  expect_sound(*dataset, dataset->train, 7);
  expect_sound(*dataset, dataset->validation, 4);
  expect_sound(*dataset, dataset->test, 5);
  EXPECT_EQ(dataset->train.bytes.front(), 0);
  EXPECT_EQ(dataset->validation.bytes.front(), 26);
  EXPECT_NE(fault_of([&] {
              load("mnist", {{"train", 31}}, folder.path());
            }).find("data.train: 31 samples"),
            std::string::npos);
  EXPECT_NE(fault_of([&] {
              load("mnist", {{"test", 13}}, folder.path());
            }).find("data.test: 13 samples"),
            std::string::npos);
  EXPECT_NE(fault_of([&] {
              load("mnist", {{"validation", 30}}, folder.path());
            }).find("data.validation: "),
            std::string::npos);
}

TEST(IdxSets, StandardizedByTheirTrainingSet) {
  const Folder folder;
  write_idx(folder, "mnist/train", 3);  // 0, 1/255 and 2/255 everywhere
  write_idx(folder, "mnist/t10k", 12);
  const auto dataset = load("mnist", {{"normalize", "standardize"}}, folder.path());
  ASSERT_EQ(dataset->normalization.mean.size(), 1u);
  EXPECT_FLOAT_EQ(dataset->normalization.mean[0], 1.0f / 255);
  EXPECT_NEAR(dataset->normalization.deviation[0], std::sqrt(2.0 / 3) / 255, 1e-7);
}

TEST(IdxSets, ExtraDigitsJoinTheTrainingSetOnly) {
  const Folder folder;
  write_idx(folder, "mnist/train", 30);
  write_idx(folder, "mnist/t10k", 12);
  const auto plain = load("mnist", {}, folder.path()), mixed = load("mnist", {{"extra_digits", 20}}, folder.path());
  expect_sound(*mixed, mixed->train, 50);
  EXPECT_TRUE(same(plain->test, mixed->test));
  EXPECT_TRUE(std::equal(plain->train.bytes.begin(), plain->train.bytes.end(), mixed->train.bytes.begin()));
}

TEST(IdxSets, AMissingOrMisshapenFileIsNamed) {
  const Folder folder;
  EXPECT_NE(fault_of([&] { load("mnist", {}, folder.path()); }).find("mnist/train-images-idx3-ubyte(.gz) is not there"),
            std::string::npos);
  write_idx(folder, "mnist/train", 3, 20);
  write_idx(folder, "mnist/t10k", 3);
  EXPECT_EQ(fault_of([&] { load("mnist", {}, folder.path()); }),
            (folder / "mnist/train-images-idx3-ubyte.gz").string() +
                ": has pictures of 20 × 20 pixels; 28 × 28 are expected");
}

// Batches as the makers of CIFAR-10 describe them (cs.toronto.edu/~kriz/cifar.html), written by NumPy: the i-th picture
// of a file has `first + i` in red, its rows in green and its columns in blue.
void write_cifar(const Folder& folder, const std::string& name, int first, int count) {
  std::filesystem::create_directories(folder / "cifar10");
  ASSERT_EQ(run_python(folder, fmt::format(R"(
with open("cifar10/{}", "wb") as file:
    for i in range({}):
        red = np.full((32, 32), {} + i, np.uint8)
        green, blue = np.mgrid[:32, :32].astype(np.uint8)
        file.write(bytes([i % 10]) + np.stack([red, green, blue]).tobytes())
)",
                                           name, count, first)),
            0);
}

TEST(Cifar10, ReadsWhatNumPyWrote) {
  if (python().empty()) GTEST_SKIP() << "needs Python with NumPy";
  const Folder folder;
  write_cifar(folder, "data_batch_1.bin", 0, 12);
  write_cifar(folder, "data_batch_2.bin", 100, 5);
  write_cifar(folder, "test_batch.bin", 200, 3);
  const auto dataset = load("cifar10", {}, folder.path());
  EXPECT_EQ(dataset->sample, (Shape{3, 32, 32}));
  EXPECT_EQ(dataset->classes[3], "cat");
  expect_sound(*dataset, dataset->train, 17);
  expect_sound(*dataset, dataset->test, 3);
  for (const auto& [part, i, red] :
       {std::tuple{&dataset->train, 11, 11}, {&dataset->train, 14, 102}, {&dataset->test, 2, 202}}) {
    for (int row = 0; row < 32; ++row) {
      for (int column = 0; column < 32; ++column) {
        const uint8_t* pixel = part->bytes.data() + ((i * 32 + row) * 32 + column) * 3;
        ASSERT_EQ(pixel[0], red);
        ASSERT_EQ(pixel[1], row);
        ASSERT_EQ(pixel[2], column);
      }
    }
  }
  EXPECT_EQ(dataset->train.labels[11], 1);
  EXPECT_EQ(dataset->train.labels[14], 2);
  const auto standard = load("cifar10", {{"normalize", "standardize"}, {"validation", 2}}, folder.path());
  EXPECT_EQ(standard->validation.count, 2);
  ASSERT_EQ(standard->normalization.mean.size(), 3u);
  EXPECT_NEAR(standard->normalization.mean[1], 15.5 / 255, 1e-6);  // rows 0 .. 31
  EXPECT_NEAR(standard->normalization.deviation[2], std::sqrt((32 * 32 - 1) / 12.0) / 255, 1e-6);
}

TEST(Cifar10, ADamagedBatchIsNamed) {
  const Folder folder;
  folder.write("cifar10/test_batch.bin", std::string(3073, '\0'));
  const std::string batch = folder.write("cifar10/data_batch_1.bin", std::string(3072, '\0')).string();
  EXPECT_EQ(fault_of([&] { load("cifar10", {}, folder.path()); }),
            batch + ": has 3072 bytes, which is not a whole number of records of 3073; get it again");
  folder.write("cifar10/data_batch_1.bin", std::string(3073, '\x0a'));
  EXPECT_EQ(fault_of([&] { load("cifar10", {}, folder.path()); }),
            batch + ": record 0 has the label 10, but there are only the classes 0 to 9");
  const Folder empty;
  EXPECT_NE(fault_of([&] { load("cifar10", {}, empty.path()); }).find("cifar10/data_batch_1.bin(.gz) is not there"),
            std::string::npos);
}

TEST(RealData, MnistHas70000DigitsWithTheirPublishedMean) {
  if (test::mnist_test_labels(1).empty()) GTEST_SKIP() << "SADDLE_DATA has no mnist/";
  const auto dataset = load("mnist", {{"normalize", "standardize"}});
  expect_sound(*dataset, dataset->train, 60000);
  expect_sound(*dataset, dataset->test, 10000);
  // The numbers that everybody passes to transforms.Normalize.
  EXPECT_NEAR(dataset->normalization.mean[0], 0.1307, 1e-4);
  EXPECT_NEAR(dataset->normalization.deviation[0], 0.3081, 1e-4);
}

TEST(RealData, FashionMnistHasAsManyOfEachClass) {
  const char* directory = std::getenv("SADDLE_DATA");
  if (!directory || !std::filesystem::exists(std::filesystem::path(directory) / "fashion-mnist"))
    GTEST_SKIP() << "SADDLE_DATA has no fashion-mnist/";
  const auto dataset = load("fashion_mnist");
  std::map<int, int> counts;
  for (const int label : dataset->train.labels) ++counts[label];
  for (const auto& [label, count] : counts) EXPECT_EQ(count, 6000) << label;
  EXPECT_EQ(counts.size(), 10u);
}

TEST(RealData, Cifar10IsReadWholeOrInPart) {
  const char* directory = std::getenv("SADDLE_DATA");
  if (!directory || !(std::filesystem::exists(std::filesystem::path(directory) / "cifar10") ||
                      std::filesystem::exists(std::filesystem::path(directory) / "cifar10-small")))
    GTEST_SKIP() << "SADDLE_DATA has neither cifar10/ nor cifar10-small/";
  const auto dataset = load("cifar10", {{"normalize", "standardize"}});
  expect_sound(*dataset, dataset->train, dataset->train.count);
  expect_sound(*dataset, dataset->test, dataset->test.count);
  // Published for the 50,000: (0.4914, 0.4822, 0.4465) and (0.247, 0.243, 0.262); a part of them comes near.
  for (const auto& [k, mean, deviation] : {std::tuple{0, 0.4914, 0.247}, {1, 0.4822, 0.243}, {2, 0.4465, 0.262}}) {
    EXPECT_NEAR(dataset->normalization.mean[static_cast<size_t>(k)], mean, 0.01);
    EXPECT_NEAR(dataset->normalization.deviation[static_cast<size_t>(k)], deviation, 0.01);
  }
}

}  // namespace
}  // namespace saddle
