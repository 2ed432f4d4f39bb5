#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "homework/json_object.h"
#include "homework/locks.h"
#include "io/file_bytes.h"
#include "model/json_value.h"
#include "saddle/experiment_file.h"
#include "saddle/homework.h"
#include "saddle/text_file.h"

namespace saddle {
namespace {

using Json = nlohmann::ordered_json;

constexpr int assignment_version = 1;
constexpr uint64_t largest_assignment = 4 << 20;
constexpr size_t longest_title = 200, longest_text = 8000, most_questions = 100, most_choices = 20, most_locked = 1000;
constexpr double most_points = 1000;

Goal goal_of(const Json& json, const std::string& where) {
  const JsonObject object(json, where, {"figure", "at_least", "at_most"});
  Goal goal{.figure = object.line("figure", longest_title)};
  const auto& known = goal_figures();
  if (std::ranges::find(known, goal.figure) == known.end())
    throw Error(object.place("figure"), "there is no figure \"{}\"; there are {}", goal.figure,
                fmt::to_string(fmt::join(known, ", ")));
  if (object.has("at_least") == object.has("at_most"))
    throw Error(where, "expected either \"at_least\" or \"at_most\"");
  goal.at_least = object.has("at_least");
  goal.bound = object.number(goal.at_least ? "at_least" : "at_most");
  return goal;
}

Question::Kind kind_named(const std::string& name, const std::string& where) {
  std::string names;
  for (const auto kind :
       {Question::Kind::goals, Question::Kind::choice, Question::Kind::number, Question::Kind::sentence}) {
    if (name_of(kind) == name) return kind;
    names += (names.empty() ? "" : ", ") + std::string(name_of(kind));
  }
  throw Error(where, "there is no kind of question \"{}\"; there are {}", name, names);
}

JsonObject question_object(const Json& json, const std::string& where, Question::Kind kind) {
  switch (kind) {
    case Question::Kind::goals:
      return {json, where, {"kind", "ask", "points", "goals"}};
    case Question::Kind::choice:
      return {json, where, {"kind", "ask", "points", "choices", "right"}};
    case Question::Kind::number:
      return {json, where, {"kind", "ask", "points", "right", "tolerance"}};
    case Question::Kind::sentence:
      break;
  }
  return {json, where, {"kind", "ask", "points"}};
}

Question question_of(const Json& json, const std::string& where) {
  if (!json.is_object()) throw Error(where, "expected an object, got {}", kind_of_json(json));
  if (!json.contains("kind")) throw Error(where + ".kind", "is missing");
  Question question;
  question.kind = kind_named(checked_text(json["kind"], where + ".kind", longest_title, false), where + ".kind");
  const JsonObject object = question_object(json, where, question.kind);
  question.ask = object.lines("ask", longest_text);
  if (question.ask.empty()) throw Error(object.place("ask"), "is empty; ask something");
  if (object.has("points")) question.points = object.number("points");
  if (question.points < 0 || question.points > most_points)
    throw Error(object.place("points"), "expected a number from 0 to {}, got {}", most_points, question.points);
  if (question.kind == Question::Kind::goals) {
    const Json& goals = object.list("goals", goal_figures().size() * 2);
    if (goals.empty()) throw Error(object.place("goals"), "is empty; name what the run has to reach");
    for (size_t i = 0; i < goals.size(); ++i)
      question.goals.push_back(goal_of(goals[i], fmt::format("{}.goals[{}]", where, i)));
  }
  if (question.kind == Question::Kind::choice) {
    const Json& choices = object.list("choices", most_choices);
    if (choices.size() < 2)
      throw Error(object.place("choices"), "has {} entries; a choice has at least 2", choices.size());
    for (size_t i = 0; i < choices.size(); ++i)
      question.choices.push_back(
          checked_text(choices[i], fmt::format("{}.choices[{}]", where, i), longest_text, false));
    if (object.has("right"))
      question.right = static_cast<double>(object.whole("right", 1, static_cast<int64_t>(choices.size())));
  }
  if (question.kind == Question::Kind::number) {
    if (object.has("right")) question.right = object.number("right");
    if (object.has("tolerance")) question.tolerance = object.number("tolerance");
    if (question.tolerance < 0)
      throw Error(object.place("tolerance"), "expected a number of 0 or more, got {}", question.tolerance);
  }
  return question;
}

Json json_of(const Question& question) {
  Json json{{"kind", name_of(question.kind)}, {"ask", question.ask}, {"points", question.points}};
  for (const Goal& goal : question.goals)
    json["goals"].push_back({{"figure", goal.figure}, {goal.at_least ? "at_least" : "at_most", goal.bound}});
  for (const std::string& choice : question.choices) json["choices"].push_back(choice);
  if (question.right && question.kind == Question::Kind::choice) json["right"] = static_cast<int>(*question.right);
  if (question.right && question.kind == Question::Kind::number) json["right"] = *question.right;
  if (question.tolerance > 0) json["tolerance"] = question.tolerance;
  return json;
}

}  // namespace

std::string_view name_of(Question::Kind kind) {
  switch (kind) {
    case Question::Kind::choice:
      return "choice";
    case Question::Kind::number:
      return "number";
    case Question::Kind::sentence:
      return "sentence";
    case Question::Kind::goals:
      break;
  }
  return "goals";
}

bool looks_like_assignment(const std::string& text) {
  if (text.size() > largest_assignment) return false;
  const Json json = Json::parse(text, nullptr, false);
  return json.is_object() && json.contains("assignment");
}

Assignment parse_assignment(const std::string& text, const std::string& where) {
  const Json json = parse_json(text, where);
  const JsonObject object(json, "",
                          {"assignment", "title", "about", "most_steps", "locked", "questions", "experiment"});
  if (object.at("assignment") != assignment_version)
    throw Error("assignment", "expected format 1, got {}; a newer Saddle may be needed",
                kind_of_json(object.at("assignment")));
  Assignment assignment;
  assignment.title = object.line("title", longest_title);
  if (assignment.title.empty()) throw Error("title", "is empty; give it a name");
  if (object.has("about")) assignment.about = object.lines("about", longest_text);
  if (object.has("most_steps")) assignment.most_steps = object.whole("most_steps", 1, most_homework_steps);
  assignment.experiment = read_at("experiment", [&] { return parse_experiment(object.at("experiment").dump()); });
  if (object.has("locked")) {
    const Json& locked = object.list("locked", most_locked);
    for (size_t i = 0; i < locked.size(); ++i) {
      const std::string place = fmt::format("locked[{}]", i);
      assignment.locked.push_back(checked_text(locked[i], place, longest_title, false));
      static_cast<void>(read_at(place, [&] {
        check_locked_path(assignment.experiment, assignment.locked.back());
        return 0;
      }));
    }
  }
  const Json& questions = object.list("questions", most_questions);
  for (size_t i = 0; i < questions.size(); ++i)
    assignment.questions.push_back(question_of(questions[i], fmt::format("questions[{}]", i)));
  return assignment;
}

Assignment load_assignment(const std::filesystem::path& file) {
  return read_at(readable_name(file.string()), [&] { return parse_assignment(read_file(file, largest_assignment)); });
}

std::string to_json(const Assignment& assignment) {
  Json json{{"assignment", assignment_version}, {"title", assignment.title}};
  if (!assignment.about.empty()) json["about"] = assignment.about;
  json["most_steps"] = assignment.most_steps;
  json["locked"] = Json::array();
  for (const std::string& path : assignment.locked) json["locked"].push_back(path);
  json["questions"] = Json::array();
  for (const Question& question : assignment.questions) json["questions"].push_back(json_of(question));
  json["experiment"] = Json::parse(to_json(assignment.experiment));
  return json.dump(2) + "\n";
}

Assignment without_key(const Assignment& assignment) {
  Assignment copy = assignment;
  for (Question& question : copy.questions) {
    question.right.reset();
    question.tolerance = 0;
  }
  return copy;
}

std::string identity_of(const Assignment& assignment) {
  uint64_t hash = 0xcbf29ce484222325ULL;  // FNV-1a
  for (const char c : to_json(without_key(assignment)))
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  return fmt::format("{:016x}", hash);
}

}  // namespace saddle
