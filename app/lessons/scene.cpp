#include "lessons/scene.h"

#include <algorithm>

#include "labs/arena/setup_properties.h"
#include "labs/concepts/page.h"
#include "lessons/arena_sight.h"
#include "model/lab.h"
#include "model/panel.h"
#include "saddle/catalog.h"
#include "saddle/error.h"

namespace saddle::app {
namespace {

using ActionKind = LessonAction::Kind;

// Throws Error that lists the rows, where none has that name.
template <class Row>
const Row& row_named(const std::vector<Row>& rows, const std::string& name, const std::string& what) {
  const auto found = std::ranges::find(rows, std::string_view(name), &Row::name);
  if (found != rows.end()) return *found;
  std::vector<Entry> names;
  for (const Row& row : rows) names.push_back({.name = row.name, .title = row.name, .help = {}});
  catalog::get(names, name, what);
  return *found;
}

Properties& page_properties(LessonScene& scene) { return scene.document.labs["concepts"]; }

void open_page(LessonScene& scene, const std::string& name) {
  page_properties(scene).insert_or_assign("page", std::string(page_named(name, "page").name));
}

void set_on_page(LessonScene& scene, const std::string& key, const Value& value) {
  const std::string page = page_of(scene.document);
  const ConceptType& type = page_named(page, "page");
  const Property* row = find(type.properties, key);
  if (!row) {
    std::string names;
    for (const Property& each : type.properties) names += (names.empty() ? "" : ", ") + std::string(each.name);
    throw Error("page." + key, "the page {} has no {}; it has {}", page, key, names);
  }
  const auto checked_value = checked(value, *row, "page." + key);
  if (const Issue* issue = std::get_if<Issue>(&checked_value)) throw Error(*issue);
  page_properties(scene).insert_or_assign(page + "." + key, std::get<Value>(checked_value));
}

void show_panels(LessonScene& scene, const std::vector<std::string>& names) {
  static constexpr std::string_view arrangements[] = {"one", "two", "lecture", "four"};
  if (names.size() > std::size(arrangements))
    throw Error("panels", "there are {} panels; 4 are the most", names.size());
  for (const std::string& name : names) row_named(panels::all(), name, "panels");
  scene.workspace.panes = names;
  scene.workspace.arrangement = arrangements[names.size() - 1];
  scene.workspace.full = -1;
}

}  // namespace

bool trains(const LessonAction& action) { return action.kind == ActionKind::train || action.kind == ActionKind::more; }

std::string page_of(const Document& document) {
  const auto own = document.labs.find("concepts");
  if (own != document.labs.end()) {
    const auto page = own->second.find("page");
    if (page != own->second.end())
      if (const auto* name = std::get_if<std::string>(&page->second)) return *name;
  }
  return std::string(pages_in_order().front()->name);
}

Properties values_of_page(const Document& document, const std::string& page) {
  Properties values;
  const auto own = document.labs.find("concepts");
  if (own == document.labs.end()) return values;
  const std::string prefix = page + ".";
  for (auto at = own->second.lower_bound(prefix); at != own->second.end() && at->first.starts_with(prefix); ++at)
    values.insert_or_assign(at->first.substr(prefix.size()), at->second);
  return values;
}

void perform(const LessonAction& action, LessonScene& scene, const std::vector<Preset>& presets) {
  switch (action.kind) {
    case ActionKind::set:
      return assign(scene.document.draft.experiment, action.path, action.value);
    case ActionKind::set_page:
      return set_on_page(scene, action.path, action.value);
    case ActionKind::set_arena:
      return set_in_arena(scene.document.labs["arena"], action.path, action.value);
    case ActionKind::lab:
      scene.lab = row_named(labs::all(), action.names.front(), "lab").name;
      return;
    case ActionKind::experiment: {
      const Preset& preset = row_named(presets, action.names.front(), "experiment");
      scene.document.draft = {preset.name, preset.experiment};
      return;
    }
    case ActionKind::panels:
      return show_panels(scene, action.names);
    case ActionKind::page:
      return open_page(scene, action.names.front());
    case ActionKind::scene:
      scene.document.labs["arena"] = properties_of(row_named(scenes(), action.names.front(), "scene").setup);
      scene.arena_step = 0;
      return;
    case ActionKind::play:
      scene.arena_step = action.count;
      return;
    case ActionKind::stroke:
      scene.canvas.strokes.push_back(std::make_shared<const Stroke>(Stroke{.points = action.points}));
      return;
    case ActionKind::clear:
      scene.canvas = {};
      return;
    case ActionKind::train:
    case ActionKind::more:
      return;
  }
}

void perform(const LessonActions& actions, LessonScene& scene, const std::vector<Preset>& presets) {
  for (const LessonAction& action : actions) perform(action, scene, presets);
}

LessonScene staged(const Lesson& lesson, LessonScene scene, const std::vector<Preset>& presets) {
  const auto has = [&](ActionKind kind) {
    return std::ranges::find(lesson.stage, kind, &LessonAction::kind) != lesson.stage.end();
  };
  if (!has(ActionKind::lab))
    scene.lab = has(ActionKind::page) ? "concepts" : has(ActionKind::scene) ? "arena" : "network";
  scene.workspace.full = -1;
  scene.workspace.side = true;
  scene.canvas = {};
  // A page and a race as they are before anybody touched them.
  if (has(ActionKind::page)) scene.document.labs["concepts"] = {};
  perform(lesson.stage, scene, presets);
  return scene;
}

}  // namespace saddle::app
