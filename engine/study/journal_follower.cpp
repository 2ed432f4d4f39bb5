#include "saddle/journal_follower.h"

#include <algorithm>
#include <fstream>

#include <nlohmann/json.hpp>

#include "model/json_value.h"
#include "saddle/experiment_file.h"
#include "study/journal.h"

namespace saddle {
namespace {

using Json = nlohmann::ordered_json;

constexpr int most_attempts = 2;  // after so many failures a trial is not tried again

// As journal_head() writes it.
Search search_in(const Json& head) {
  Search search{.base = parse_experiment(head.at("experiment").dump())};
  for (const Json& range : head.at("ranges")) {
    SearchRange read{.path = range.at("path").get<std::string>()};
    if (range.contains("values")) {
      for (const Json& value : range.at("values")) read.values.push_back(value_of_json(value, read.path));
    } else {
      read.low = range.at("low").get<double>();
      read.high = range.at("high").get<double>();
      read.logarithmic = range.at("log").get<bool>();
    }
    search.ranges.push_back(std::move(read));
  }
  search.seed = head.at("seed").get<int>();
  search.paired = head.at("paired").get<bool>();
  search.early_stop = head.at("early_stop").get<bool>();
  search.steps = head.at("steps").get<int64_t>();
  search.metric = head.at("metric").get<std::string>();
  search.trials = head.at("draws") == "random" ? 1 : 0;
  return search;
}

// What came of a trial at the last that is known of it.
void keep_outcome(Trial& trial, const Trial& outcome, Trial::State state) {
  trial.state = state;
  trial.steps = outcome.steps;
  trial.diverged = outcome.diverged;
  trial.figures = outcome.figures;
  trial.curve = outcome.curve;
}

// Of events that no outcome belongs to: the indices of the trials.
std::vector<int64_t> trials_of(const std::string& lines, std::string_view event) {
  std::vector<int64_t> indices;
  const std::string key = "\"event\":\"" + std::string(event) + "\",\"trial\":";
  for (size_t at = lines.find(key); at != lines.npos; at = lines.find(key, at + 1))
    indices.push_back(std::atoll(lines.c_str() + at + key.size()));
  return indices;
}

}  // namespace

bool JournalFollower::follow() {
  std::ifstream stream(file_, std::ios::binary);
  if (!stream) throw Error(file_.string(), "cannot be read; choose another file");
  stream.seekg(0, std::ios::end);
  const auto size = static_cast<uint64_t>(stream.tellg());
  if (size < read_) {  // another search has begun in its place
    read_ = 0;
    head_.clear();
    search_.reset();
    latest_ = std::make_shared<const SearchSnapshot>();
  }
  std::string text(size - read_, '\0');
  stream.seekg(static_cast<std::streamoff>(read_));
  stream.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<size_t>(std::max<std::streamsize>(0, stream.gcount())));
  const size_t end = text.rfind('\n');
  if (end == text.npos) {
    if (read_ == 0) parse_journal(text, file_.string());  // refuses what is none
    return false;
  }
  text.resize(end + 1);
  take(text);
  read_ += text.size();
  return true;
}

void JournalFollower::take(const std::string& lines) {
  const bool first = head_.empty();
  const JournalContent content = parse_journal(head_ + lines, file_.string());
  try {
    if (first) {
      search_ = search_in(*content.search);
      head_ = lines.substr(0, lines.find('\n') + 1);
    }
    auto next = std::make_shared<SearchSnapshot>(*latest_);
    ++next->serial;
    const int64_t known = content.trials.empty() ? 0 : content.trials.rbegin()->first + 1;
    const int64_t most = search_->trials > 0 ? known : std::min(known, trials(*search_));
    for (int64_t i = std::ssize(next->trials); i < most; ++i) {
      auto trial = std::make_shared<Trial>();
      trial->index = i;
      if (search_->trials > 0) search_->trials = i + 1;
      trial->settings = draw(*search_, i);
      next->trials.push_back(std::move(trial));
    }
    const auto edit = [&](int64_t index, const auto& change) {
      if (index < 0 || index >= std::ssize(next->trials)) return;
      auto& place = next->trials[static_cast<size_t>(index)];
      auto trial = std::make_shared<Trial>(*place);
      change(*trial);
      next->ended += trial->ended() - place->ended();
      place = std::move(trial);
    };
    for (const int64_t index : trials_of(lines, "started")) {
      edit(index, [](Trial& trial) {
        if (!trial.ended()) trial.state = Trial::State::running;
      });
    }
    for (const auto& known_trial : content.trials) {
      const JournalTrial& news = known_trial.second;
      edit(known_trial.first, [&](Trial& trial) {
        if (!news.settings.empty()) trial.settings = news.settings;
        trial.failures += news.failures;
        if (news.why) trial.why = news.why;
        if (!news.reached.empty()) keep_outcome(trial, news.reached.rbegin()->second, Trial::State::paused);
        if (news.failures > 0)
          trial.state = trial.failures < most_attempts ? Trial::State::waiting : Trial::State::failed;
        if (news.finished) keep_outcome(trial, *news.finished, Trial::State::finished);
      });
    }
    for (const int64_t index : trials_of(lines, "stopped")) {
      edit(index, [](Trial& trial) { trial.state = Trial::State::stopped; });
    }
    next->done = !next->trials.empty() && next->ended == std::ssize(next->trials);
    latest_ = std::move(next);
  } catch (const Json::exception&) {
    throw Error(file_.string(), "is damaged: its first line is not that of a journal");
  }
}

}  // namespace saddle
