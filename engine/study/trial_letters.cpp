#include "study/trial_letters.h"

#include <algorithm>
#include <array>
#include <cassert>

#include "study/journal.h"

namespace saddle {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array states{Trial::State::waiting,  Trial::State::running, Trial::State::paused,
                            Trial::State::finished, Trial::State::stopped, Trial::State::failed};

Json json_of_trial(const char* what, const Trial& trial) {
  Json json = outcome_json(what, trial);
  json["state"] = name_of(trial.state);
  json["failures"] = trial.failures;
  if (trial.why)
    json["why"] = {{"where", trial.why->where}, {"message", trial.why->message}, {"arguments", trial.why->arguments}};
  return json;
}

Trial trial_in(const Json& json) {
  Trial trial = outcome_in(json, json.at("trial").get<int64_t>());
  const auto state =
      std::ranges::find(states, json.at("state").get<std::string>(), [](Trial::State known) { return name_of(known); });
  assert(state != states.end());
  trial.state = *state;
  trial.failures = json.at("failures").get<int>();
  if (const auto why = json.find("why"); why != json.end()) {
    trial.why = Issue{.where = why->at("where").get<std::string>(),
                      .message = why->at("message").get<std::string>(),
                      .arguments = why->at("arguments").get<std::vector<std::string>>()};
  }
  return trial;
}

}  // namespace

std::string letter_of(const TrialRequest& request) {
  switch (request.what) {
    case TrialRequest::What::make: {
      Json json = json_of_trial("make", request.trial);
      json["rung"] = request.rung;
      return json.dump();
    }
    case TrialRequest::What::forget:
      return Json{{"event", "forget"}, {"trial", request.trial.index}}.dump();
    case TrialRequest::What::stop:
      break;
  }
  return Json{{"event", "stop"}}.dump();
}

TrialRequest read_request(const std::string& text) {
  const Json json = Json::parse(text);
  if (json.at("event") == "make") return {.trial = trial_in(json), .rung = json.at("rung").get<int>()};
  if (json.at("event") == "stop") return {.what = TrialRequest::What::stop};
  return {.what = TrialRequest::What::forget, .trial = {.index = json.at("trial").get<int64_t>()}};
}

std::string letter_of(const TrialAnswer& answer) {
  return json_of_trial(answer.made ? "made" : "dropped", answer.trial).dump();
}

TrialAnswer read_answer(const std::string& text) {
  const Json json = Json::parse(text);
  return {.made = json.at("event") == "made", .trial = trial_in(json)};
}

}  // namespace saddle
