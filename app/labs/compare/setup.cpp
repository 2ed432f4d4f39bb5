#include "labs/compare/setup.h"

#include <algorithm>
#include <limits>
#include <string_view>

#include "saddle/experiment_file.h"

namespace saddle::app {
namespace {

// Both directions walk over the same members, so that none is forgotten in one of them.
template <class Setup, class Use>
void for_each_member_of(Setup& setup, const Use& use) {
  use("seeds", setup.seeds);
  use("paired", setup.paired);
  use("steps", setup.steps);
  use("metric", setup.metric);
}

template <class Axis, class Use>
void for_each_member_of_axis(size_t index, Axis& axis, const Use& use) {
  const std::string prefix = "axis" + std::to_string(index) + ".";
  use(prefix + "path", axis.path);
  use(prefix + "values", axis.values);
}

std::string_view trimmed(std::string_view text) {
  const auto blank = [](char c) { return c == ' ' || c == '\t'; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

}  // namespace

Properties properties_of(const StudySetup& setup) {
  Properties all;
  const auto write = [&](const std::string& name, const auto& member) { all.insert_or_assign(name, Value(member)); };
  for_each_member_of(setup, write);
  write("axes", static_cast<int>(setup.axes.size()));
  for (size_t i = 0; i < setup.axes.size(); ++i) for_each_member_of_axis(i, setup.axes[i], write);
  return all;
}

StudySetup study_setup_of(const Properties& properties) {
  StudySetup setup;
  const auto read = [&](const std::string& name, auto& member) {
    const auto found = properties.find(name);
    if (found == properties.end()) return;
    if (const auto* value = std::get_if<std::remove_cvref_t<decltype(member)>>(&found->second)) member = *value;
  };
  for_each_member_of(setup, read);
  int axes = -1;
  read("axes", axes);
  if (axes < 0) return setup;
  setup.axes.assign(static_cast<size_t>(axes), {});
  for (size_t i = 0; i < setup.axes.size(); ++i) for_each_member_of_axis(i, setup.axes[i], read);
  return setup;
}

Axis axis_of(const AxisText& text) {
  Axis axis{.path = text.path, .values = {}};
  for (std::string_view rest = text.values;;) {
    const size_t comma = rest.find(',');
    const std::string value(trimmed(rest.substr(0, comma)));
    if (value.empty()) throw Error(text.path, "a value is empty; separate values by commas");
    axis.values.push_back(parse_value(value));
    if (comma == rest.npos) return axis;
    rest.remove_prefix(comma + 1);
  }
}

AxisText text_of(const Axis& axis) {
  AxisText text{.path = axis.path, .values = {}};
  for (const Value& value : axis.values) text.values += (text.values.empty() ? "" : ", ") + to_text(value);
  return text;
}

Study study_of(const StudySetup& setup, const Experiment& base) {
  Study study{.base = base,
              .axes = {},
              .seeds = setup.seeds,
              .paired = setup.paired,
              .steps = setup.steps,
              .metric = setup.metric};
  for (const AxisText& axis : setup.axes) study.axes.push_back(axis_of(axis));
  return study;
}

StudySetup setup_of(const Study& study) {
  StudySetup setup{.axes = {},
                   .seeds = study.seeds,
                   .paired = study.paired,
                   .steps = static_cast<int>(std::min<int64_t>(study.steps, std::numeric_limits<int>::max())),
                   .metric = study.metric};
  for (const Axis& axis : study.axes) setup.axes.push_back(text_of(axis));
  return setup;
}

}  // namespace saddle::app
