// Ctrl+V of what was copied elsewhere. The clipboard itself is that of tests/window.
#include <fstream>
#include <iterator>

#include <gtest/gtest.h>

#include "driver.h"
#include "saddle/error.h"

namespace saddle::app {
namespace {

std::string bytes_of(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

// Before a clipboard on which `copied` lies.
class Paster : public Driver {
 public:
  explicit Paster(Copied copied) : Paster([copied = std::move(copied)] { return copied; }) {}
  explicit Paster(std::function<Copied()> clipboard) : Driver({.clipboard = std::move(clipboard)}) {}
  void paste() {
    Headless::press({.key = 'V', .control = true});
    settle();
  }
};

TEST(Paste, APictureThatWasCopiedIsReadAsIfItWereDropped) {
  Driver dropped;
  dropped.application().open(SADDLE_TEST_DATA "/seven.png");
  dropped.settle();
  Paster user({.picture = bytes_of(SADDLE_TEST_DATA "/seven.png")});
  user.paste();
  EXPECT_EQ(user.text("digit.prediction").substr(0, 2), "7 ") << user.text("digit.prediction");
  EXPECT_EQ(*user.application().focus().drawn, *dropped.application().focus().drawn);
  EXPECT_EQ(user.text("digit.paste"), "");
}

TEST(Paste, AFileThatWasCopiedIsOpened) {
  Paster user({.file = SADDLE_TEST_DATA "/seven.png"});
  user.paste();
  EXPECT_EQ(user.text("digit.prediction").substr(0, 2), "7 ");
}

TEST(Paste, WhereThereIsNeitherASentenceSaysSoUntilTheNextClick) {
  Paster user(Copied{});
  user.stroke({{0.2f, 0.2f}, {0.8f, 0.2f}});
  user.paste();
  EXPECT_EQ(user.text("digit.paste"), "The clipboard holds neither a picture nor the path of one.");
  EXPECT_EQ(user.text("digit.canvas"), "1 strokes") << "and what was there stays";
  user.click("digit.clear");
  EXPECT_EQ(user.text("digit.paste"), "");
}

TEST(Paste, WhatCannotBeReadIsSaid) {
  Paster broken({.picture = bytes_of(SADDLE_TEST_DATA "/seven.png").substr(0, 60)});
  broken.paste();
  EXPECT_EQ(broken.text("notice").find("clipboard: "), 0u) << broken.text("notice");
  Paster silent([]() -> Copied { throw Error("", "the program does not answer"); });
  silent.paste();
  EXPECT_NE(silent.text("notice").find("does not answer"), std::string::npos) << silent.text("notice");
}

}  // namespace
}  // namespace saddle::app
