#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include <gtest/gtest.h>

#include "../folder.h"
#include "saddle/catalog.h"
#include "saddle/dataset.h"

namespace saddle {
namespace {

TEST(DigitOrNot, HasTheDigitsOfMnistAndOthersThatItMakes) {
  const char* data = std::getenv("SADDLE_DATA");
  if (!data || !std::filesystem::exists(std::filesystem::path(data) / "mnist"))
    GTEST_SKIP() << "SADDLE_DATA names no folder with MNIST";
  const Choice choice{"digit_or_not", {{"others", 300}, {"digits", 50}, {"test_others", 80}}};
  const auto found = load_dataset(choice, data), mnist = load_dataset({"mnist", {}}, data);
  EXPECT_EQ(found->classes, catalog::sample_info(choice, data).classes);
  EXPECT_EQ(found->train.count, mnist->train.count + 350);
  EXPECT_EQ(found->test.count, mnist->test.count + 80);
  EXPECT_EQ(std::ranges::count(found->train.labels, 0), 300);
  EXPECT_EQ(std::ranges::count(found->test.labels, 0), 80);
  EXPECT_EQ(std::ssize(found->train.bytes), found->train.count * 784);
  EXPECT_EQ(std::ssize(found->train.labels), found->train.count);
}

TEST(DigitOrNot, SaysThatMnistIsMissing) {
  const Folder folder;
  EXPECT_THROW(load_dataset({"digit_or_not", {}}, folder.path()), Error);
}

}  // namespace
}  // namespace saddle
