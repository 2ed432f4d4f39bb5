#include "plot/text.h"

#include <gtest/gtest.h>

#include "screen.h"

namespace saddle::plot {
namespace {

TEST(Text, IsBrokenBetweenWordsIntoLinesThatFit) {
  const std::string_view text = "Press Train: the loss of each step appears here";
  Screen screen;
  screen.frame([&] {
    EXPECT_EQ(wrapped(text, text_size(text).x, 9), std::vector{std::string(text)});
    const float width = text_size("the loss of each").x;
    const std::vector<std::string> lines = wrapped(text, width, 9);
    std::string joined;
    for (const std::string& line : lines) {
      EXPECT_LE(text_size(line).x, width) << line;
      joined += (joined.empty() ? "" : " ") + line;
    }
    EXPECT_EQ(joined, text);
    EXPECT_GE(lines.size(), 3u);
  });
}

TEST(Text, KeepsANumberAndItsUnitInOneLine) {
  Screen screen;
  screen.frame([&] {
    const float width = text_size("likeness 100").x + 1;
    EXPECT_EQ(wrapped("likeness 100 %. Draw another", width, 9),
              (std::vector<std::string>{"likeness", "100 %. Draw", "another"}));
  });
}

TEST(Text, IsShortenedWhereNoMoreLinesAreLeft) {
  Screen screen;
  screen.frame([&] {
    const float width = text_size("one two").x;
    const std::vector<std::string> lines = wrapped("one two three four five", width, 2);
    ASSERT_EQ(lines.size(), 2u);
    EXPECT_EQ(lines[0], "one two");
    EXPECT_EQ(lines[1], shortened("three four five", width));
    EXPECT_NE(lines[1], "three four five");
    const std::vector<std::string> long_word = wrapped("incomprehensibilities a", width, 2);
    ASSERT_EQ(long_word.size(), 2u);
    EXPECT_LE(text_size(long_word[0]).x, width);
    EXPECT_EQ(long_word[1], "a");
  });
}

}  // namespace
}  // namespace saddle::plot
