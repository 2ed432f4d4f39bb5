#include "saddle/event.h"

#include <array>

#include <nlohmann/json.hpp>

#include "model/json_value.h"
#include "saddle/experiment_file.h"

namespace saddle {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<std::string_view, 3> tones{"note", "warning", "error"};

Json json_of_issue(const Issue& issue) {
  Json all = Json::array({issue.message});
  for (const std::string& argument : issue.arguments) all.push_back(argument);
  return all;
}

std::string text_in(const Json& json, const char* key, const std::string& where) {
  if (!json.contains(key)) return {};
  if (!json[key].is_string()) throw Error(where, "is no event: its {} is not text", key);
  return json[key].get<std::string>();
}

Issue issue_in(const Json& json, const char* key, const std::string& where) {
  if (!json.contains(key)) return {};
  if (!json[key].is_array()) throw Error(where, "is no event: its {} is no list", key);
  Issue issue;
  for (const Json& part : json[key]) {
    if (!part.is_string()) throw Error(where, "is no event: its {} holds something else than text", key);
    if (issue.message.empty()) {
      issue.message = part.get<std::string>();
    } else {
      issue.arguments.push_back(part.get<std::string>());
    }
  }
  return issue;
}

}  // namespace

std::string_view name_of(Event::Tone tone) { return tones.at(static_cast<size_t>(tone)); }

std::string to_text(const Event::Change& change) { return change.path + "=" + to_text(change.value); }

std::string to_json(const Event& event) {
  Json json{{"step", event.step},
            {"rule", event.rule},
            {"tone", name_of(event.tone)},
            {"text", event.sentence.sentence()},
            {"sentence", json_of_issue(event.sentence)}};
  if (!event.panel.empty()) json["panel"] = event.panel;
  if (!event.lesson.empty()) json["lesson"] = event.lesson;
  if (event.changes.empty()) return json.dump(-1, ' ', false, Json::error_handler_t::replace);
  json["offer"] = json_of_issue(event.offer);
  for (const Event::Change& change : event.changes) json["set"].push_back(to_text(change));
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Event parse_event(const std::string& text, const std::string& where) {
  const Json json = parse_json(text, where);
  if (!json.is_object() || !json.contains("step") || !json["step"].is_number_integer())
    throw Error(where, "is no event: it has no step");
  Event event{.step = json["step"].get<int64_t>(),
              .rule = text_in(json, "rule", where),
              .sentence = issue_in(json, "sentence", where),
              .panel = text_in(json, "panel", where),
              .lesson = text_in(json, "lesson", where),
              .offer = issue_in(json, "offer", where)};
  const std::string tone = text_in(json, "tone", where);
  for (size_t i = 0; i < tones.size(); ++i) {
    if (tones[i] == tone) event.tone = static_cast<Event::Tone>(i);
  }
  if (event.sentence.message.empty()) event.sentence = {{}, "{}", {text_in(json, "text", where)}};
  if (!json.contains("set") || !json["set"].is_array()) return event;
  for (const Json& part : json["set"]) {
    const std::string change = part.is_string() ? part.get<std::string>() : std::string();
    const size_t equals = change.find('=');
    if (equals == change.npos) throw Error(where, "is no event: its set holds something else than PATH=VALUE");
    event.changes.push_back({change.substr(0, equals), parse_value(change.substr(equals + 1))});
  }
  return event;
}

}  // namespace saddle
