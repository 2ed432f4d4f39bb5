#include "model/history.h"

#include <random>

#include <gtest/gtest.h>

#include "model/document.h"
#include "saddle/network_edit.h"

namespace saddle::app {
namespace {

TEST(History, WhatIsDraggedIsOneStep) {
  int document = 0;
  History history(document);
  for (document = 1; document < 50; ++document) history.observe(document, true);
  history.observe(document, false);
  history.undo(document);
  EXPECT_EQ(document, 0);
  EXPECT_FALSE(history.can_undo());
  history.redo(document);
  EXPECT_EQ(document, 50);
}

TEST(History, AnEditAfterAnUndoEndsWhatCouldBeRedone) {
  int document = 0;
  History history(document);
  for (document = 1; document <= 3; ++document) history.observe(document, false);
  document = 3;
  history.undo(document);
  history.undo(document);
  ASSERT_EQ(document, 1);
  history.observe(document = 7, false);
  EXPECT_FALSE(history.can_redo());
  history.redo(document);
  EXPECT_EQ(document, 7) << "there is nothing to redo";
  history.undo(document);
  EXPECT_EQ(document, 1);
}

TEST(History, FiveHundredStepsAreKept) {
  int document = 0;
  History history(document);
  for (document = 1; document <= 600; ++document) history.observe(document, false);
  document = 600;
  int steps = 0;
  for (; history.can_undo(); ++steps) history.undo(document);
  EXPECT_EQ(steps, 500);
  EXPECT_EQ(document, 100);
}

// A random edit of the kind that the window makes.
void edit_something(Draft& document, std::mt19937& random) {
  auto& network = document.experiment.network;
  const auto number = static_cast<int>(random() % 1000);
  switch (random() % 5) {
    case 0:
      document.experiment.training["seed"] = number;
      break;
    case 1:
      document.experiment.optimizer = {random() % 2 ? "sgd" : "adam", {{"learning_rate", 0.001 * number}}};
      break;
    case 2:
      edit::insert_after(network, NodeIndex(random() % (network.size() + 1)) - 1,
                         {.name = {}, .type = "dense", .properties = {{"units", number}}});
      break;
    case 3:
      if (network.size() > 1) edit::remove(network, {NodeIndex(random() % network.size())});
      break;
    default:
      document.experiment.name += static_cast<char>('a' + number % 26);
  }
}

// The past as a list of whole documents and a place in it: what undo and redo come to, step by step.
class Told {
 public:
  explicit Told(Draft document) : past_{std::move(document)} {}
  void edited(const Draft& document) {
    if (document == past_[at_]) return;
    past_.resize(at_ + 1);
    past_.push_back(document);
    ++at_;
  }
  void undo() { at_ -= at_ > 0; }
  void redo() { at_ += at_ + 1 < past_.size(); }
  const Draft& now() const { return past_[at_]; }
  const Draft& first() const { return past_.front(); }
  const Draft& last() const { return past_.back(); }

 private:
  std::vector<Draft> past_;
  size_t at_ = 0;
};

TEST(History, AnySequenceOfEditsUndoesToTheBeginningAndRedoesToTheEnd) {
  for (unsigned seed = 1; seed <= 60; ++seed) {
    SCOPED_TRACE(seed);
    std::mt19937 random(seed);
    Draft document{.preset = "first-light", .experiment = {}};
    document.experiment.network = {{.name = {}, .type = "dense", .properties = {{"units", 10}}}};
    History history(document);
    Told told(document);
    for (int action = 0; action < 200; ++action) {
      switch (random() % 6) {
        case 0:
          history.undo(document);
          told.undo();
          break;
        case 1:
          history.redo(document);
          told.redo();
          break;
        case 2:  // a drag: several frames with the mouse down, then one without
          for (int frame = 0; frame < 3; ++frame) {
            edit_something(document, random);
            history.observe(document, true);
          }
          told.edited(document);
          break;
        default:
          edit_something(document, random);
          told.edited(document);
      }
      history.observe(document, false);
      ASSERT_EQ(document, told.now()) << "after action " << action;
    }
    while (history.can_undo()) history.undo(document);
    EXPECT_EQ(document, told.first());
    while (history.can_redo()) history.redo(document);
    EXPECT_EQ(document, told.last());
  }
}

}  // namespace
}  // namespace saddle::app
