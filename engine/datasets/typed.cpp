#include <algorithm>
#include <charconv>
#include <cmath>

#include "datasets/shared/empty_dataset.h"
#include "datasets/shared/most_classes.h"
#include "model/dataset_type.h"
#include "model/number_list.h"

// A few samples that are part of the experiment itself, for truth tables and small computational graphs.
namespace saddle::datasets {
namespace {

struct TypedOptions {
  std::string rows = "0 0 : 0; 0 1 : 1; 1 0 : 1; 1 1 : 0", targets = "classes";
  static auto fields() {
    return std::tuple{
        field("rows", &TypedOptions::rows, {},
              "The samples, separated by semicolons: the inputs, a colon, and the targets. 0 1 : 1; 1 1 : 0"),
        field("targets", &TypedOptions::targets, {.choices = {"classes", "numbers"}},
              "classes: whole numbers from 0. numbers: the targets of a regression."),
    };
  }
};

constexpr size_t most_rows = 10'000;
constexpr const char* where = "data.rows";

struct Rows {
  int64_t count = 0, inputs = 0, outputs = 0;
  std::vector<float> values, targets;
};

std::vector<std::string_view> cut(std::string_view text, char divider) {
  std::vector<std::string_view> parts;
  for (size_t at = 0; at <= text.size();) {
    const size_t end = std::min(text.find(divider, at), text.size());
    parts.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return parts;
}

bool blank(std::string_view text) { return text.find_first_not_of(" \t\n") == std::string_view::npos; }

Rows parse(const std::string& text) {
  Rows rows;
  for (const std::string_view line : cut(text, ';')) {
    if (blank(line)) continue;
    const auto sides = cut(line, ':');
    if (sides.size() != 2) throw Error(where, "\"{}\" has no colon between the inputs and the targets", line);
    const auto inputs = numbers_in(sides[0], where), targets = numbers_in(sides[1], where);
    if (inputs.empty() || targets.empty()) throw Error(where, "\"{}\" needs a number on both sides of its colon", line);
    if (rows.count > 0 && (std::ssize(inputs) != rows.inputs || std::ssize(targets) != rows.outputs))
      throw Error(where, "\"{}\" has {} and {} numbers, but the rows before it have {} and {}", line, inputs.size(),
                  targets.size(), rows.inputs, rows.outputs);
    if (static_cast<size_t>(rows.count) >= most_rows)
      throw Error(where, "more than {} rows are too many to type; put them in a file", most_rows);
    rows.inputs = std::ssize(inputs);
    rows.outputs = std::ssize(targets);
    ++rows.count;
    for (const double x : inputs) rows.values.push_back(static_cast<float>(x));
    for (const double t : targets) rows.targets.push_back(static_cast<float>(t));
  }
  if (rows.count == 0) throw Error(where, "there is no row yet; write one as in \"0 1 : 1\"");
  return rows;
}

std::vector<std::string> classes_of(const Rows& rows) {
  if (rows.outputs != 1)
    throw Error(where, "a class is one whole number, but there are {} after the colon", rows.outputs);
  float largest = 1;  // there are at least two classes
  for (const float t : rows.targets) {
    if (t < 0 || t != std::floor(t) || t >= static_cast<float>(most_classes))
      throw Error(where, "{} is not a class; use whole numbers from 0, or set data.targets to numbers", t);
    largest = std::max(largest, t);
  }
  std::vector<std::string> names;
  for (int i = 0; i <= static_cast<int>(largest); ++i) names.push_back(std::to_string(i));
  return names;
}

catalog::SampleInfo describe_typed(const Properties& properties, const LoadContext&) {
  const auto options = read<TypedOptions>(properties, "data");
  const Rows rows = parse(options.rows);
  if (options.targets == "numbers") return {.shape = Shape{rows.inputs}, .outputs = rows.outputs};
  return {.shape = Shape{rows.inputs}, .classes = classes_of(rows)};
}

std::shared_ptr<const Dataset> load_typed(const Properties& properties, const LoadContext& context) {
  const auto options = read<TypedOptions>(properties, "data");
  Rows rows = parse(options.rows);
  const auto info = describe_typed(properties, context);
  const auto dataset = empty_dataset("typed", info);
  dataset->train.count = rows.count;
  dataset->train.values = std::move(rows.values);
  if (info.outputs > 0) {
    dataset->train.targets = std::move(rows.targets);
  } else {
    for (const float t : rows.targets) dataset->train.labels.push_back(static_cast<int>(t));
  }
  dataset->test = dataset->train;
  return dataset;
}

}  // namespace

DatasetType typed() {
  return {.entry = {.name = "typed",
                    .title = "Typed in",
                    .help = "A few samples of your own, written out; they are trained and tested on alike.",
                    .properties = table_of<TypedOptions>()},
          .describe = describe_typed,
          .load = load_typed};
}

}  // namespace saddle::datasets
