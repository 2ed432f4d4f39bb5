#include "ui/language.h"

#include <gtest/gtest.h>

#include "shell/assets.h"

namespace saddle::ui {
namespace {

TEST(Language, EnglishSaysWhatIsWrittenWithoutItsSense) {
  const Language english;
  EXPECT_EQ(english.code(), "en");
  EXPECT_EQ(english("Pause"), "Pause");
  EXPECT_EQ(english("Train|button"), "Train") << "the sense behind the bar is for the translator";
  EXPECT_EQ(english(""), "");
}

TEST(Language, KoreanFallsBackToEnglishForWhatItDoesNotKnow) {
  const Language korean("ko", app::locale_directory() / "ko.mo");
  EXPECT_EQ(korean.code(), "ko");
  EXPECT_EQ(korean("Pause"), "일시정지");
  EXPECT_EQ(korean("A sentence that nobody has translated"), "A sentence that nobody has translated");
  EXPECT_EQ(korean("Untranslated|sense"), "Untranslated");
}

TEST(Language, AnIssueIsTranslatedWithItsArgumentsAndItsPlace) {
  const Language english;
  const Issue issue = make_issue("network[3].units", "expected a number, got {}", "many");
  EXPECT_EQ(english(issue), "Layer 4.units: expected a number, got many");
  EXPECT_EQ(english(make_issue("", "expected a number, got {}", "many")), "Expected a number, got many");
  const Language korean("ko", app::locale_directory() / "ko.mo");
  const std::string sentence = korean(issue);
  EXPECT_EQ(sentence.find("4번째 층.units: "), 0u) << sentence;
  EXPECT_NE(sentence.find("many"), std::string::npos) << sentence;
  EXPECT_EQ(sentence.find("expected"), std::string::npos) << sentence;
}

TEST(Language, ANameThatASentenceBeginsWithStaysAsItIs) {
  const Issue names = make_issue("", "move it before {}", "dense_1");
  EXPECT_EQ(capitalized("move it before dense_1", names), "Move it before dense_1");
  EXPECT_EQ(capitalized("dense_1 앞으로 옮기기", names), "dense_1 앞으로 옮기기");
  EXPECT_EQ(capitalized("max_pool2d_1 앞으로 옮기기", make_issue("", "move it before {}", "max_pool2d_1")),
            "max_pool2d_1 앞으로 옮기기");
  EXPECT_EQ(capitalized("conv2d_1 is wide", make_issue("", "{} is wide", "conv2d_1")), "conv2d_1 is wide");
}

TEST(Language, WhatIsNoCatalogIsRefusedByName) {
  try {
    const Language broken("ko", SADDLE_ASSETS "/locale/ko.po");
    FAIL() << "a text file passed for a compiled catalog";
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find("ko.po"), std::string::npos) << error.what();
  }
}

}  // namespace
}  // namespace saddle::ui
