#include "plot/confusion_matrix.h"

#include <gtest/gtest.h>

#include "plot/screen.h"

namespace saddle::plot {
namespace {

struct Board {
  Board(int classes, ImVec2 size) : counts(static_cast<size_t>(classes * classes), 1), options{.size = size} {
    for (int k = 0; k < classes; ++k) names.push_back("c" + std::to_string(k));
    frame();
    frame();
  }
  void frame() {
    screen.frame([this] { report = confusion_matrix(context, "###matrix", counts, names, options); });
  }
  std::vector<int64_t> counts;
  std::vector<std::string> names;
  ConfusionMatrixOptions options;
  Screen screen;
  Context context;
  ConfusionMatrixReport report;
};

TEST(ConfusionMatrix, TellsWhichCellTheMouseIsOver) {
  Board board(10, {500, 420});
  EXPECT_FALSE(board.report.overflows);
  board.screen.move({board.report.first.x + 7.5f * board.report.cell, board.report.first.y + 2.5f * board.report.cell});
  board.frame();
  board.frame();
  EXPECT_EQ(board.report.label, 2);
  EXPECT_EQ(board.report.decision, 7);
  board.screen.move({1, 1});
  board.frame();
  board.frame();
  EXPECT_EQ(board.report.label, -1);
}

TEST(ConfusionMatrix, AThousandClassesAreDrawnOnlyWhereTheyAreInSight) {
  const int vertices = Board(10, {500, 420}).screen.vertices();
  Board many(1000, {500, 420});
  EXPECT_TRUE(many.report.overflows);
  EXPECT_GE(many.report.cell, 15);
  EXPECT_LT(many.screen.vertices(), 40 * vertices);
}

TEST(ConfusionMatrix, TwoClassesFit) {
  Board board(2, {300, 240});
  EXPECT_FALSE(board.report.overflows);
  EXPECT_GT(board.report.cell, 40);
}

}  // namespace
}  // namespace saddle::plot
