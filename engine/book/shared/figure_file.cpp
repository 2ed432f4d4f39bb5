#include <algorithm>
#include <array>
#include <cmath>

#include "model/json_value.h"
#include "saddle/book.h"

// What came of an experiment of the book, as it is kept from one start to the next.
namespace saddle {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<std::string_view, 4> rules{"near", "at_most", "at_least", "shown"};

// JSON has no word for what is not a number.
Json json_of_number(double number) { return std::isfinite(number) ? Json(number) : Json(nullptr); }

double number_in(const Json& json) {
  return json.is_null() ? std::numeric_limits<double>::quiet_NaN() : json.get<double>();
}

Json json_of_figure(const BookFigure& figure) {
  Json what = Json::array({figure.what.message}), ours = Json::array();
  for (const std::string& argument : figure.what.arguments) what.push_back(argument);
  for (const double run : figure.ours) ours.push_back(json_of_number(run));
  return {{"what", what},
          {"book", json_of_number(figure.book)},
          {"rule", rules.at(static_cast<size_t>(figure.rule))},
          {"digit", figure.digit},
          {"margin", figure.margin},
          {"why", figure.why},
          {"ours", ours}};
}

BookFigure figure_in(const Json& json, const std::string& where) {
  BookFigure figure;
  const auto words = json.at("what").get<std::vector<std::string>>();
  if (words.empty()) throw Error(where, "is no figure of the book: it has no words");
  figure.what = {{}, words.front(), {words.begin() + 1, words.end()}};
  figure.book = number_in(json.at("book"));
  const auto rule = std::ranges::find(rules, json.at("rule").get<std::string>());
  if (rule == rules.end()) throw Error(where, "is no figure of the book: there is no rule {}", json.at("rule").dump());
  figure.rule = static_cast<BookFigure::Rule>(rule - rules.begin());
  figure.digit = json.at("digit").get<double>();
  figure.margin = json.at("margin").get<double>();
  figure.why = json.at("why").get<std::string>();
  for (const Json& run : json.at("ours")) figure.ours.push_back(number_in(run));
  return figure;
}

}  // namespace

std::string to_json(const std::vector<BookFigure>& figures) {
  Json all = Json::array();
  for (const BookFigure& figure : figures) all.push_back(json_of_figure(figure));
  return all.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::vector<BookFigure> parse_book_figures(const std::string& json, const std::string& where) {
  const Json all = parse_json(json, where);
  if (!all.is_array()) throw Error(where, "is no list of figures, but {}", kind_of_json(all));
  std::vector<BookFigure> figures;
  try {
    for (const Json& each : all) figures.push_back(figure_in(each, where));
  } catch (const nlohmann::json::exception&) {
    throw Error(where, "is no figure of the book");
  }
  return figures;
}

}  // namespace saddle
