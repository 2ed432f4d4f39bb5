// Every experiment of the book, held against its published figures. The book's outputs are single runs, so each is run
// with five seeds, and the book's figure must lie where a sixth run of ours would (BookFigure::allowance).
#include "saddle/book.h"

#include <cstdlib>

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace saddle {
namespace {

class TheBook : public testing::TestWithParam<BookExperiment> {};

TEST_P(TheBook, Agrees) {
  const BookExperiment& experiment = GetParam();
  if (experiment.needs_mnist && !std::getenv("SADDLE_DATA")) GTEST_SKIP() << "set SADDLE_DATA to a folder with mnist/";
  const auto figures = reproduce(experiment.name, {.presets = SADDLE_ASSETS "/presets"});
  ASSERT_FALSE(figures.empty());
  fmt::print("\n{}\n| {:<62} | {:>10} | {:>10} | {:>7} |\n", experiment.title, "figure", "book", "ours", "sd");
  for (const BookFigure& figure : figures) {
    fmt::print("| {:<62} | {:>10.4g} | {:>10.4g} | {:>7.2g} | {} {}|\n", figure.what.sentence(), figure.book,
               figure.mean(), figure.spread(), figure.agrees() ? "agrees" : "DIFFERS",
               figure.why.empty() ? "" : fmt::format("({}) ", figure.why));
    EXPECT_TRUE(figure.agrees()) << figure.what.sentence() << ": the book has " << figure.book << ", ours is "
                                 << figure.mean() << " +- " << figure.spread();
  }
}

INSTANTIATE_TEST_SUITE_P(Chapters, TheBook, testing::ValuesIn(catalog::book()), [](const auto& info) {
  return fmt::format("Chapter{}_{}", info.param.chapter, info.param.name);
});

}  // namespace
}  // namespace saddle
