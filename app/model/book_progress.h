#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "saddle/book.h"

namespace saddle::app {

// What was done with an experiment of the book; kept from one start to the next.
struct BookProgress {
  bool opened = false;  // in its lab
  // What came of it, when it was compared last; immutable, and compared by identity. Null: it was not.
  std::shared_ptr<const std::vector<BookFigure>> figures = {};
  bool operator==(const BookProgress&) const = default;
};
using BooksProgress = std::map<std::string, BookProgress, std::less<>>;  // by the experiments' names

}  // namespace saddle::app
