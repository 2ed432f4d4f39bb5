#include <map>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/subcommand.h"
#include "labs/concepts/page.h"
#include "lessons/shelf.h"
#include "saddle/catalog.h"
#include "saddle/experiment_file.h"
#include "saddle/fault.h"
#include "saddle/function.h"
#include "shell/assets.h"

namespace saddle::cli {
namespace {

using Json = nlohmann::ordered_json;

Json json_of(const Value& value) {
  return std::visit([](const auto& plain) { return Json(plain); }, value);
}

Json json_of(const Table& table) {
  Json rows = Json::array();
  for (const Property& p : table) {
    Json row{{"name", p.name}, {"default", json_of(p.fallback)}, {"help", p.help}};
    if (p.max > p.min) row["min"] = p.min, row["max"] = p.max;
    if (!p.choices.empty()) row["choices"] = p.choices;
    rows.push_back(row);
  }
  return rows;
}

// Describes the domain of a function and its known stationary points.
void add_places(Json& row, const Function& function) {
  const Region& domain = function.domain;
  const bool both = function.surface->dimensions() == 2;
  row["dimensions"] = function.surface->dimensions();
  row["domain"] = both ? Json{{domain.left, domain.right}, {domain.bottom, domain.top}}
                       : Json::array({Json{domain.left, domain.right}});
  row["start"] = {function.start.x, function.start.y};
  for (const char* kind : {"minima", "saddle_points", "maxima"}) row[kind] = Json::array();
  for (const StationaryPoint& point : function.points) {
    const bool minimum = point.kind == StationaryPoint::Kind::minimum,
               saddle = point.kind == StationaryPoint::Kind::saddle;
    row[minimum ? "minima" : saddle ? "saddle_points" : "maxima"].push_back({point.at.x, point.at.y});
  }
}

void print(const std::vector<Entry>& entries) {
  for (const Entry& entry : entries) {
    fmt::print("{}\n    {}\n", entry.name, entry.help);
    if (!entry.formula.empty()) fmt::print("    {}\n", entry.formula);
    for (const Property& p : entry.properties) {
      const std::string fallback = to_text(p.fallback);
      std::string range;
      for (const auto choice : p.choices) range += (range.empty() ? "" : " | ") + std::string(choice);
      if (!p.or_number.empty()) range += " | a number";
      if (p.choices.empty() && p.max > p.min) range = fmt::format("{:g} … {:g}", p.min, p.max);
      fmt::print("      {:<16} {:<10} {}{}\n", p.name, fallback.empty() ? "-" : fallback, p.help,
                 range.empty() ? "" : " (" + range + ")");
    }
  }
}

void print(const std::vector<Preset>& presets) {
  std::string chapter = "-";
  for (const Preset& preset : presets) {
    if (preset.experiment.chapter != chapter) fmt::print("{}\n", chapter = preset.experiment.chapter);
    fmt::print("  {:<20} {}\n", preset.name,
               preset.experiment.about.empty() ? preset.experiment.name : preset.experiment.about);
  }
}

int list_concepts(bool json) {
  Json rows = Json::array();
  for (const ConceptType* page : app::pages_in_order()) {
    if (!json) fmt::print("  {:<24} {:<14} {}\n", page->name, page->section, page->title);
    rows.push_back({{"name", page->name},
                    {"title", page->title},
                    {"section", page->section},
                    {"about", page->about},
                    {"question", page->question},
                    {"by_hand", static_cast<bool>(page->exercise)},
                    {"properties", json_of(page->properties)}});
  }
  if (json) fmt::print("{}\n", rows.dump(2));
  return success;
}

int list_lessons(bool json) {
  const app::LessonShelf shelf = app::lessons_in(app::assets_directory() / "lessons");
  Json rows = Json::array();
  for (const app::Lesson& lesson : shelf.lessons) {
    if (!json)
      fmt::print("  {:<6} {:<28} {:>2} min  {}\n", lesson.chapter, lesson.name, lesson.minutes, lesson.about.english);
    rows.push_back({{"name", lesson.name},
                    {"title", lesson.title.english},
                    {"title_ko", lesson.title.korean},
                    {"chapter", lesson.chapter},
                    {"minutes", lesson.minutes},
                    {"steps", lesson.steps.size()},
                    {"about", lesson.about.english},
                    {"about_ko", lesson.about.korean}});
  }
  if (json) fmt::print("{}\n", rows.dump(2));
  for (const Issue& issue : shelf.broken) fmt::print(stderr, "{}\n", issue.text());
  return shelf.broken.empty() ? success : failure;
}

int list_faults(bool json) {
  Json rows = Json::array();
  for (const Fault& fault : catalog::faults()) {
    if (!json) fmt::print("{}\n    {}\n    {}\n", fault.name, fault.title, fault.help);
    rows.push_back({{"name", fault.name},
                    {"title", fault.title},
                    {"help", fault.help},
                    {"panel", fault.panel},
                    {"mend", fault.mend},
                    {"hints", fault.hints}});
  }
  if (json) fmt::print("{}\n", rows.dump(2));
  return success;
}

int list(const std::string& what, bool json) {
  if (what == "presets") {
    const auto presets = presets_in(app::assets_directory() / "presets");
    if (!json) {
      print(presets);
      return success;
    }
    Json rows = Json::array();
    for (const Preset& preset : presets) {
      rows.push_back({{"name", preset.name},
                      {"title", preset.experiment.name},
                      {"chapter", preset.experiment.chapter},
                      {"about", preset.experiment.about}});
    }
    fmt::print("{}\n", rows.dump(2));
    return success;
  }
  if (what == "concepts") return list_concepts(json);
  if (what == "lessons") return list_lessons(json);
  if (what == "faults") return list_faults(json);
  static const std::map<std::string, const std::vector<Entry>& (*)()> catalogs = {
      {"layers", catalog::layers},     {"optimizers", catalog::optimizers},
      {"losses", catalog::losses},     {"initializers", catalog::initializers},
      {"datasets", catalog::datasets}, {"functions", catalog::functions}};
  const auto& entries = catalogs.at(what)();
  if (!json) {
    print(entries);
    return success;
  }
  Json rows = Json::array();
  for (const Entry& entry : entries) {
    rows.push_back({{"name", entry.name},
                    {"title", entry.title},
                    {"help", entry.help},
                    {"formula", entry.formula},
                    {"source", entry.source},
                    {"properties", json_of(entry.properties)}});
    if (what == "functions") add_places(rows.back(), make_function(entry.name));
  }
  fmt::print("{}\n", rows.dump(2));
  return success;
}

}  // namespace

Subcommand list() {
  return {
      "list", "Lists what there is to choose from, with parameters and defaults.", [](CLI::App& app) {
        auto what = std::make_shared<std::string>();
        auto json = std::make_shared<bool>(false);
        app.add_option(
               "what", *what,
               "presets, datasets, layers, initializers, optimizers, losses, functions, concepts, lessons or faults")
            ->required()
            ->check(CLI::IsMember({"presets", "datasets", "layers", "initializers", "optimizers", "losses", "functions",
                                   "concepts", "lessons", "faults"}));
        app.add_flag("--json", *json, "Prints JSON");
        return std::function<int()>([what, json] { return list(*what, *json); });
      }};
}

}  // namespace saddle::cli
