#include "homework/locks.h"

#include <algorithm>
#include <array>
#include <functional>

#include <fmt/format.h>

#include "model/path.h"
#include "saddle/catalog.h"
#include "saddle/homework.h"
#include "saddle/query.h"

namespace saddle {
namespace {

// Rows of "training" that change the speed, or when a run is looked at, and never what it learns.
constexpr std::array<std::string_view, 3> free_rows{"threads", "evaluate_every", "evaluate_samples"};

Properties decisive(const Properties& training) {
  Properties kept = training;
  for (const std::string_view row : free_rows)
    if (const auto found = kept.find(row); found != kept.end()) kept.erase(found);
  return kept;
}

// A part of an experiment that is locked as a whole.
struct Part {
  std::string_view path;
  std::function<bool(const Experiment&, const Experiment&)> same;
  std::function<void(const Experiment& from, Experiment& to)> put_back;
};

const std::vector<Part>& parts() {
  static const std::vector<Part> table{
      {"data", [](const auto& a, const auto& b) { return a.data == b.data; },
       [](const auto& from, auto& to) { to.data = from.data; }},
      {"data.augment", [](const auto& a, const auto& b) { return a.augmentation == b.augmentation; },
       [](const auto& from, auto& to) { to.augmentation = from.augmentation; }},
      {"network", [](const auto& a, const auto& b) { return a.network == b.network; },
       [](const auto& from, auto& to) { to.network = from.network; }},
      {"loss", [](const auto& a, const auto& b) { return a.loss == b.loss; },
       [](const auto& from, auto& to) { to.loss = from.loss; }},
      {"optimizer", [](const auto& a, const auto& b) { return a.optimizer == b.optimizer; },
       [](const auto& from, auto& to) { to.optimizer = from.optimizer; }},
      {"training", [](const auto& a, const auto& b) { return decisive(a.training) == decisive(b.training); },
       [](const auto& from, auto& to) {
         Properties whole = decisive(from.training);
         for (const auto& [name, value] : to.training)
           if (std::ranges::find(free_rows, name) != free_rows.end()) whole.insert_or_assign(name, value);
         to.training = std::move(whole);
       }},
  };
  return table;
}

const Part* part_at(std::string_view path) {
  const auto found = std::ranges::find(parts(), path, &Part::path);
  return found == parts().end() ? nullptr : &*found;
}

// "network[3]" is 3.
std::optional<size_t> whole_layer(const std::string& path) {
  const auto layer = layer_path(path + ".type");
  return layer && path.ends_with(']') ? std::optional(layer->layer) : std::nullopt;
}

std::optional<Value> value_or_none(const Experiment& experiment, const std::string& path) {
  try {
    return value_at(experiment, path);
  } catch (const Error&) {
    return std::nullopt;
  }
}

bool same_at(const Experiment& a, const Experiment& b, const std::string& path) {
  if (const Part* part = part_at(path)) return part->same(a, b);
  if (const auto layer = whole_layer(path))
    return *layer < a.network.size() && *layer < b.network.size() && a.network[*layer] == b.network[*layer];
  return value_or_none(a, path) == value_or_none(b, path);
}

void put_back(const Experiment& from, Experiment& to, const std::string& path) {
  if (const Part* part = part_at(path)) return part->put_back(from, to);
  if (const auto layer = whole_layer(path); layer && *layer < to.network.size()) {
    to.network[*layer] = from.network[*layer];
    return;
  }
  try {
    assign(to, path, value_at(from, path));
  } catch (const Error&) {  // it is of a layer, or of an optimizer, that is not there any more
    const std::string part = path.substr(0, path.find_first_of(".["));
    if (const Part* whole = part_at(part)) whole->put_back(from, to);
  }
  if (!same_at(from, to, path))
    if (const Part* whole = part_at(path.substr(0, path.find_first_of(".[")))) whole->put_back(from, to);
}

std::vector<std::string> all_locked(const Assignment& assignment) {
  std::vector<std::string> paths = {"data"};
  paths.insert(paths.end(), assignment.locked.begin(), assignment.locked.end());
  return paths;
}

std::string value_text(const Experiment& experiment, const std::string& path) {
  const auto value = value_or_none(experiment, path);
  return value ? saddle::to_text(*value) : "nothing";
}

}  // namespace

void check_locked_path(const Experiment& experiment, const std::string& path) {
  if (part_at(path)) return;
  if (const auto layer = whole_layer(path)) {
    if (*layer >= experiment.network.size())
      throw Error(path, "there is no such layer; the network has {}", experiment.network.size());
    return;
  }
  static_cast<void>(value_at(experiment, path));
}

std::optional<Issue> locked_difference(const Assignment& assignment, const Experiment& experiment) {
  for (const std::string& path : all_locked(assignment)) {
    if (same_at(assignment.experiment, experiment, path)) continue;
    if (part_at(path) || whole_layer(path)) return make_issue(path, "is locked, and was changed");
    return make_issue(path, "is locked at {}, and was changed to {}", value_text(assignment.experiment, path),
                      value_text(experiment, path));
  }
  return std::nullopt;
}

std::string restore_locked(const Assignment& assignment, Experiment& experiment) {
  std::string first;
  for (const std::string& path : all_locked(assignment)) {
    if (same_at(assignment.experiment, experiment, path)) continue;
    if (first.empty()) first = path;
    put_back(assignment.experiment, experiment, path);
  }
  return first;
}

bool is_locked(const Assignment& assignment, std::string_view path) {
  const auto within = [path](std::string_view lock) {
    if (!path.starts_with(lock)) return false;
    const std::string_view rest = path.substr(lock.size());
    return rest.empty() || rest.front() == '.' || rest.front() == '[';
  };
  const auto locks = all_locked(assignment);
  const bool augment = path.starts_with("data.augment");
  if (const size_t dot = path.rfind('.'); dot != path.npos && path.substr(0, dot) == "training" &&
                                          std::ranges::find(free_rows, path.substr(dot + 1)) != free_rows.end())
    return std::ranges::find(assignment.locked, path) != assignment.locked.end();
  return std::ranges::any_of(locks,
                             [&](const std::string& lock) { return within(lock) && !(augment && lock == "data"); });
}

}  // namespace saddle
