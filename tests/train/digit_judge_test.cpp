#include "saddle/digit_judge.h"

#include <algorithm>
#include <cstdlib>
#include <set>
#include <string_view>

#include <gtest/gtest.h>

#include "datasets/digits/digits.h"
#include "datasets/digits/others.h"
#include "nets.h"
#include "saddle/trainer.h"

namespace saddle {
namespace {

Picture paper(int width, int height) {
  return {width, height, std::vector<float>(static_cast<size_t>(width * height), 0.0f)};
}

void lay(Picture& on, const digits::Digit& digit, int left, int top, int scale) {
  for (int y = 0; y < 28 * scale; ++y) {
    for (int x = 0; x < 28 * scale; ++x) {
      float& to = on.ink[static_cast<size_t>((top + y) * on.width + left + x)];
      to = std::max(to, static_cast<float>(digit.pixels[static_cast<size_t>(y / scale * 28 + x / scale)]) / 255);
    }
  }
}

void fill(Picture& on, int left, int top, int right, int bottom) {
  for (int y = top; y < bottom; ++y) std::fill_n(on.ink.begin() + y * on.width + left, right - left, 1.0f);
}

TEST(Pieces, StandFromLeftToRight) {
  Picture drawing = paper(100, 60);
  fill(drawing, 70, 10, 80, 50);
  fill(drawing, 10, 12, 20, 48);
  fill(drawing, 40, 5, 50, 55);
  const std::vector<DigitPart> pieces = pieces_of(drawing);
  ASSERT_EQ(pieces.size(), 3u);
  EXPECT_EQ(pieces[0].left, 10);
  EXPECT_EQ(pieces[0].right, 20);
  EXPECT_EQ(pieces[0].top, 12);
  EXPECT_EQ(pieces[0].bottom, 48);
  EXPECT_EQ(pieces[1].left, 40);
  EXPECT_EQ(pieces[2].left, 70);
}

TEST(Pieces, WhatStandsAboveIsOneWithWhatIsBelow) {
  Picture drawing = paper(100, 60);  // the hat of a 5 that does not touch it, and a 1
  fill(drawing, 12, 5, 40, 9);
  fill(drawing, 10, 14, 35, 50);
  fill(drawing, 70, 5, 75, 50);
  fill(drawing, 90, 55, 91, 56);  // a speck
  const std::vector<DigitPart> pieces = pieces_of(drawing);
  ASSERT_EQ(pieces.size(), 2u);
  EXPECT_EQ(pieces[0].left, 10);
  EXPECT_EQ(pieces[0].right, 40);
  EXPECT_EQ(pieces[0].top, 5);
  EXPECT_EQ(pieces[1].left, 70);
}

TEST(Pieces, HaveNothingOfTheirNeighbors) {
  const digits::Digit four = digits::generate(3, 0, 4), seven = digits::generate(3, 1, 7);
  Picture drawing = paper(120, 60), alone = paper(120, 60);
  lay(drawing, four, 0, 0, 2);
  lay(drawing, seven, 60, 0, 2);
  lay(alone, seven, 60, 0, 2);
  const std::vector<DigitPart> pieces = pieces_of(drawing);
  ASSERT_EQ(pieces.size(), 2u);
  const auto form = mnist_form(alone);
  double off = 0;
  for (size_t i = 0; i < 784; ++i) off = std::max(off, std::abs(static_cast<double>(pieces[1].form[i] - form[i])));
  EXPECT_LT(off, 0.35) << "faint ink at the edge may be left out";
}

TEST(OtherDrawings, AreTheSameForTheSameSeedAndOfEveryKind) {
  std::vector<int> count(digits::other_kinds, 0);
  for (int64_t i = 0; i < 400; ++i) {
    const digits::Other one = digits::generate_other(1, i, digits::Lot::learned);
    EXPECT_EQ(one.pixels, digits::generate_other(1, i, digits::Lot::learned).pixels);
    EXPECT_GT(std::ranges::count_if(one.pixels, [](uint8_t v) { return v > 100; }), 4) << i;
    ++count[static_cast<size_t>(one.kind)];
  }
  EXPECT_GT(*std::ranges::min_element(count), 0);
  EXPECT_NE(digits::generate_other(1, 5, digits::Lot::learned).pixels,
            digits::generate_other(2, 5, digits::Lot::learned).pixels);
}

TEST(Others, EveryKindHasANameOfItsOwn) {
  std::set<std::string_view> names;
  for (int kind = 0; kind < digits::other_kinds; ++kind)
    names.insert(digits::name_of(static_cast<digits::OtherKind>(kind)));
  EXPECT_EQ(names.size(), static_cast<size_t>(digits::other_kinds));
  EXPECT_FALSE(names.contains(""));
  EXPECT_EQ(digits::name_of(digits::OtherKind::turned_digit), "turned digit");
}

class ShippedJudge : public testing::Test {
 protected:
  DigitJudge judge = DigitJudge::read(SADDLE_ASSETS "/models/digit-judge.npz");
  double refused(const std::vector<float>& forms) const {
    const std::vector<float> all = judge.likeness(forms);
    const auto below = std::ranges::count_if(all, [](float value) { return value < DigitJudge::least; });
    return static_cast<double>(below) / static_cast<double>(all.size());
  }
};

TEST_F(ShippedJudge, HardlyEverRefusesADigitOfMnist) {
  if (!std::getenv("SADDLE_DATA")) GTEST_SKIP() << "SADDLE_DATA names no folder with MNIST";
  const auto mnist = load_dataset({"mnist", {}});
  std::vector<float> forms(static_cast<size_t>(mnist->test.count * 784));
  for (int64_t i = 0; i < mnist->test.count; ++i) mnist->copy_sample(mnist->test, i, forms.data() + i * 784);
  EXPECT_LE(refused(forms), 0.005);
}

TEST_F(ShippedJudge, RefusesWhatItHasNeverSeen) {
  std::vector<float> all;
  for (int64_t i = 0; i < 1000; ++i) {
    for (const uint8_t pixel : digits::generate_other(99, i, digits::Lot::unseen).pixels)
      all.push_back(static_cast<float>(pixel) / 255);
  }
  EXPECT_GT(refused(all), 0.7);
}

TEST_F(ShippedJudge, SaysThatPaperIsBlankAndADotNoDigit) {
  EXPECT_EQ(judge.judge(paper(200, 200)).verdict, Judgement::Verdict::blank);
  Picture dot = paper(200, 200);
  for (int y = 0; y < 200; ++y) {
    for (int x = 0; x < 200; ++x) {
      if ((x - 90) * (x - 90) + (y - 110) * (y - 110) < 150) dot.ink[static_cast<size_t>(y * 200 + x)] = 1;
    }
  }
  EXPECT_EQ(judge.judge(dot).verdict, Judgement::Verdict::none);
  EXPECT_EQ(why_none(judge.judge(dot)).text(), "This looks like no digit.");
}

TEST_F(ShippedJudge, TakesTwoDigitsSideBySideApart) {
  const Model reader = Model::read(SADDLE_ASSETS "/models/digits.npz");
  int apart = 0, right = 0;
  for (int i = 0; i < 20; ++i) {
    const int first = i % 10, second = (i * 7 + 3) % 10;
    Picture drawing = paper(140, 70);
    lay(drawing, digits::generate(5, i, first), 2, 5, 2);
    lay(drawing, digits::generate(6, i, second), 72, 8, 2);
    const Judgement judgement = judge.judge(drawing);
    if (judgement.verdict != Judgement::Verdict::several) continue;
    ++apart;
    ASSERT_EQ(judgement.parts.size(), 2u);
    int read[2];
    for (size_t k = 0; k < 2; ++k) {
      const std::vector<float> answer = reader.predict(judgement.parts[k].form);
      read[k] = static_cast<int>(std::ranges::max_element(answer) - answer.begin());
    }
    right += read[0] == first && read[1] == second;
    EXPECT_EQ(why_none(judgement).text(), "These are 2 digits side by side.");
  }
  EXPECT_GE(apart, 17);
  EXPECT_GE(right, apart - 2);
}

TEST_F(ShippedJudge, ConcernsModelsOfDigitsAlone) {
  EXPECT_TRUE(DigitJudge::concerns({{1, 28, 28}, {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"}}));
  EXPECT_FALSE(DigitJudge::concerns({{1, 28, 28}, {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"}}));
  EXPECT_FALSE(DigitJudge::concerns({{1, 28, 28}, {"no digit", "digit"}}));
  EXPECT_THROW(DigitJudge::read(SADDLE_ASSETS "/models/digits.npz"), Error);
}

}  // namespace
}  // namespace saddle
