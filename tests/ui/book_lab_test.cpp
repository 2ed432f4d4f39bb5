// The book's experiments as a user meets them.
#include <cmath>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "driver.h"
#include "model/lab.h"
#include "saddle/book.h"
#include "shell/assets.h"

namespace saddle::app {
namespace {

class BookShelf : public Driver {
 public:
  // Without data of its own.
  BookShelf() : Driver({.lab = "book", .data_directory = "/nonexistent"}) { settle(); }
};

TEST(BookLab, EveryExperimentOfAChapterHasACard) {
  BookShelf user;
  for (int chapter = first_chapter; chapter <= last_chapter; ++chapter) {
    user.click(fmt::format("book.chapter{}", chapter));
    user.settle();
    for (const BookExperiment& experiment : catalog::book()) {
      const std::string name = fmt::format("book.{}", experiment.name);
      EXPECT_EQ(user.mark(name) != nullptr, experiment.chapter == chapter) << name;
    }
  }
}

TEST(BookLab, AnExperimentIsMadeAndItsFiguresStandBesideTheBooks) {
  BookShelf user;
  user.click("book.gates.make");
  user.settle(4);
  const auto figures = reproduce("gates", {.presets = assets_directory() / "presets", .data_directory = {}});
  EXPECT_EQ(user.text("book.gates.verdict"), fmt::format("{0} of {0} agree", figures.size()));
  for (size_t i = 0; i < figures.size(); ++i) {
    const std::string row = fmt::format("book.gates.figure.{}", i);
    EXPECT_EQ(user.text(row + ".ours").substr(0, 1), fmt::format("{:.0f}", std::floor(figures[i].mean()))) << row;
  }
}

TEST(BookLab, SeedsSayHowOftenIsTrained) {
  BookShelf user;
  user.type("book.seeds", "2");
  user.click("book.gates.make");
  user.settle(4);
  // Of the one figure that is trained, a spread over the seeds is told; with one seed there is none.
  EXPECT_NE(user.text("book.gates.figure.4.ours").find("±"), std::string::npos);
  user.type("book.seeds", "1");
  user.click("book.gates.make");
  user.settle(4);
  EXPECT_EQ(user.text("book.gates.figure.4.ours").find("±"), std::string::npos);
}

TEST(BookLab, AChapterRunsWithOneClickAndSaysWhichFilesItLacks) {
  BookShelf user;
  user.click("book.chapter7");
  user.settle();
  user.click("book.make");
  user.settle(6);
  EXPECT_EQ(user.text("book.im2col.verdict"), "3 of 3 agree");
  EXPECT_NE(user.text("book.simple_convnet.failure").find("/nonexistent"), std::string::npos)
      << user.text("book.simple_convnet.failure");
}

TEST(BookLab, OpeningShowsItInItsLabAndRunsItThere) {
  BookShelf user;
  user.click("book.chapter5");
  user.settle();
  user.click("book.apple_graph.open");
  user.settle();
  EXPECT_EQ(user.draft().name, "Buying apples");
  EXPECT_EQ(user.now().experiment->name, "Buying apples");
  EXPECT_TRUE(user.mark("train")) << "the network lab is open";
}

}  // namespace
}  // namespace saddle::app
