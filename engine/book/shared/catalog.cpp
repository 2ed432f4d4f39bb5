#include <algorithm>
#include <array>
#include <tuple>

#include "book/shared/chapter.h"
#include "book/shared/run.h"

namespace saddle {
namespace book {
const std::vector<BookRow>& all();
}  // namespace book

namespace {

const std::vector<BookRow>& rows_by_chapter() {
  static const std::vector<BookRow> rows = [] {
    std::vector<BookRow> sorted = book::all();
    std::ranges::sort(sorted, {}, [](const BookRow& row) { return std::tuple(row.about.chapter, row.order); });
    return sorted;
  }();
  return rows;
}

}  // namespace

std::string_view chapter_title(int chapter) {
  constexpr std::array<std::string_view, last_chapter - first_chapter + 1> titles{
      "2 Perceptrons",         "3 Neural networks",        "4 Neural network learning", "5 Backpropagation",
      "6 Training techniques", "7 Convolutional networks", "8 Deep learning",           "9 Lecture notes"};
  return titles.at(static_cast<size_t>(chapter - first_chapter));
}

const std::vector<BookExperiment>& catalog::book() {
  static const std::vector<BookExperiment> experiments = [] {
    std::vector<BookExperiment> all;
    for (const BookRow& row : rows_by_chapter()) all.push_back(row.about);
    return all;
  }();
  return experiments;
}

std::vector<BookFigure> reproduce(std::string_view name, const BookOptions& options) {
  const auto& rows = rows_by_chapter();
  const auto row = std::ranges::find(rows, name, [](const BookRow& one) { return one.about.name; });
  if (row == rows.end()) throw Error("book", "there is no experiment \"{}\"; `saddle book --list` names them", name);
  BookRun run(options);
  row->make(run);
  return run.figures();
}

}  // namespace saddle
