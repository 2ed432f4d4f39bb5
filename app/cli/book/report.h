#pragma once

#include <string>
#include <vector>

#include "saddle/book.h"

namespace saddle::cli {

struct Reproduced {
  BookExperiment experiment;
  std::vector<BookFigure> figures;
};

void print_figures(const Reproduced& reproduced, bool begins_chapter);
// [{"name", "figure", "book", "ours", "spread", "agrees"}]
void print_json(const std::vector<Reproduced>& reproduced);
// A page that needs nothing else.
std::string html_page(const std::vector<Reproduced>& reproduced, int seeds);

}  // namespace saddle::cli
