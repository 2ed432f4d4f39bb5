// What makes two experiments the same run.
#include "saddle/essence.h"

#include <array>

#include <gtest/gtest.h>

namespace saddle {
namespace {

Experiment some() {
  Experiment experiment;
  experiment.network = {{.name = {}, .type = "dense", .properties = {{"units", 10}}}};
  experiment.training = {{"batch_size", 10}, {"seed", 7}};
  return experiment;
}

TEST(Essence, NamesRemarksAndPublishedFiguresDecideNoRun) {
  Experiment other = some();
  other.name = "other";
  other.chapter = "5";
  other.about = "about";
  other.reference = {{.curve = "test_accuracy", .step = 10, .value = 0.9}};
  EXPECT_TRUE(same_essence(some(), other));
}

TEST(Essence, EverythingElseDoes) {
  const std::array<void (*)(Experiment&), 6> changes = {
      [](Experiment& e) { e.data.properties["train"] = 10; },
      [](Experiment& e) { e.augmentation["shift"] = 1.0; },
      [](Experiment& e) { e.network.front().name = "first"; },
      [](Experiment& e) { e.loss.type = "mean_squared_error"; },
      [](Experiment& e) { e.optimizer.properties["learning_rate"] = 0.5; },
      [](Experiment& e) { e.training["seed"] = 8; },
  };
  for (size_t i = 0; i < changes.size(); ++i) {
    Experiment other = some();
    changes[i](other);
    EXPECT_FALSE(same_essence(some(), other)) << i;
    EXPECT_FALSE(same_essence(other, some())) << i;
  }
}

TEST(Essence, RowsOfTrainingThatAreIgnoredDoNot) {
  constexpr std::array<std::string_view, 2> ignored = {"seed", "threads"};
  Experiment other = some();
  other.training["seed"] = 8;
  EXPECT_TRUE(same_essence(some(), other, ignored));
  other.training.erase("seed");
  other.training["threads"] = 3;
  EXPECT_TRUE(same_essence(some(), other, ignored));
  other.training["epochs"] = 3;
  EXPECT_FALSE(same_essence(some(), other, ignored));
  other = some();
  other.training["batch_size"] = 20;
  EXPECT_FALSE(same_essence(some(), other, ignored));
}

}  // namespace
}  // namespace saddle
