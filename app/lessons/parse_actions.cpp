#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "lessons/lesson.h"
#include "saddle/error.h"
#include "saddle/experiment_file.h"

namespace saddle::app {
namespace {

using ActionKind = LessonAction::Kind;

struct Verb {
  std::string_view word;
  ActionKind kind;
};
constexpr std::array<Verb, 10> verbs{{{"lab", ActionKind::lab},
                                      {"experiment", ActionKind::experiment},
                                      {"panels", ActionKind::panels},
                                      {"page", ActionKind::page},
                                      {"scene", ActionKind::scene},
                                      {"train", ActionKind::train},
                                      {"more", ActionKind::more},
                                      {"play", ActionKind::play},
                                      {"stroke", ActionKind::stroke},
                                      {"clear", ActionKind::clear}}};

std::string_view without_blanks_around(std::string_view text) {
  const size_t first = text.find_first_not_of(" \t");
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// Parted by a sign that stands in no quotation marks.
std::vector<std::string_view> parted(std::string_view text, char sign) {
  std::vector<std::string_view> parts;
  bool quoted = false;
  size_t begin = 0;
  for (size_t at = 0; at <= text.size(); ++at) {
    if (at < text.size() && text[at] == '"') quoted = !quoted;
    if (at < text.size() && (quoted || text[at] != sign)) continue;
    parts.push_back(without_blanks_around(text.substr(begin, at - begin)));
    begin = at + 1;
  }
  return parts;
}

Value value_in(std::string_view text, const std::string& where) {
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"')
    return std::string(text.substr(1, text.size() - 2));
  Value value = parse_value(std::string(text));
  if (text.empty() || std::holds_alternative<std::string>(value))
    throw Error(where, "{} is no value; write a number, true, false, or text in quotation marks", text);
  return value;
}

float coordinate(std::string_view text, const std::string& where) {
  float number = 0;
  const auto [stop, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failure != std::errc() || stop != text.data() + text.size() || !(number >= 0 && number <= 1))
    throw Error(where, "{} is no place on the canvas; write numbers from 0 to 1", text);
  return number;
}

LessonAction with_argument(LessonAction action, std::string_view word, std::string_view argument,
                           const std::string& where) {
  switch (action.kind) {
    case ActionKind::train:
    case ActionKind::more:
    case ActionKind::play: {
      const char *first = argument.data(), *last = first + argument.size();
      const auto [stop, failure] = std::from_chars(first, last, action.count);
      if (failure != std::errc() || stop != last || action.count < 0 || action.count > 1'000'000)
        throw Error(where, "{} needs a number of steps, such as {} 100", word, word);
      return action;
    }
    case ActionKind::stroke:
      for (const std::string_view point : parted(argument, ',')) {
        const size_t gap = std::min(point.find(' '), point.size());
        action.points.push_back(
            {coordinate(point.substr(0, gap), where), coordinate(without_blanks_around(point.substr(gap)), where)});
      }
      return action;
    case ActionKind::clear:
      if (!argument.empty()) throw Error(where, "clear stands alone");
      return action;
    default:
      for (const std::string_view name : parted(argument, ',')) action.names.emplace_back(name);
      if (argument.empty() || std::ranges::find(action.names, "") != action.names.end())
        throw Error(where, "{} needs a name", word);
      if (action.kind != ActionKind::panels && action.names.size() > 1) throw Error(where, "{} takes one name", word);
      return action;
  }
}

LessonAction setting(std::string_view text, const std::string& where) {
  const size_t equals = text.find('=');
  if (equals == text.npos)
    throw Error(where,
                "{} is no action; write PATH = VALUE, or one of train, more, play, experiment, panels, page, scene",
                text);
  LessonAction action{.path = std::string(without_blanks_around(text.substr(0, equals))),
                      .value = value_in(without_blanks_around(text.substr(equals + 1)), where)};
  for (const auto& [prefix, kind] :
       {std::pair{std::string("page."), ActionKind::set_page}, {"arena.", ActionKind::set_arena}}) {
    if (!action.path.starts_with(prefix)) continue;
    action.kind = kind;
    action.path.erase(0, prefix.size());
  }
  if (action.path.empty()) throw Error(where, "{} sets nothing; write PATH = VALUE", text);
  return action;
}

}  // namespace

LessonActions parse_lesson_actions(std::string_view text, const std::string& where) {
  LessonActions actions;
  for (const std::string_view part : parted(text, ';')) {
    if (part.empty()) throw Error(where, "there is an action missing between two semicolons");
    const size_t end = std::min(part.find(' '), part.size());
    const auto verb = std::ranges::find(verbs, part.substr(0, end), &Verb::word);
    const std::string_view rest = without_blanks_around(part.substr(end));
    actions.push_back(verb == verbs.end() || rest.starts_with('=')
                          ? setting(part, where)
                          : with_argument({.kind = verb->kind}, verb->word, rest, where));
  }
  return actions;
}

}  // namespace saddle::app
