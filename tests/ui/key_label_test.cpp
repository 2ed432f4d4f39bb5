// Shortcuts go by what a key says, on the keyboards of other countries too.
#include "shell/key_label.h"

#include <cctype>
#include <string>

#include <gtest/gtest.h>

#include "ui/chord.h"

namespace saddle::app {
namespace {

int with_control(int place, const char* label, bool shift = false) {
  return key_by_label({.place = place, .label = label, .control = true, .shift = shift});
}
int alone(int place, const char* label, bool shift = false) {
  return key_by_label({.place = place, .label = label, .shift = shift});
}

TEST(KeyLabel, AnAmericanKeyboardIsWhatGlfwNumbers) {
  for (const char key : std::string("ABCXYZ019-=,./;'[]\\`")) {
    const std::string label(1, static_cast<char>(std::tolower(key)));
    EXPECT_EQ(with_control(key, label.c_str()), key);
    EXPECT_EQ(alone(key, label.c_str(), true), key);
  }
  EXPECT_EQ(alone(ui::key::f11, ""), ui::key::f11);
  EXPECT_EQ(alone(' ', " "), ' ');
  EXPECT_EQ(with_control(ui::key::keypad_plus, "+"), ui::key::keypad_plus);
  EXPECT_EQ(alone(-1, ""), -1) << "a key that GLFW has no number for";
}

TEST(KeyLabel, OnAGermanKeyboardZAndYChangePlacesAndPlusHasAKeyOfItsOwn) {
  EXPECT_EQ(with_control('Y', "z"), 'Z');
  EXPECT_EQ(with_control('Z', "y"), 'Y');
  EXPECT_EQ(with_control(']', "+"), ui::key::equal);
  EXPECT_EQ(with_control('/', "-"), ui::key::minus);
  EXPECT_EQ(with_control('-', "ß"), 0) << "it lies where − is in America, and says something else";
  EXPECT_EQ(with_control('=', ""), 0) << "a dead accent";
  EXPECT_EQ(alone(';', "ö"), 0);
}

TEST(KeyLabel, OnAFrenchKeyboardLettersMoveAndDigitsLieAboveSigns) {
  EXPECT_EQ(with_control('W', "z"), 'Z');
  EXPECT_EQ(with_control('Q', "a"), 'A');
  EXPECT_EQ(alone(';', "m"), 'M');
  EXPECT_EQ(with_control('6', "-"), ui::key::minus);
  EXPECT_EQ(with_control('6', "-", true), '6');
  EXPECT_EQ(alone('6', "-"), '6');
  EXPECT_EQ(alone('1', "&"), '1');
  EXPECT_EQ(alone('2', "é", true), '2');
  EXPECT_EQ(with_control('0', "à"), '0');
  EXPECT_EQ(with_control('=', "="), ui::key::equal);
  EXPECT_EQ(with_control('-', ")"), 0);
}

TEST(KeyLabel, APlusAboveAnotherKeyIsAPlus) {
  EXPECT_EQ(key_by_character('+', with_control('1', "1", true)), ui::key::equal) << "Swiss";
  EXPECT_EQ(key_by_character('+', with_control(';', ";", true)), ui::key::equal) << "Japanese";
  EXPECT_EQ(key_by_character('+', with_control(']', "+")), 0) << "German: the key has said so";
  EXPECT_EQ(key_by_character('+', with_control('=', "=", true)), 0) << "American";
  EXPECT_EQ(key_by_character('+', ui::key::keypad_plus), 0);
  EXPECT_EQ(key_by_character('-', ui::key::keypad_minus), 0);
  EXPECT_EQ(key_by_character('1', with_control('1', "1")), 0);
}

TEST(KeyLabel, LettersOfOtherScriptsStandForThoseAtTheirPlace) {
  EXPECT_EQ(with_control('Z', "я"), 'Z');
  EXPECT_EQ(with_control('S', "ㄴ"), 'S');
  EXPECT_EQ(with_control('Y', ""), 'Y') << "nothing is known of the layout";
}

TEST(KeyLabel, WhatIsLetGoIsWhatWasPressed) {
  HeldKeys held;
  EXPECT_EQ(held.down(15, with_control('6', "-")), ui::key::minus);
  EXPECT_EQ(held.up(15, alone('6', "-")), ui::key::minus) << "Control was let go first";
  EXPECT_EQ(held.up(15, '6'), '6');
}

}  // namespace
}  // namespace saddle::app
