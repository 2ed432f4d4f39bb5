#include "cli/book/report.h"

#include <cmath>

#include <fmt/format.h>

#include "cli/shared/html_text.h"
#include "cli/shared/json_numbers.h"
#include "report/html_page.h"

namespace saddle::cli {
namespace {

std::string book_text(const BookFigure& figure) {
  if (figure.rule == BookFigure::Rule::shown && std::isnan(figure.book)) return "-";
  const char* bound = figure.rule == BookFigure::Rule::at_most    ? "<= "
                      : figure.rule == BookFigure::Rule::at_least ? ">= "
                                                                  : "";
  return fmt::format("{}{:.10g}", bound, figure.book);
}
// As many digits as tell it from the book's, and no more than that.
std::string ours_text(const BookFigure& figure) {
  if (figure.ours.empty()) return "none";
  const bool drawn = figure.ours.size() > 1;
  return drawn ? fmt::format("{:.4g}", figure.mean()) : fmt::format("{:.10g}", figure.mean());
}
std::string spread_text(const BookFigure& figure) {
  return figure.ours.size() > 1 ? fmt::format("{:.2g}", figure.spread()) : "";
}
std::string verdict(const BookFigure& figure) {
  if (figure.rule == BookFigure::Rule::shown) return "";
  return figure.agrees() ? "agrees" : "DIFFERS";
}

std::string html_row(const BookFigure& figure) {
  const std::string said = verdict(figure);
  return fmt::format("<tr><td>{}{}</td><td>{}</td><td>{}</td><td>{}</td><td class=\"{}\">{}</td></tr>\n",
                     html_text(figure.what.sentence()),
                     figure.why.empty() ? "" : fmt::format("<br><small>{}</small>", html_text(figure.why)),
                     html_text(book_text(figure)), ours_text(figure), spread_text(figure),
                     figure.agrees() ? "agrees" : "differs", said == "DIFFERS" ? "differs" : said);
}

}  // namespace

void print_figures(const Reproduced& reproduced, bool begins_chapter) {
  if (begins_chapter) fmt::print("\n{}\n", chapter_title(reproduced.experiment.chapter));
  fmt::print("\n{:<62} {:>13} {:>13} {:>8}\n",
             fmt::format("{} ({})", reproduced.experiment.title, reproduced.experiment.name), "book", "ours", "spread");
  for (const BookFigure& figure : reproduced.figures) {
    fmt::print("  {:<60} {:>13} {:>13} {:>8}  {}\n", figure.what.sentence(), book_text(figure), ours_text(figure),
               spread_text(figure), verdict(figure));
  }
  std::fflush(stdout);
}

void print_json(const std::vector<Reproduced>& reproduced) {
  auto rows = nlohmann::ordered_json::array();
  for (const Reproduced& one : reproduced) {
    for (const BookFigure& figure : one.figures) {
      rows.push_back({{"name", one.experiment.name},
                      {"figure", figure.what.sentence()},
                      {"book", json_number(figure.book)},
                      {"ours", json_number(figure.ours.empty() ? std::nan("") : figure.mean())},
                      {"spread", json_number(figure.spread())},
                      {"agrees", figure.agrees()}});
    }
  }
  fmt::print("{}\n", rows.dump(2));
}

std::string html_page(const std::vector<Reproduced>& reproduced, int seeds) {
  std::string page = app::html_head("en", "The book's figures and ours");
  page += fmt::format(
      "<h1>The book's figures and ours</h1>\n<p>Each experiment was trained {} time{}, from other first "
      "weights. The spread is their standard deviation; the book's figure agrees where it could be one "
      "run more.</p>\n",
      seeds, seeds == 1 ? "" : "s");
  int chapter = 0;
  for (const Reproduced& one : reproduced) {
    if (one.experiment.chapter != chapter)
      page += fmt::format("<h2>{}</h2>\n", chapter_title(chapter = one.experiment.chapter));
    page += fmt::format(
        "<h3>{}</h3>\n<p>{}</p>\n<table><tr><th>Figure</th><th>Book</th><th>Ours</th><th>Spread</th>"
        "<th></th></tr>\n",
        html_text(one.experiment.title), html_text(one.experiment.help));
    for (const BookFigure& figure : one.figures) page += html_row(figure);
    page += "</table>\n";
  }
  return page + "</html>\n";
}

}  // namespace saddle::cli
