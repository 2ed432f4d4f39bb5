// What the lessons that ship owe the course together: every topic, answers that cannot be guessed, the window's words.
#include <algorithm>
#include <array>
#include <map>
#include <set>

#include <gtest/gtest.h>

#include "lessons/files.h"
#include "lessons/lesson.h"
#include "lessons/lesson_outline.h"
#include "lessons/lesson_text.h"

namespace saddle::app {
namespace {

const std::vector<Lesson>& shipped_lessons() {
  static const std::vector<Lesson> lessons = [] {
    std::vector<Lesson> all;
    for (const auto& entry : std::filesystem::directory_iterator(lessons_folder())) {
      if (entry.path().extension() == ".md" && entry.path().filename() != "README.md")
        all.push_back(load_lesson(entry.path().string()));
    }
    return all;
  }();
  return lessons;
}

struct SaidText {
  const LessonWords* words;
  std::string where;
};

std::vector<SaidText> said_in(const Lesson& lesson) {
  std::vector<SaidText> all;
  const auto add = [&](const LessonWords& words, int line) { all.push_back({&words, place_of(lesson.file, line)}); };
  add(lesson.title, 1);
  add(lesson.about, 1);
  for (const LessonStep& step : lesson.steps) {
    add(step.title, step.line);
    add(step.text, step.line);
    for (const LessonChoice& choice : step.choices) {
      add(choice.text, choice.line);
      if (!choice.because.empty()) add(choice.because, choice.line);
    }
  }
  return all;
}

TEST(LessonTexts, EveryTopicOfTheNotesHasALesson) {
  const std::map<std::string_view, std::string_view> topics{
      {"gates", "gates"},
      {"XOR", "xor"},
      {"why non-linear", "why-nonlinear"},
      {"activation functions", "activation-functions"},
      {"softmax and overflow", "softmax-overflow"},
      {"squared error and cross entropy", "losses"},
      {"why not accuracy", "why-not-accuracy"},
      {"numerical differentiation", "numerical-differentiation"},
      {"learning rate", "learning-rate"},
      {"mini-batches", "mini-batches"},
      {"computational graph", "computational-graph"},
      {"backpropagation of a sigmoid", "sigmoid-backpropagation"},
      {"affine and softmax with loss", "affine-and-softmax"},
      {"gradient check", "gradient-check"},
      {"the zigzag of SGD", "sgd-zigzag"},
      {"Momentum, AdaGrad, RMSProp, Adam", "optimizers"},
      {"saddle points", "saddle-points"},
      {"all weights zero", "zero-initialization"},
      {"0.01, 1, Xavier, He", "initial-weights"},
      {"vanishing and exploding", "vanishing-gradients"},
      {"batch norm", "batch-normalization"},
      {"overfitting", "overfitting"},
      {"weight decay and dropout", "regularization"},
      {"search for hyper-parameters", "hyper-parameters"},
      {"convolution, padding, stride", "convolution"},
      {"im2col", "im2col"},
      {"pooling and the receptive field", "pooling"},
      {"filters that form", "filters-forming"},
      {"deep against wide", "deep-against-wide"},
      {"inception and 1 x 1", "inception"},
      {"residual connections", "residual-connections"},
      {"precision", "precision"},
      {"fully convolutional", "fully-convolutional"},
      {"a drawn digit out of the center", "drawn-off-center"},
  };
  std::set<std::string, std::less<>> names;
  for (const Lesson& lesson : shipped_lessons()) names.insert(lesson.name);
  for (const auto& [topic, name] : topics) EXPECT_TRUE(names.contains(name)) << topic << ": there is no " << name;
}

TEST(LessonTexts, EveryLessonEndsByDoingAndAsks) {
  for (const Lesson& lesson : shipped_lessons()) {
    const auto has = [&](auto what) { return std::ranges::any_of(lesson.steps, what); };
    EXPECT_TRUE(has([](const LessonStep& step) { return step.kind == LessonStep::Kind::predict; })) << lesson.name;
    EXPECT_TRUE(has([](const LessonStep& step) { return step.until.has_value(); })) << lesson.name;
    EXPECT_GE(lesson.steps.size(), 3u) << lesson.name;
    EXPECT_LE(lesson.steps.size(), 8u) << lesson.name;
  }
}

TEST(LessonTexts, NoPlaceGivesTheRightAnswerAway) {
  std::array<int, 4> right_at{};
  int questions = 0;
  for (const Lesson& lesson : shipped_lessons()) {
    for (const LessonStep& step : lesson.steps) {
      const auto right = std::ranges::find_if(step.choices, &LessonChoice::right);
      if (step.choices.size() != 3 || right == step.choices.end()) continue;
      ++right_at[static_cast<size_t>(right - step.choices.begin())];
      ++questions;
    }
  }
  ASSERT_GE(questions, 80);
  for (size_t place = 0; place < 3; ++place) {
    EXPECT_GE(right_at[place], questions / 4) << "place " << place + 1 << " of " << questions << " questions";
    EXPECT_LE(right_at[place], questions * 5 / 12) << "place " << place + 1 << " of " << questions << " questions";
  }
}

TEST(LessonTexts, EveryWrongChoiceOwnsAnExplanation) {
  for (const Lesson& lesson : shipped_lessons()) {
    for (const LessonStep& step : lesson.steps) {
      for (const LessonChoice& choice : step.choices)
        EXPECT_TRUE(choice.right || choice.when || !choice.because.empty()) << place_of(lesson.file, choice.line);
    }
  }
}

// The button is called 학습, the sets 훈련 and 시험.
TEST(LessonTexts, KoreanCallsThingsAsTheWindowDoes) {
  for (const Lesson& lesson : shipped_lessons()) {
    for (const SaidText& said : said_in(lesson)) {
      for (const char* word : {"훈련하", "훈련합", "훈련시", "테스트", "트레이닝", "오버플로우"})
        EXPECT_EQ(said.words->korean.find(word), std::string::npos) << said.where << ": " << word;
      for (const LessonSpan& span : spans_of(said.words->korean))
        EXPECT_TRUE(span.mark != "train" || span.words == "학습") << said.where << ": " << span.words;
    }
  }
}

TEST(LessonTexts, EachLanguageIsWrittenInItsOwnLetters) {
  const auto has_hangul = [](std::string_view text) {  // U+AC00 … U+D7A3
    return std::ranges::any_of(text, [](char c) {
      const auto byte = static_cast<unsigned char>(c);
      return byte >= 0xea && byte <= 0xed;
    });
  };
  for (const Lesson& lesson : shipped_lessons()) {
    EXPECT_TRUE(has_hangul(lesson.about.korean)) << lesson.name;
    for (const SaidText& said : said_in(lesson)) EXPECT_FALSE(has_hangul(said.words->english)) << said.where;
    for (const LessonStep& step : lesson.steps)
      EXPECT_TRUE(has_hangul(step.text.korean)) << place_of(lesson.file, step.line);
  }
}

}  // namespace
}  // namespace saddle::app
