// The book's experiments as a user meets them.
#include <cmath>
#include <set>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "../folder.h"
#include "driver.h"
#include "labs/book/book_stages.h"
#include "labs/book/chapter_more.h"
#include "labs/compare/setup.h"
#include "lessons/scene.h"
#include "model/lab.h"
#include "saddle/book.h"
#include "saddle/fault.h"
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

class BookOpening : public testing::TestWithParam<const BookExperiment*> {};

// As its stage says: the lab, the experiment, the panels and the page of Concepts.
TEST_P(BookOpening, SetsUpLabExperimentPanelsAndPage) {
  const BookExperiment& experiment = *GetParam();
  const BookStage& stage = book_stage(experiment.name);
  LessonScene wanted{.lab = "network"};
  for (const LessonAction& action : parse_lesson_actions(stage.actions, "book"))
    if (action.kind != LessonAction::Kind::train) perform(action, wanted, presets_in(assets_directory() / "presets"));
  BookShelf user;
  const std::string before = user.draft().name;
  user.click(fmt::format("book.chapter{}", experiment.chapter));
  user.settle();
  ASSERT_TRUE(user.click(fmt::format("book.{}.open", experiment.name)));
  user.frames(3);
  EXPECT_EQ(user.application().settings().lab, wanted.lab);
  EXPECT_EQ(user.draft().name, wanted.document.draft.preset.empty() ? before : wanted.document.draft.experiment.name);
  if (stage.actions.find("panels ") != stage.actions.npos) {
    // Panes that are not seen keep what they had.
    std::vector<std::string> panes = user.application().settings().workspace.panes;
    ASSERT_GE(panes.size(), wanted.workspace.panes.size());
    panes.resize(wanted.workspace.panes.size());
    EXPECT_EQ(panes, wanted.workspace.panes);
    EXPECT_EQ(user.application().settings().workspace.arrangement, wanted.workspace.arrangement);
  }
  const Document& document = user.application().document();
  if (const std::string page = page_of(stage); !page.empty()) {
    EXPECT_EQ(page_of(document), page);
    for (const auto& [key, value] : values_of_page(wanted.document, page))
      EXPECT_EQ(values_of_page(document, page)[key], value) << page << "." << key;
  }
  if (wanted.lab == "arena") {
    EXPECT_EQ(document.labs.at("arena").at("scene"), wanted.document.labs["arena"]["scene"]);
  }
  EXPECT_TRUE(user.application().settings().book.at(std::string(experiment.name)).opened);
}

std::vector<const BookExperiment*> all_of_the_book() {
  std::vector<const BookExperiment*> all;
  for (const BookExperiment& experiment : catalog::book()) all.push_back(&experiment);
  return all;
}
INSTANTIATE_TEST_SUITE_P(Experiments, BookOpening, testing::ValuesIn(all_of_the_book()),
                         [](const auto& one) { return std::string(one.param->name); });

TEST(BookLab, NoStageIsOfAnExperimentThatTheBookHasNot) {
  EXPECT_EQ(book_stages().size(), catalog::book().size());
  for (const BookExperiment& experiment : catalog::book()) EXPECT_NO_THROW(book_stage(experiment.name));
}

TEST(BookLab, WhatTrainsRunsAtOnce) {
  BookShelf user;
  user.click("book.chapter9");
  user.settle();
  user.click("book.ten_clusters.open");
  user.settle(4);
  EXPECT_EQ(user.now().experiment->name, "Ten clusters");
  EXPECT_GT(user.now().steps, 0);
}

TEST(BookLab, AWalkInTheArenaPlaysAtOnce) {
  BookShelf user;
  user.click("book.chapter6");
  user.settle();
  user.click("book.optimizers_on_a_bowl.open");
  user.settle(4);
  user.frames(40);
  EXPECT_GT(user.application().steps(), 0);
}

// Without the files of MNIST the race cannot run; what varies is there.
TEST(BookLab, ARaceOfTheBookIsSetUp) {
  BookShelf user;
  user.click("book.chapter6");
  user.settle();
  user.click("book.batch_norm_wall.open");
  user.settle(4);
  const Properties& own = user.application().document().labs.at("compare");
  EXPECT_EQ(own.at("axis1.values"), Value(std::string("off,on")));
  EXPECT_EQ(own.at("steps"), Value(200));
  EXPECT_TRUE(user.mark("page.wall"));
  EXPECT_EQ(combinations(study_of(study_setup_of(own), user.draft())), 32);
}

TEST(BookLab, ThePageOfAnExperimentOpensInConcepts) {
  BookShelf user;
  user.click("book.chapter7");
  user.settle();
  ASSERT_TRUE(user.click("book.simple_convnet.page"));
  user.settle();
  EXPECT_EQ(user.application().settings().lab, "concepts");
  EXPECT_EQ(user.text("concepts.title"), "convolution");
  EXPECT_EQ(user.now().steps, 0);
}

TEST(BookLab, WhatWasDoneIsRememberedAtTheNextStart) {
  Folder folder;
  const std::filesystem::path file = folder / "settings.json";
  std::string verdict, ours;
  {
    Driver user({.lab = "book", .data_directory = "/nonexistent", .settings_file = file});
    user.click("book.gates.make");
    user.settle(4);
    verdict = user.text("book.gates.verdict");
    ours = user.text("book.gates.figure.0.ours");
    user.click("book.chapter5");
    user.settle();
    EXPECT_EQ(user.mark("book.apple_graph.verdict"), nullptr);
    user.click("book.apple_graph.open");
    user.settle();
    save_settings(file, user.application().settings_to_store());
  }
  ASSERT_FALSE(verdict.empty());
  Driver user({.lab = "book", .data_directory = "/nonexistent", .settings = load_settings(file)});
  user.settle();
  EXPECT_EQ(user.text("book.gates.verdict"), verdict);
  EXPECT_EQ(user.text("book.gates.figure.0.ours"), ours);
  user.click("book.chapter5");
  user.settle();
  EXPECT_EQ(user.text("book.apple_graph.verdict"), "opened");
}

TEST(BookLab, AChapterOffersItsLessonsItsFaultsAndItsHomework) {
  BookShelf user;
  user.click("book.chapter4");
  user.settle(4);
  EXPECT_TRUE(user.mark("book.lesson.learning-rate"));
  for (int chapter = first_chapter; chapter <= last_chapter; ++chapter) {
    user.click(fmt::format("book.chapter{}", chapter));
    user.settle();
    EXPECT_TRUE(user.mark("book.homework.open")) << chapter;
    for (const int number : hunts_of_chapter(chapter)) EXPECT_TRUE(user.mark(fmt::format("book.hunt{}", number)));
  }
}

// A fault is offered once, in one chapter.
TEST(BookLab, EveryFaultIsHiddenInSomeChapter) {
  std::multiset<std::string> hidden;
  for (int chapter = first_chapter; chapter <= last_chapter; ++chapter) {
    for (const int number : hunts_of_chapter(chapter))
      hidden.insert(make_hunt(static_cast<uint64_t>(number)).experiment.fault);
  }
  for (const saddle::Fault& fault : catalog::faults())
    EXPECT_EQ(hidden.count(std::string(fault.name)), 1u) << fault.name;
}

TEST(BookLab, AHiddenFaultAndTheHomeworkOpenFromTheChapter) {
  BookShelf user;
  user.click("book.chapter5");
  user.settle(4);
  const int number = hunts_of_chapter(5).front();
  ASSERT_TRUE(user.click(fmt::format("book.hunt{}", number)));
  user.settle();
  EXPECT_EQ(user.draft().fault, "cut_gradient");
  EXPECT_TRUE(user.mark("hunt.points"));
  user.press({.key = '5', .control = true});
  user.settle(4);
  ASSERT_TRUE(user.click("book.homework.open")) << user.application().settings().lab;
  user.settle(6);
  EXPECT_EQ(user.draft().name, "Gradients that come through");
  EXPECT_EQ(user.draft().chapter, chapter_title(5));
}

}  // namespace
}  // namespace saddle::app
