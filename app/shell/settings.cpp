#include "shell/settings.h"

#include <algorithm>
#include <cstdlib>

#include <nlohmann/json.hpp>

#include "model/time_travel.h"
#include "saddle/error.h"
#include "saddle/experiment_file.h"
#include "saddle/text_file.h"

namespace saddle::app {

std::filesystem::path settings_file() {
  const char* config = std::getenv("XDG_CONFIG_HOME");
  if (config && *config) return std::filesystem::path(config) / "saddle/settings.json";
  const char* home = std::getenv("HOME");
  return home && *home ? std::filesystem::path(home) / ".config/saddle/settings.json" : std::filesystem::path();
}

namespace {

// A draft that cannot be understood any more costs nothing but itself.
Draft draft_in(const nlohmann::json& json) {
  if (!json.contains("draft")) return {};
  try {
    const auto& draft = json["draft"];
    return {draft.at("preset"), parse_experiment(draft.at("experiment").dump())};
  } catch (const Error&) {
    return {};
  } catch (const nlohmann::json::exception&) {
    return {};
  }
}

// Progress that cannot be understood any more costs nothing but itself.
LessonsProgress lessons_in(const nlohmann::json& json) {
  LessonsProgress lessons;
  try {
    const auto all = json.value("lessons", nlohmann::json::object());
    for (const auto& [name, progress] : all.items())
      lessons[name] = {.step = progress.value("step", 0),
                       .done = progress.value("done", false),
                       .missed = progress.value("missed", std::vector<int>())};
  } catch (const nlohmann::json::exception&) {
    return {};
  }
  return lessons;
}

// Of each experiment by itself, the same.
BooksProgress book_in(const nlohmann::json& json) {
  BooksProgress book;
  const auto all = json.find("book");
  if (all == json.end() || !all->is_object()) return book;
  for (const auto& [name, progress] : all->items()) {
    try {
      BookProgress& one = book[name];
      one.opened = progress.value("opened", false);
      if (progress.contains("figures"))
        one.figures = std::make_shared<const std::vector<BookFigure>>(
            parse_book_figures(progress["figures"].dump(), "book." + name));
    } catch (const Error&) {
      continue;
    } catch (const nlohmann::json::exception&) {
      continue;
    }
  }
  return book;
}

nlohmann::ordered_json json_of(const BooksProgress& book) {
  auto json = nlohmann::ordered_json::object();
  for (const auto& [name, progress] : book) {
    json[name] = {{"opened", progress.opened}};
    if (progress.figures) json[name]["figures"] = nlohmann::ordered_json::parse(to_json(*progress.figures));
  }
  return json;
}

nlohmann::ordered_json json_of(const LessonsProgress& lessons) {
  auto json = nlohmann::ordered_json::object();
  for (const auto& [name, progress] : lessons)
    json[name] = {{"step", progress.step}, {"done", progress.done}, {"missed", progress.missed}};
  return json;
}

}  // namespace

Settings load_settings(const std::filesystem::path& file) {
  const Settings fallback;
  if (file.empty()) return fallback;
  try {
    const auto json = nlohmann::json::parse(read_text_file(file));
    Settings settings;
    settings.dark = json.value("dark", fallback.dark);
    settings.language = json.value("language", fallback.language);
    if (settings.language != "ko") settings.language = fallback.language;
    for (const auto& [screen, scale] : json.value("scales", fallback.scales))
      settings.scales[screen] = std::clamp(scale, 0.5, 4.0);
    settings.sized = json.contains("width") && json.contains("height");
    settings.width = std::clamp(json.value("width", fallback.width), 640, 16384);
    settings.height = std::clamp(json.value("height", fallback.height), 480, 16384);
    settings.workspace.arrangement = json.value("arrangement", fallback.workspace.arrangement);
    settings.workspace.panes = json.value("panes", fallback.workspace.panes);
    settings.workspace.side = json.value("side", fallback.workspace.side);
    settings.workspace.dividers = json.value("dividers", fallback.workspace.dividers);
    settings.workspace.pace = std::clamp(json.value("pace", fallback.workspace.pace), 0.0, 1000.0);
    settings.workspace.moments = std::clamp(json.value("moments", fallback.workspace.moments), 0, most_moments_mb);
    settings.draft = draft_in(json);
    settings.recent = json.value("recent", fallback.recent);
    if (settings.recent.size() > most_recent_files) settings.recent.resize(most_recent_files);
    settings.lab = json.value("lab", fallback.lab);
    settings.welcomed = json.value("welcomed", fallback.welcomed);
    settings.lessons = lessons_in(json);
    settings.book = book_in(json);
    return settings;
  } catch (const Error&) {
    return fallback;
  } catch (const nlohmann::json::exception&) {
    return fallback;
  }
}

void save_settings(const std::filesystem::path& file, const Settings& s) {
  if (file.empty()) return;
  nlohmann::ordered_json json{{"dark", s.dark},
                              {"language", s.language},
                              {"scales", s.scales},
                              {"arrangement", s.workspace.arrangement},
                              {"panes", s.workspace.panes},
                              {"side", s.workspace.side},
                              {"dividers", s.workspace.dividers},
                              {"pace", s.workspace.pace},
                              {"moments", s.workspace.moments},
                              {"lab", s.lab},
                              {"welcomed", s.welcomed},
                              {"recent", s.recent}};
  try {
    if (!s.lessons.empty()) json["lessons"] = json_of(s.lessons);
    if (!s.book.empty()) json["book"] = json_of(s.book);
    if (s.sized) json.update({{"width", s.width}, {"height", s.height}});
    if (!s.draft.experiment.network.empty())
      json["draft"] = {{"preset", s.draft.preset},
                       {"experiment", nlohmann::ordered_json::parse(to_json(s.draft.experiment))}};
    write_text_file(file, json.dump(2) + "\n");
  } catch (const Error&) {
    return;
  } catch (const nlohmann::json::exception&) {  // a name that is no UTF-8
    return;
  }
}

}  // namespace saddle::app
