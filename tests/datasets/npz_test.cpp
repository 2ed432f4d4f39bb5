// Arrays that NumPy wrote (tests/data/make_numpy_dataset.py).
#include "io/npz.h"

#include <algorithm>
#include <cmath>

#include "../io/files.h"
#include "saddle/catalog.h"
#include "saddle/own_data.h"
#include "sets.h"

namespace saddle {
namespace {

const std::string file = SADDLE_TEST_DATA "/numpy_dataset.npz", parts = SADDLE_TEST_DATA "/numpy_parts.npz";

// Every sample in its place, but for the lot that mixes them: none is for testing.
std::shared_ptr<const Dataset> arrays(const std::string& x, const std::string& y, Properties properties = {}) {
  properties["path"] = file;
  properties["x"] = x;
  properties["y"] = y;
  properties.try_emplace("test_share", 0.0);
  return load("npz", properties);
}

std::string fault(const std::string& x, const std::string& y, const Properties& properties = {}) {
  return fault_of([&] { arrays(x, y, properties); });
}

// tests/data/make_numpy_dataset.py, in another language: what stands at channel, row and column of picture n.
int pixel(int n, int channel, int row, int column) { return n * 24 + channel * 8 + row * 4 + column; }

TEST(NpzSet, ReadsFeaturesAndClasses) {
  const auto dataset = arrays("x", "y");
  EXPECT_EQ(dataset->sample, Shape{2});
  EXPECT_EQ(dataset->classes, (std::vector<std::string>{"0", "1", "2"}));
  expect_sound(*dataset, dataset->train, 6);
  for (int64_t i = 0; i < 6; ++i) {
    const float first = sample(*dataset, dataset->train, i)[0], second = sample(*dataset, dataset->train, i)[1];
    EXPECT_EQ(second, first + 0.125f);
    EXPECT_EQ(dataset->train.labels[static_cast<size_t>(i)], static_cast<int>((first + 0.5f) * 4) % 3);
  }
}

TEST(NpzSet, PartsThatTheFileHasAreTaken) {
  const auto dataset = load("npz", {{"path", parts}});
  EXPECT_EQ(dataset->classes, (std::vector<std::string>{"0", "1", "2", "3"}));  // y_test holds a 3
  expect_sound(*dataset, dataset->train, 6);
  EXPECT_EQ(dataset->test.values, (std::vector<float>{100, 200, 300, 400}));
  EXPECT_EQ(dataset->test.labels, (std::vector<int>{2, 3}));
  EXPECT_EQ(dataset->validation.values, (std::vector<float>{-1, -2}));
  EXPECT_EQ(dataset->validation.labels, (std::vector<int>{1}));
  EXPECT_NE(fault_of([] {
              load("npz", {{"path", parts}, {"validation", 2}});
            }).find("data.validation: "),
            std::string::npos);
}

TEST(NpzSet, TakesTheNamesThatOtherProgramsGive) {
  const Folder folder;
  using Names = std::pair<std::string, std::string>;
  for (const auto& [x, y] : {Names("X", "Y"), Names("data", "target"), Names("X_train", "y_train"),
                             Names("images", "labels"), Names("features", "Label")}) {
    NpzWriter writer;
    writer.add(x, {4, 2}, std::vector<float>{1, 2, 3, 4, 5, 6, 7, 8});
    writer.add(y, {4}, std::vector<float>{0, 1, 1, 0});
    const auto there = folder.write(x + ".npz", writer.finish());
    EXPECT_TRUE(is_own_data(there)) << x;
    const auto dataset = load("npz", {{"path", there.string()}, {"test_share", 0.0}});
    EXPECT_EQ(dataset->train.count, 4) << x;
    EXPECT_EQ(std::count(dataset->train.labels.begin(), dataset->train.labels.end(), 1), 2) << y;
    ASSERT_EQ(dataset->notes.size(), 1u) << x;
    EXPECT_EQ(dataset->notes.front().sentence(),
              "the array " + x + " is taken for the samples, and " + y + " for what to learn of them");
  }
  NpzWriter layers;
  layers.add("dense_1/weight", {1, 2}, std::vector<float>{1, 2});
  EXPECT_FALSE(is_own_data(folder.write("layers.npz", layers.finish()))) << "a model without its experiment";
}

TEST(NpzSet, TakesThePartsThatOtherProgramsName) {
  const Folder folder;
  struct Names {
    const char *x, *y, *x_test, *y_test, *x_validation, *y_validation;
  };
  for (const Names& names :
       {Names{"X_train", "y_train", "X_test", "y_test", "X_val", "y_val"},
        Names{"train_images", "train_labels", "test_images", "test_labels", "valid_images", "valid_labels"},
        Names{"Xtrain", "Ytrain", "Xtest", "Ytest", "Xvalid", "Yvalid"}}) {
    SCOPED_TRACE(names.x);
    NpzWriter writer;
    writer.add(names.x, {2, 2}, std::vector<float>{1, 2, 3, 4});
    writer.add(names.y, {2}, std::vector<float>{0, 1});
    writer.add(names.x_test, {1, 2}, std::vector<float>{5, 6});
    writer.add(names.y_test, {1}, std::vector<float>{1});
    writer.add(names.x_validation, {1, 2}, std::vector<float>{7, 8});
    writer.add(names.y_validation, {1}, std::vector<float>{0});
    const auto there = folder.write(std::string(names.x) + ".npz", writer.finish());
    const auto dataset = load("npz", {{"path", there.string()}});
    EXPECT_EQ(dataset->train.values, (std::vector<float>{1, 2, 3, 4}));
    EXPECT_EQ(dataset->test.values, (std::vector<float>{5, 6}));
    EXPECT_EQ(dataset->test.labels, std::vector<int>{1});
    EXPECT_EQ(dataset->validation.values, (std::vector<float>{7, 8}));
    EXPECT_TRUE(std::ranges::any_of(
        dataset->notes, [&](const Issue& note) { return note.sentence().find(names.x_test) != std::string::npos; }));
  }
}

TEST(NpzSet, OtherwiseAShareIsTakenByLot) {
  const auto whole = arrays("x", "y"), split = arrays("x", "y", {{"test_share", 0.5}, {"validation", 1}}),
             other = arrays("x", "y", {{"test_share", 0.5}, {"seed", 5}});
  EXPECT_EQ(split->test.count, 3);
  EXPECT_EQ(split->validation.count, 1);
  EXPECT_EQ(split->train.count, 2);
  std::vector<int> labels = split->test.labels;
  std::sort(labels.begin(), labels.end());
  EXPECT_EQ(labels, (std::vector<int>{0, 1, 2}));
  EXPECT_EQ(other->test.count, 3);
  EXPECT_FALSE(same(split->test, other->test));
}

TEST(NpzSet, PicturesLieChannelsLastWhateverTheFileHas) {
  for (const auto& [x, layout] : {std::pair{"pictures", "channels_first"},
                                  {"pictures_fortran", "channels_first"},
                                  {"pictures_last", "channels_last"}}) {
    SCOPED_TRACE(x);
    const auto dataset = arrays(x, "labels", {{"layout", layout}});
    EXPECT_EQ(dataset->sample, (Shape{3, 2, 4}));
    ASSERT_EQ(dataset->train.bytes.size(), 6u * 24);
    for (int64_t i = 0; i < 6; ++i) {
      const auto values = sample(*dataset, dataset->train, i);
      const int n = static_cast<int>(std::lround(values[0] * 255)) / 24;
      for (int row = 0; row < 2; ++row) {
        for (int column = 0; column < 4; ++column) {
          for (int channel = 0; channel < 3; ++channel)
            EXPECT_FLOAT_EQ(values[static_cast<size_t>((row * 4 + column) * 3 + channel)],
                            static_cast<float>(pixel(n, channel, row, column)) / 255);
        }
      }
      EXPECT_EQ(dataset->train.labels[static_cast<size_t>(i)], n % 2);
    }
  }
}

TEST(NpzSet, PicturesWithoutChannelsAreGrey) {
  const auto dataset = arrays("grey", "labels");
  EXPECT_EQ(dataset->sample, (Shape{1, 2, 4}));
  const auto values = sample(*dataset, dataset->train, 0);
  const int n = static_cast<int>(std::lround(values[0] * 255)) / 24;
  for (int p = 0; p < 8; ++p)
    EXPECT_FLOAT_EQ(values[static_cast<size_t>(p)], static_cast<float>(pixel(n, 0, p / 4, p % 4)) / 255);
}

TEST(NpzSet, OnlyBytesArePixels) {
  const auto dataset = arrays("halves", "column");
  const auto values = sample(*dataset, dataset->train, 0);
  const int n = static_cast<int>(values[0] * 2) / 24;
  EXPECT_EQ(values[1], static_cast<float>(pixel(n, 1, 0, 0)) / 2);  // float16, as it stands in the file
}

TEST(NpzSet, AClassForEachPixel) {
  const auto dataset = arrays("pictures", "maps");
  EXPECT_TRUE(dataset->per_pixel);
  expect_sound(*dataset, dataset->train, 6);
  const int n = static_cast<int>(std::lround(sample(*dataset, dataset->train, 0)[0] * 255)) / 24;
  for (int p = 0; p < 8; ++p) EXPECT_EQ(dataset->train.labels[static_cast<size_t>(p)], pixel(n, 1, p / 4, p % 4) % 5);
}

TEST(NpzSet, RegressionTakesOneNumberOrSeveral) {
  const auto two = arrays("x", "targets", {{"task", "regression"}});
  EXPECT_EQ(two->outputs, 2);
  EXPECT_TRUE(two->classes.empty());
  expect_sound(*two, two->train, 6);
  for (size_t i = 0; i < 6; ++i) EXPECT_FLOAT_EQ(two->train.targets[2 * i], (two->train.values[2 * i] + 0.5f) * 2);
  EXPECT_EQ(arrays("x", "number", {{"task", "regression"}})->outputs, 1);
}

TEST(NpzSet, SaysWhatItHoldsBeforeItIsLoaded) {
  const auto info = [](const std::string& x, const std::string& y, Properties more = {}) {
    more.insert({{"path", file}, {"x", x}, {"y", y}});
    return catalog::sample_info({"npz", more});
  };
  EXPECT_EQ(info("pictures", "labels").shape, (Shape{3, 2, 4}));
  EXPECT_EQ(info("pictures_last", "labels", {{"layout", "channels_last"}}).shape, (Shape{3, 2, 4}));
  EXPECT_EQ(info("x", "y").classes.size(), 3u);
  EXPECT_TRUE(info("pictures", "maps").per_pixel);
  EXPECT_EQ(info("x", "targets", {{"task", "regression"}}).outputs, 2);
  ASSERT_TRUE(info("nothing", "y").issue);
  EXPECT_EQ(info("nothing", "y").issue->where, "data.x");
}

TEST(NpzSet, AFaultIsOneSentenceThatNamesTheArray) {
  EXPECT_NE(fault("nothing", "y").find("has no array \"nothing\"; it has x, y, pictures"), std::string::npos);
  EXPECT_EQ(fault("x", "negative"),
            file + ": negative: holds the class -1; classes are whole numbers from 0, below 1000");
  EXPECT_NE(fault("x", "number").find("set data.task=regression"), std::string::npos);
  EXPECT_EQ(fault("broken", "y"), file + ": broken: value 2 of 12 is nan; replace it by a number");
  EXPECT_EQ(fault("x", "words"), file + ": words: holds text, not numbers");
  EXPECT_EQ(fault("x", "targets"), file + ": targets: has the shape (6, 2); expected (N), a class for each sample");
  EXPECT_NE(fault("x", "maps").find("maps: has the shape (6, 2, 4)"), std::string::npos);
  EXPECT_NE(fault("x", "y", {{"x_test", "elsewhere"}}).find("data.x_test: "), std::string::npos);
  EXPECT_NE(fault("x", "y", {{"x_test", "grey"}, {"y_test", "labels"}}).find("has samples of (1, 2, 4)"),
            std::string::npos);
}

TEST(NpzSet, AnotherNumberOfLabelsIsAFault) {
  const Folder folder;
  NpzWriter writer;
  writer.add("x", {3, 2}, std::vector<float>(6));
  writer.add("y", {2}, std::vector<float>{0, 1});
  const auto path = folder.write("short.npz", writer.finish()).string();
  EXPECT_EQ(fault_of([&] {
              load("npz", {{"path", path}});
            }),
            path + ": y: has the shape (2), but x has 3 samples; it must begin with as many");
}

TEST(NpzSet, ClassesWithoutASampleAreSaid) {
  const Folder folder;
  const auto says_classes = [&](const std::vector<float>& labels) {
    NpzWriter writer;
    writer.add("x", {6, 1}, std::vector<float>{1, 2, 3, 4, 5, 6});
    writer.add("y", {6}, labels);
    const auto dataset = load("npz", {{"path", folder.write("labels.npz", writer.finish()).string()}});
    return std::ranges::any_of(dataset->notes, [](const Issue& note) {
      return note.sentence().find("are the names of 11 classes") != std::string::npos;
    });
  };
  EXPECT_TRUE(says_classes({0, 5, 10, 0, 5, 10}));
  EXPECT_FALSE(says_classes({0, 1, 2, 0, 1, 2}));
}

TEST(NpzSet, WhatIsNoNpzFileIsAnError) {
  const Folder folder;
  const auto path = folder.write("notes.npz", "hello").string();
  EXPECT_EQ(fault_of([&] {
              load("npz", {{"path", path}});
            }),
            path + ": is not an .npz file, or it is cut short; saddle train --save and numpy.savez write whole ones");
}

TEST(NpzReader, LooksAtShapesWithoutReadingTheValues) {
  const NpzReader reader{std::filesystem::path(file)};
  EXPECT_EQ(reader.shape("pictures"), (std::vector<int64_t>{6, 3, 2, 4}));
  EXPECT_EQ(reader.shape("y"), (std::vector<int64_t>{6}));
  EXPECT_EQ(reader.read("pictures").kind, "u1");
  EXPECT_EQ(reader.read("column").kind, "i4");
  EXPECT_TRUE(reader.has("maps"));
  EXPECT_FALSE(reader.has("map"));
  EXPECT_EQ(reader.names().front(), "x");
}

}  // namespace
}  // namespace saddle
