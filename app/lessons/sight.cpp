#include "lessons/sight.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>

#include "labs/concepts/page.h"
#include "model/panel.h"
#include "saddle/error.h"
#include "saddle/query.h"

namespace saddle::app {
namespace {

constexpr double not_yet = std::numeric_limits<double>::quiet_NaN();

[[noreturn]] void throw_without_value(std::string_view path, std::string_view names) {
  throw Error(std::string(path), "there is no such value; there are {}", names);
}

// "relu_1" and "dead" of "relu_1.dead".
std::pair<std::string_view, std::string_view> parted_at_dot(std::string_view path) {
  const size_t dot = std::min(path.find('.'), path.size());
  return {path.substr(0, dot), path.substr(std::min(dot + 1, path.size()))};
}

// A layer that the experiment has; otherwise throws Error that lists them.
void check_layer(const LessonSight& sight, std::string_view path, std::string_view layer) {
  std::string list;
  for (const std::string& name : names_of(sight.scene.document.draft.experiment.network)) {
    if (name == layer) return;
    list += (list.empty() ? "" : ", ") + name;
  }
  throw Error(std::string(path), "there is no layer {}; there are {}", layer, list);
}

Value of_signals(const LessonSight& sight, std::string_view path, std::string_view rest) {
  const auto [layer, key] = parted_at_dot(rest);
  check_layer(sight, path, layer);
  const auto* reading = content_of<SignalsReading>(sight.run.reading({.type = "signals"}));
  const Signal none{.name = {}, .values = {.dead = not_yet, .saturated = not_yet}};
  const Signal* signal = &none;
  if (reading) {
    const auto found = std::ranges::find(reading->layers, layer, &Signal::name);
    if (found != reading->layers.end()) signal = &*found;
  }
  const bool known = signal != &none;
  if (key == "dead") return signal->values.dead;
  if (key == "saturated") return signal->values.saturated;
  if (key == "mean") return known ? signal->values.mean : not_yet;
  if (key == "deviation") return known ? signal->values.deviation : not_yet;
  if (key == "gradient") return signal->gradient ? signal->gradient->deviation : not_yet;
  throw_without_value(path, "dead, saturated, mean, deviation, gradient");
}

Value of_updates(const LessonSight& sight, std::string_view path, std::string_view rest) {
  const auto [layer, key] = parted_at_dot(rest);
  check_layer(sight, path, layer);
  Movement movement{.name = {}, .gradient = not_yet, .weights = not_yet, .update = not_yet};
  if (const auto* reading = content_of<UpdatesReading>(sight.run.reading({.type = "updates"}))) {
    const auto found = std::ranges::find(reading->layers, layer, &Movement::name);
    if (found != reading->layers.end()) movement = *found;
  }
  if (key == "gradient") return movement.gradient;
  if (key == "weights") return movement.weights;
  if (key == "update") return movement.update;
  if (key == "ratio") return movement.ratio();
  throw_without_value(path, "gradient, weights, update, ratio");
}

Value of_page(const LessonSight& sight, std::string_view path, std::string_view key) {
  const std::string name = page_of(sight.scene.document);
  if (key == "name") return name;
  const ConceptType& page = page_named(name, "page");
  const Properties values = values_of_page(sight.scene.document, name);
  const PageNumbers numbers = page.compute(values);
  if (const PageNumber* number = number_named(numbers, key)) return number->value;
  if (const Property* row = find(page.properties, key)) return value_of(values, *row);
  std::string names = "name";
  for (const PageNumber& number : numbers) names += ", " + number.name;
  for (const Property& row : page.properties) names += ", " + std::string(row.name);
  throw_without_value(path, names);
}

Value of_window(const LessonSight& sight, std::string_view path, std::string_view key) {
  if (key == "lab") return sight.scene.lab;
  const auto [word, panel] = parted_at_dot(key);
  if (word == "panel" && std::ranges::find(panels::all(), panel, &PanelType::name) != panels::all().end()) {
    static constexpr std::pair<std::string_view, size_t> rooms[] = {
        {"one", 1}, {"two", 2}, {"lecture", 3}, {"four", 4}};
    const Workspace& workspace = sight.scene.workspace;
    const auto room =
        std::ranges::find(rooms, std::string_view(workspace.arrangement), [](const auto& r) { return r.first; });
    const size_t shown = std::min(workspace.panes.size(), room == std::end(rooms) ? 4 : room->second);
    const auto end = workspace.panes.begin() + static_cast<std::ptrdiff_t>(shown);
    return sight.scene.lab == "network" && std::find(workspace.panes.begin(), end, panel) != end;
  }
  throw_without_value(path, "window.lab, window.panel.NAME");
}

Value of_digit(const LessonSight& sight, std::string_view path, std::string_view key) {
  const bool drawn = !sight.scene.canvas.empty();
  if (key == "drawn") return drawn;
  if (key != "answer") throw_without_value(path, "digit.drawn, digit.answer");
  if (!drawn || !sight.digit || sight.digit->empty()) return not_yet;
  return static_cast<int>(std::ranges::max_element(*sight.digit) - sight.digit->begin());
}

Value of_mark(const LessonSight& sight, std::string_view name) {
  if (!sight.marks) return not_yet;
  auto found = sight.marks->find(std::string(name) + ".value");
  if (found == sight.marks->end()) found = sight.marks->find(name);
  if (found == sight.marks->end()) return not_yet;
  const std::string& text = found->second.text;
  char* end = nullptr;
  const double number = std::strtod(text.c_str(), &end);
  if (!text.empty() && end == text.c_str() + text.size()) return number;
  return text;
}

}  // namespace

Value value_at(const LessonSight& sight, std::string_view path) {
  const auto [first, rest] = parted_at_dot(path);
  if (first == "signals") return of_signals(sight, path, rest);
  if (first == "updates") return of_updates(sight, path, rest);
  if (first == "page") return of_page(sight, path, rest);
  if (first == "arena") {
    static const Properties untouched;
    const auto own = sight.scene.document.labs.find("arena");
    return sight.arena.value_at(own == sight.scene.document.labs.end() ? untouched : own->second,
                                sight.scene.arena_step.value_or(0), rest);
  }
  if (first == "window") return of_window(sight, path, rest);
  if (first == "digit") return of_digit(sight, path, rest);
  if (first == "shown") return of_mark(sight, rest);
  constexpr std::string_view trained = "run.experiment.";
  if (path.starts_with(trained)) {
    const std::string_view inner = path.substr(trained.size());
    if (sight.run.experiment) return saddle::value_at(*sight.run.experiment, inner);
    saddle::value_at(sight.scene.document.draft.experiment, inner);  // refuses what there is not
    return not_yet;
  }
  const bool measured = path == "data.classes" || path == "data.train_samples" || path == "data.test_samples";
  if (first == "run" || first == "curves" || measured) return saddle::value_at(sight.run, path);
  return saddle::value_at(sight.scene.document.draft.experiment, path);
}

bool holds(const Condition& condition, const LessonSight& sight) {
  return condition.holds(Condition::Lookup([&](std::string_view path) { return value_at(sight, path); }));
}

std::vector<Probe> probes_of(const Condition& condition) {
  std::vector<Probe> probes;
  for (const char* type : {"signals", "updates"}) {
    const std::string prefix = std::string(type) + ".";
    const auto paths = condition.paths();
    if (std::ranges::any_of(paths, [&](const std::string& path) { return path.starts_with(prefix); }))
      probes.push_back({.type = type});
  }
  return probes;
}

}  // namespace saddle::app
