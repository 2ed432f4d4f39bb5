#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "homework/json_object.h"
#include "io/file_bytes.h"
#include "model/json_value.h"
#include "saddle/experiment_file.h"
#include "saddle/homework.h"
#include "saddle/simd_level.h"
#include "saddle/text_file.h"

namespace saddle {
namespace {

using Json = nlohmann::ordered_json;

constexpr int answer_version = 1;
constexpr uint64_t largest_answer = 8 << 20;
constexpr size_t longest_name = 200, longest_sentence = 8000, longest_word = 200;

RunFigures claimed_of(const Json& json, const std::string& where) {
  const JsonObject object(json, where, {"steps", "train_loss", "test_loss", "test_accuracy", "parameters"});
  return {.train_loss = object.number_or_none("train_loss"),
          .test_loss = object.number_or_none("test_loss"),
          .test_accuracy = object.number_or_none("test_accuracy"),
          .parameters = object.whole("parameters", 0, int64_t{1} << 40),
          .steps = object.whole("steps", 0, int64_t{1} << 53)};
}

std::optional<Value> given_of(const Json& json, const Question& question, const std::string& where) {
  if (json.is_null()) return std::nullopt;
  switch (question.kind) {
    case Question::Kind::goals:
      throw Error(where, "the run answers this question; expected null, got {}", kind_of_json(json));
    case Question::Kind::choice: {
      const auto last = static_cast<int>(question.choices.size());
      if (!json.is_number_integer() || json < 1 || json > last)
        throw Error(where, "expected one of the choices 1 to {}, got {}", last, kind_of_json(json));
      return json.get<int>();
    }
    case Question::Kind::number:
      if (!json.is_number() || !std::isfinite(json.get<double>()))
        throw Error(where, "expected a number, got {}", kind_of_json(json));
      return json.get<double>();
    case Question::Kind::sentence:
      break;
  }
  return checked_text(json, where, longest_sentence, true);
}

Json number_or_null(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

// "gcc 12.2.0", of whoever compiled the engine.
constexpr std::string_view compiler_name() {
#if defined(__clang__)
  return "clang " __clang_version__;
#else
  return "gcc " __VERSION__;
#endif
}

}  // namespace

std::string this_level() { return std::string(name_of(simd_level())); }

std::string this_compiler() {
  const std::string_view name = compiler_name();
  return std::string(name.substr(0, name.find_last_not_of(' ') + 1));
}

void check_student(const std::string& who) {
  const size_t letters = who.find_first_not_of(" \t");
  if (letters == who.npos) throw Error("who", "is empty; write a name");
  check_text(who, "who", longest_name, false);
}

AnswerSheet parse_answer(const std::string& text, const std::string& where) {
  const Json json = parse_json(text, where);
  const JsonObject object(
      json, "", {"answer", "who", "identity", "level", "compiler", "claimed", "answers", "experiment", "assignment"});
  if (object.at("answer") != answer_version)
    throw Error("answer", "expected format 1, got {}; a newer Saddle may be needed", kind_of_json(object.at("answer")));
  AnswerSheet sheet;
  sheet.who = object.line("who", longest_name);
  check_student(sheet.who);
  sheet.identity = object.line("identity", longest_word);
  sheet.level = object.line("level", longest_word);
  constexpr std::array<std::string_view, 4> levels{"baseline", "avx2", "avx512", "neon"};
  if (std::ranges::find(levels, sheet.level) == levels.end())
    throw Error("level", "there is no level \"{}\"; there are baseline, avx2, avx512, neon", sheet.level);
  sheet.compiler = object.line("compiler", longest_word);
  sheet.assignment = read_at("assignment", [&] { return parse_assignment(object.at("assignment").dump()); });
  sheet.experiment = read_at("experiment", [&] { return parse_experiment(object.at("experiment").dump()); });
  sheet.claimed = claimed_of(object.at("claimed"), "claimed");
  const Json& answers = object.list("answers", sheet.assignment.questions.size());
  if (answers.size() != sheet.assignment.questions.size())
    throw Error("answers", "has {} entries; the assignment has {} questions", answers.size(),
                sheet.assignment.questions.size());
  for (size_t i = 0; i < answers.size(); ++i)
    sheet.answers.push_back(given_of(answers[i], sheet.assignment.questions[i], fmt::format("answers[{}]", i)));
  return sheet;
}

AnswerSheet load_answer(const std::filesystem::path& file) {
  return read_at(readable_name(file.string()), [&] { return parse_answer(read_file(file, largest_answer)); });
}

std::string to_json(const AnswerSheet& sheet) {
  const RunFigures& claimed = sheet.claimed;
  Json json{{"answer", answer_version},
            {"who", sheet.who},
            {"identity", sheet.identity},
            {"level", sheet.level},
            {"compiler", sheet.compiler},
            {"claimed",
             {{"steps", claimed.steps},
              {"train_loss", number_or_null(claimed.train_loss)},
              {"test_loss", number_or_null(claimed.test_loss)},
              {"test_accuracy", number_or_null(claimed.test_accuracy)},
              {"parameters", claimed.parameters}}},
            {"answers", Json::array()}};
  for (const auto& answer : sheet.answers) json["answers"].push_back(answer ? json_of_value(*answer) : Json(nullptr));
  json["experiment"] = Json::parse(to_json(sheet.experiment));
  json["assignment"] = Json::parse(to_json(without_key(sheet.assignment)));
  return json.dump(2) + "\n";
}

}  // namespace saddle
