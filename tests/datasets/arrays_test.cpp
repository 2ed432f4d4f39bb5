// Labels and pictures in the forms that people save them in (tests/data/make_numpy_dataset.py).
#include <algorithm>
#include <cmath>

#include "../io/files.h"
#include "io/npz.h"
#include "saddle/catalog.h"
#include "sets.h"

namespace saddle {
namespace {

using Texts = std::vector<std::string>;

const std::string file = SADDLE_TEST_DATA "/numpy_labels.npz";

std::shared_ptr<const Dataset> arrays(const std::string& x, const std::string& y, Properties properties = {}) {
  properties.insert({{"path", file}, {"x", x}, {"y", y}, {"test_share", 0.0}});
  return load("npz", properties);
}

// The name of the class of each sample, in the order of x.
Texts names_in(const Dataset& dataset) {
  Texts names(static_cast<size_t>(dataset.train.count));
  for (size_t i = 0; i < names.size(); ++i)
    names[static_cast<size_t>(dataset.train.values[2 * i] / 2)] =
        dataset.classes[static_cast<size_t>(dataset.train.labels[i])];
  return names;
}

bool says(const Dataset& dataset, const std::string& where, const std::string& words) {
  return std::any_of(dataset.notes.begin(), dataset.notes.end(), [&](const Issue& note) {
    return note.where == where && note.sentence().find(words) != std::string::npos;
  });
}

TEST(Arrays, OneHotRowsAreLabels) {
  const auto dataset = arrays("x", "one_hot");
  EXPECT_EQ(names_in(*dataset), (Texts{"2", "0", "1", "0"}));
  EXPECT_TRUE(says(*dataset, "data.y", "one-hot rows of 3 numbers"));
  EXPECT_NE(fault_of([] { arrays("x", "soft"); }).find("has the shape (4, 3)"), std::string::npos);
}

TEST(Arrays, WordsAreTheNamesOfClasses) {
  const auto dataset = arrays("x", "words");
  EXPECT_EQ(dataset->classes, (Texts{"벚꽃", "봄", "튤립"}));
  EXPECT_EQ(names_in(*dataset), (Texts{"튤립", "봄", "벚꽃", "봄"}));
  EXPECT_TRUE(says(*dataset, "data.y", "words"));
  EXPECT_EQ(names_in(*arrays("x", "big_endian_words")), (Texts{"b", "a", "b", "a"}));
  EXPECT_EQ(names_in(*arrays("x", "byte_words")), (Texts{"oak", "ash", "oak", "ash"}));
  EXPECT_EQ(catalog::sample_info({"npz", {{"path", file}, {"y", "words"}}}).classes, dataset->classes);
}

TEST(Arrays, NumbersFromOneHaveNoEmptyClass) {
  EXPECT_EQ(arrays("x", "from_one")->classes, (Texts{"1", "2", "3"}));
  EXPECT_EQ(names_in(*arrays("x", "from_one")), (Texts{"1", "2", "3", "1"}));
  EXPECT_TRUE(says(*arrays("x", "from_one"), "data.y", "names of 3 classes"));
  EXPECT_EQ(names_in(*arrays("x", "far_apart")), (Texts{"3", "7", "3", "7"}));
  EXPECT_EQ(names_in(*arrays("x", "signs")), (Texts{"-1", "1", "1", "-1"}));
}

TEST(Arrays, ChannelsThatComeLastAreSeen) {
  const auto dataset = arrays("last", "from_one");
  EXPECT_EQ(dataset->sample, (Shape{3, 8, 8}));
  EXPECT_TRUE(says(*dataset, "data.layout", "3 of 8 × 8 pixels"));
  const auto values = sample(*dataset, dataset->train, 0);
  const int n = static_cast<int>(std::lround(values[0] * 255)) / 50;
  EXPECT_FLOAT_EQ(values[3 * (8 * 5 + 3) + 1], static_cast<float>(n * 50 + 5 * 5 + 3 * 2 + 1) / 255);
  EXPECT_TRUE(arrays("last", "from_one", {{"layout", "channels_last"}})->notes.size() < dataset->notes.size());
}

TEST(Arrays, WhereItCannotBeToldItIsAskedFor) {
  const std::string sentence = fault_of([] { arrays("cube", "from_one"); });
  EXPECT_TRUE(sentence.starts_with("data.layout: cube has the shape (4, 3, 3, 3)")) << sentence;
  EXPECT_EQ(arrays("cube", "from_one", {{"layout", "channels_first"}})->sample, (Shape{3, 3, 3}));
}

TEST(Arrays, NumbersThatAreNoBytesAreSaidToBeLarge) {
  EXPECT_TRUE(says(*arrays("bytes_as_numbers", "from_one"), "data.normalize", "inputs reach 255"));
}

}  // namespace
}  // namespace saddle
