#pragma once

#include <functional>

#include "saddle/book.h"

namespace saddle {

class BookRun;

// A row of the catalog of the book's experiments: what it is, and how it is made.
struct BookRow {
  BookExperiment about;
  int order = 0;  // within its chapter
  std::function<void(BookRun&)> make;
};

}  // namespace saddle
