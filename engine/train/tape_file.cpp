#include "train/tape_file.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <sstream>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "saddle/error.h"

namespace saddle {
namespace {

constexpr const char* moment_steps_name = "tape/steps";
constexpr const char* seconds_name = "tape/seconds";
constexpr const char* total_name = "tape/total_steps";
constexpr const char* epoch_name = "tape/steps_per_epoch";
constexpr const char* events_name = "tape/events";
constexpr int64_t most_points = 10'000, longest_run = 1'000'000'000'000;

std::string place_of(size_t point) { return fmt::format("tape/{:03}/", point); }

[[noreturn]] void is_damaged(const std::string& where, const std::string& array) {
  throw Error(where, "{} is not that of a tape; save the tape again", array);
}

// Of large samples fewer.
int64_t most_samples(int64_t width) {
  constexpr int64_t most_numbers = 1 << 22;
  return std::clamp<int64_t>(most_numbers / std::max<int64_t>(width, 1), 1, tape_samples);
}

Samples some_of(const Samples& all, int64_t width, int64_t labels, int64_t outputs) {
  Samples some{.count = std::min(all.count, most_samples(width))};
  for (int64_t i = 0; i < some.count; ++i) {
    const int64_t index = i * all.count / some.count;
    const auto copy = [&](const auto& from, int64_t each, auto& to) {
      if (!from.empty()) to.insert(to.end(), from.begin() + index * each, from.begin() + (index + 1) * each);
    };
    copy(all.bytes, width, some.bytes);
    copy(all.values, width, some.values);
    copy(all.labels, labels, some.labels);
    copy(all.targets, outputs, some.targets);
  }
  return some;
}

void write_samples(NpzWriter& writer, const std::string& place, const Samples& samples, int64_t width) {
  if (samples.count == 0) return;
  std::vector<float> values(static_cast<size_t>(samples.count * width));
  for (int64_t i = 0; i < samples.count; ++i) samples.copy(i, width, values.data() + i * width);
  writer.add(place + "values", {samples.count, width}, values);
  const auto add = [&](const char* name, const auto& numbers) {
    if (numbers.empty()) return;
    const std::vector<float> all(numbers.begin(), numbers.end());
    writer.add(place + name, {samples.count, std::ssize(all) / samples.count}, all);
  };
  add("labels", samples.labels);
  add("targets", samples.targets);
}

// What an array may hold at most is known before it is unpacked.
std::vector<float> numbers_in(const NpzReader& file, const std::string& name, const std::string& where, int64_t most) {
  constexpr uint64_t header = 1 << 16, widest = 8;
  if (!file.has(name)) is_damaged(where, name);
  if (file.bytes(name) > header + widest * static_cast<uint64_t>(most)) is_damaged(where, name);
  NpyArray array = file.read(name);
  if (array.is_text || std::ssize(array.values) > most) is_damaged(where, name);
  return std::move(array.values);
}

Samples read_samples(const NpzReader& file, const std::string& place, const std::string& where, const Dataset& looks) {
  Samples samples;
  const std::string name = place + "values";
  if (!file.has(name)) return samples;
  const int64_t width = looks.sample.size(), labels = looks.labels_per_sample(), outputs = looks.outputs;
  const int64_t most = most_samples(width);
  samples.values = numbers_in(file, name, where, width * most);
  samples.count = std::ssize(samples.values) / width;
  if (samples.count * width != std::ssize(samples.values) || samples.count == 0) is_damaged(where, name);
  if (!std::ranges::all_of(samples.values, [](float v) { return std::isfinite(v); })) is_damaged(where, name);
  if (labels > 0) {
    const auto classes = static_cast<float>(looks.classes.size());
    for (const float label : numbers_in(file, place + "labels", where, labels * most)) {
      if (!(label >= 0 && label < classes)) is_damaged(where, place + "labels");
      samples.labels.push_back(static_cast<int>(label));
    }
    if (std::ssize(samples.labels) != samples.count * labels) is_damaged(where, place + "labels");
  } else {
    samples.targets = numbers_in(file, place + "targets", where, outputs * most);
    if (std::ssize(samples.targets) != samples.count * outputs) is_damaged(where, place + "targets");
  }
  return samples;
}

Curve read_curve(const NpzReader& file, const std::string& name, const std::string& where) {
  if (!file.has(name)) return {};
  const std::vector<float> numbers = numbers_in(file, name, where, 3 * CurveWriter::most_points);
  if (numbers.size() % 3 != 0) is_damaged(where, name);
  CurveWriter writer;
  float last = -1;
  for (size_t i = 0; i < numbers.size(); i += 3) {
    if (!(numbers[i] > last) || !std::isfinite(numbers[i])) is_damaged(where, name);
    last = numbers[i];
    writer.add({numbers[i], numbers[i + 1], numbers[i + 2]});
  }
  return writer.freeze();
}

std::vector<float> written(const Curve& curve) {
  std::vector<float> numbers;
  for (int64_t i = 0; i < curve.size(); ++i) {
    for (const double value : {curve[i].step, curve[i].value, curve[i].seconds})
      numbers.push_back(static_cast<float>(value));
  }
  return numbers;
}

int64_t whole_in(const NpzReader& file, const char* name, const std::string& where) {
  const int64_t whole = file.has(name) && file.bytes(name) < 1 << 16 ? file.read(name).whole : 0;
  if (whole < 1 || whole > longest_run) is_damaged(where, name);
  return whole;
}

std::shared_ptr<const std::vector<Event>> events_in(const NpzReader& file, const std::string& where) {
  constexpr uint64_t largest = 1 << 20;
  if (!file.has(events_name)) return nullptr;
  if (file.bytes(events_name) > largest) is_damaged(where, events_name);
  const NpyArray array = file.read(events_name);
  if (!array.is_text) is_damaged(where, events_name);
  std::vector<Event> events;
  std::istringstream lines(array.text);
  for (std::string line; std::getline(lines, line);) events.push_back(parse_event(line, where));
  return std::make_shared<const std::vector<Event>>(std::move(events));
}

std::shared_ptr<const Dataset> samples_in(const NpzReader& file, const ModelContent& model) {
  const catalog::SampleInfo looks = model.sample ? *model.sample : catalog::sample_info(model.experiment.data);
  if (looks.shape.rank() == 0) is_damaged(model.where, "sample");
  auto samples = std::make_shared<Dataset>(Dataset{.name = model.experiment.data.type,
                                                   .sample = looks.shape,
                                                   .classes = looks.classes,
                                                   .per_pixel = looks.per_pixel,
                                                   .outputs = looks.outputs,
                                                   .features = looks.features,
                                                   .normalization = model.normalization,
                                                   .train = {},
                                                   .validation = {},
                                                   .test = {}});
  samples->train = read_samples(file, "samples/train/", model.where, *samples);
  samples->test = read_samples(file, "samples/test/", model.where, *samples);
  if (samples->train.count == 0) is_damaged(model.where, "samples/train/values");
  return samples;
}

}  // namespace

std::shared_ptr<const Dataset> samples_of(const Dataset& dataset) {
  auto samples = std::make_shared<Dataset>(Dataset{.name = dataset.name,
                                                   .sample = dataset.sample,
                                                   .classes = dataset.classes,
                                                   .per_pixel = dataset.per_pixel,
                                                   .outputs = dataset.outputs,
                                                   .features = dataset.features,
                                                   .normalization = dataset.normalization,
                                                   .train = {},
                                                   .validation = {},
                                                   .test = {}});
  const int64_t width = dataset.sample.size(), labels = dataset.labels_per_sample();
  samples->train = some_of(dataset.train, width, labels, dataset.outputs);
  samples->test = some_of(dataset.test, width, labels, dataset.outputs);
  return samples;
}

void write_tape(NpzWriter& writer, const RunTape& tape) {
  std::vector<float> steps, seconds;
  for (size_t i = 0; i < tape.points.size(); ++i) {
    steps.push_back(static_cast<float>(tape.points[i].step));
    seconds.push_back(static_cast<float>(tape.points[i].seconds));
    for (const StoredArray& array : tape.points[i].parameters)
      writer.add(place_of(i) + array.name, array.shape,
                 {array.values->data(), static_cast<size_t>(array.values->size())});
  }
  writer.add(moment_steps_name, {std::ssize(steps)}, steps);
  writer.add(seconds_name, {std::ssize(seconds)}, seconds);
  writer.add_whole(total_name, tape.total_steps);
  writer.add_whole(epoch_name, tape.steps_per_epoch);
  if (tape.events) {
    std::string lines;
    for (const Event& event : *tape.events) lines += to_json(event) + "\n";
    writer.add_text(events_name, lines);
  }
  for (const CurveRow& row : curve_table) {
    const Curve& curve = tape.curves.*row.curve;
    if (!curve.empty()) writer.add("curves/" + std::string(row.name), {curve.size(), 3}, written(curve));
  }
  write_samples(writer, "samples/train/", tape.samples->train, tape.samples->sample.size());
  write_samples(writer, "samples/test/", tape.samples->test, tape.samples->sample.size());
}

std::shared_ptr<const RunTape> read_tape(const NpzReader& file, const ModelContent& model) {
  if (!file.has(moment_steps_name)) return nullptr;
  auto tape = std::make_shared<RunTape>();
  const std::vector<float> steps = numbers_in(file, moment_steps_name, model.where, most_points),
                           seconds = numbers_in(file, seconds_name, model.where, most_points);
  if (steps.empty() || steps.size() != seconds.size()) is_damaged(model.where, moment_steps_name);
  for (size_t i = 0; i < steps.size(); ++i) {
    if (!(steps[i] >= 0 && steps[i] <= static_cast<float>(longest_run))) is_damaged(model.where, moment_steps_name);
    if (!(seconds[i] >= 0) || !std::isfinite(seconds[i])) is_damaged(model.where, seconds_name);
    RunTape::Point point{.step = std::lround(steps[i]), .seconds = seconds[i]};
    if (i > 0 && point.step <= tape->points.back().step) is_damaged(model.where, moment_steps_name);
    // The same parameters as those of the model itself.
    for (const StoredArray& array : model.arrays) {
      if (!array.values) continue;
      const std::string name = place_of(i) + array.name;
      std::vector<float> numbers = numbers_in(file, name, model.where, array.values->size());
      if (std::ssize(numbers) != array.values->size()) is_damaged(model.where, name);
      Block block(Shape{std::ssize(numbers)});
      std::ranges::copy(numbers, block.data());
      point.parameters.push_back({array.name, array.shape, std::make_shared<const Block>(std::move(block))});
    }
    tape->points.push_back(std::move(point));
  }
  tape->total_steps = whole_in(file, total_name, model.where);
  tape->steps_per_epoch = whole_in(file, epoch_name, model.where);
  tape->events = events_in(file, model.where);
  for (const CurveRow& row : curve_table)
    tape->curves.*row.curve = read_curve(file, "curves/" + std::string(row.name), model.where);
  tape->samples = samples_in(file, model);
  return tape;
}

}  // namespace saddle
