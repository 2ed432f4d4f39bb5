#include "saddle/proof.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <memory>
#include <optional>

#include "core/rng.h"
#include "saddle/catalog.h"
#include "saddle/explain.h"
#include "saddle/function.h"
#include "saddle/plan.h"
#include "saddle/trainer.h"

namespace saddle {
namespace {

// Labeled noise: enough for what does not need to learn something. `outputs`: numbers in the place of classes.
std::shared_ptr<const Dataset> noise_data(int classes, int outputs) {
  Dataset dataset;
  dataset.name = "noise";
  dataset.sample = {2, 6, 6};
  dataset.outputs = outputs;
  for (int i = 0; i < classes; ++i) dataset.classes.push_back(std::to_string(i));
  Rng rng(1);
  for (Samples* part : {&dataset.train, &dataset.test}) {
    part->count = 4;
    for (int64_t i = 0; i < 4 * dataset.sample.size(); ++i)
      part->values.push_back(static_cast<float>(rng.uniform(-1, 1)));
    for (int i = 0; i < 4 && classes > 0; ++i) part->labels.push_back(i % classes);
    for (int i = 0; i < 4 * outputs; ++i) part->targets.push_back(static_cast<float>(rng.uniform(-1, 1)));
  }
  return std::make_shared<const Dataset>(std::move(dataset));
}

struct Setting {
  Experiment experiment;
  std::shared_ptr<const Dataset> dataset;
};

Node plain_node(std::string type, Properties properties = {}) {
  return {.name = {}, .type = std::move(type), .inputs = {}, .properties = std::move(properties)};
}

Experiment trial_experiment(std::vector<Node> network) {
  Experiment experiment;
  experiment.network = std::move(network);
  experiment.optimizer = {"sgd", {{"learning_rate", 0.1}}};
  experiment.training = {{"batch_size", 4}, {"threads", 1}};
  return experiment;
}

// A small network with the layer in it, the first of several that can be built.
std::optional<Setting> setting_of(const Node& layer) {
  const auto dataset = noise_data(3, 0);
  const Node image = plain_node("conv2d", {{"filters", 4}, {"kernel", 3}, {"padding", 1}});
  const auto units = [](int count) { return plain_node("dense", {{"units", count}}); };
  Node first = image, second = image, merge = layer;
  first.name = "a", second.name = "b";
  merge.inputs = {"a", "b"};
  Node trunk = units(3), branch = layer, end = units(3);
  trunk.name = "a";
  branch.inputs = end.inputs = {"a"};
  for (const std::vector<Node>& network :
       {std::vector<Node>{image, layer, units(3)}, std::vector<Node>{first, second, merge, units(3)},
        std::vector<Node>{units(6), layer, units(3)}, std::vector<Node>{units(3), layer, units(3)},
        std::vector<Node>{trunk, branch, end}}) {
    Setting setting{trial_experiment(network), dataset};
    if (check(setting.experiment, *dataset).empty()) return setting;
  }
  return {};
}

std::optional<Setting> setting_of(const Choice& loss) {
  for (const auto& [classes, outputs, units] : {std::array{3, 0, 3}, std::array{2, 0, 1}, std::array{0, 2, 2}}) {
    Setting setting{trial_experiment({plain_node("conv2d", {{"filters", 3}}), plain_node("tanh"),
                                      plain_node("dense", {{"units", units}})}),
                    noise_data(classes, outputs)};
    setting.experiment.loss = loss;
    if (check(setting.experiment, *setting.dataset).empty()) return setting;
  }
  return {};
}

Proof::Row gradient_row(Proof::Subject subject, std::string name, const std::optional<Setting>& setting) {
  Proof::Row row{.subject = subject, .name = std::move(name)};
  if (!setting) return row;
  const GradientCheck found = check_gradients(setting->experiment, setting->dataset, {.per_parameter = 40});
  row.tolerance = found.tolerance;
  row.passed = found.passed;
  for (const GradientCheck::Row& one : found.rows) {
    row.difference = std::max(row.difference, one.max_relative_error);
    row.compared += one.checked;
  }
  return row;
}

// Each step of a walk on a bowl, and the optimizer's memory after it.
Proof::Row optimizer_row(const Entry& entry) {
  Proof::Row row{.subject = Proof::Subject::optimizer, .name = std::string(entry.name), .tolerance = 1e-12};
  const Racer racer{.name = {},
                    .optimizer = {std::string(entry.name), {{"learning_rate", 0.1}, {"weight_decay", 0.02}}}};
  constexpr int steps = 20;
  const Trajectory path = walk(*make_function("bowl").surface, {.racers = {}, .start = {-7, 2}, .steps = steps}, racer);
  const auto compare = [&](double formula, double code) {
    row.difference = std::max(row.difference, std::abs(formula - code) / (1 + std::abs(code)));
    ++row.compared;
  };
  for (int64_t k = 1; k <= steps; ++k) {
    const auto at = static_cast<size_t>(k);
    for (const Along axis : {Along::x, Along::y}) {
      std::map<std::string, double> last;
      for (const ExplainedLine& line : explain(racer, path, k, axis)) last[line.symbol] = line.value;
      compare(last["w"], (axis == Along::x ? path.x : path.y)[at]);
      for (const Trajectory::State& state : path.states)
        compare(last[std::string(state.name)], (axis == Along::x ? state.x : state.y)[at]);
    }
  }
  row.passed = row.difference <= row.tolerance;
  return row;
}

// Other values of a property, the likeliest to matter first.
std::vector<Value> other_values(const Property& row) {
  std::vector<Value> values;
  const auto add = [&](const Value& value) {
    if (value != row.fallback) values.push_back(value);
  };
  if (const bool* yes = std::get_if<bool>(&row.fallback)) add(!*yes);
  for (const std::string_view choice : row.choices) add(std::string(choice));
  const bool number = std::holds_alternative<double>(row.fallback) || !row.or_number.empty();
  if (number) {
    const double now = std::holds_alternative<double>(row.fallback) ? std::get<double>(row.fallback) : 0;
    for (const double value : {now / 2, now * 2, 0.3, 1.0, 2.0, row.min, row.max}) {
      if (value >= row.min && value <= row.max) add(value);
      if (value >= row.min && value <= row.max && value == std::floor(value) && std::abs(value) < 1e6)
        add(static_cast<int>(value));
    }
  }
  if (const int* now = std::get_if<int>(&row.fallback)) {
    for (const int value : {*now + 1, *now - 1, *now * 2, 1, 2}) {
      if (value >= row.min && value <= row.max) add(value);
    }
  }
  return values;
}

// Of first weights that are written out, as many as the layer has.
std::vector<Value> written_out(const Setting& setting) {
  std::vector<Value> values;
  for (const Plan::Step& step : plan(setting.experiment.network, setting.dataset->sample).steps) {
    for (const int64_t count : {step.shape[0], step.parameters - step.shape[0]}) {
      std::string text;
      for (int64_t i = 0; i < count; ++i) text += i % 2 == 0 ? "0.1 " : "-0.2 ";
      values.emplace_back(std::move(text));
    }
  }
  return values;
}

// The losses of three steps, and what the network says then. Empty where it cannot be built.
std::vector<double> computed_by(const Setting& setting) {
  if (!check(setting.experiment, *setting.dataset).empty()) return {};
  try {
    Trainer trainer(setting.experiment, setting.dataset);
    std::vector<double> all;
    for (int step = 0; step < 3; ++step) all.push_back(trainer.step());
    std::vector<float> sample(static_cast<size_t>(setting.dataset->sample.size()));
    setting.dataset->copy_sample(setting.dataset->test, 0, sample.data());
    for (const float value : trainer.infer(sample)) all.push_back(static_cast<double>(value));
    return all;
  } catch (const Error&) {
    return {};
  }
}

double change(const std::vector<double>& a, const std::vector<double>& b) {
  if (a.size() != b.size()) return b.empty() ? 0 : 1;
  double most = 0;
  for (size_t i = 0; i < a.size(); ++i)
    most = std::max(most, std::abs(a[i] - b[i]) / (std::abs(a[i]) + std::abs(b[i]) + 1e-30));
  return most;
}

// Whether another value of the property changes what is computed. `with`: the setting for properties.
template <class With>
Proof::Row knob_row(std::string_view owner, const Property& property, const std::vector<Value>& values,
                    const With& with) {
  Proof::Row row{.subject = Proof::Subject::knob, .name = std::string(owner) + "." + std::string(property.name)};
  const std::vector<double> before = with({});
  for (const Value& value : values) {
    const std::vector<double> after = with({{std::string(property.name), value}});
    if (after.empty()) continue;
    row.difference = change(before, after);
    row.compared = std::ssize(after);
    row.passed = row.difference > 0;
    if (row.passed) break;
  }
  return row;
}

Proof::Row layer_knob(const Entry& layer, const Property& property) {
  const bool text = std::holds_alternative<std::string>(property.fallback) && property.choices.empty();
  const auto plain = setting_of(plain_node(std::string(layer.name)));
  const std::vector<Value> values = text && plain ? written_out(*plain) : other_values(property);
  return knob_row(layer.name, property, values, [&](const Properties& properties) -> std::vector<double> {
    const auto setting = setting_of(plain_node(std::string(layer.name), properties));
    return setting ? computed_by(*setting) : std::vector<double>{};
  });
}

Proof::Row optimizer_knob(const Entry& optimizer, const Property& property) {
  return knob_row(optimizer.name, property, other_values(property),
                  [&](const Properties& properties) -> std::vector<double> {
                    const Racer racer{.name = {}, .optimizer = {std::string(optimizer.name), properties}};
                    return walk(*make_function("bowl").surface, {.racers = {}, .start = {-7, 2}, .steps = 5}, racer).x;
                  });
}

}  // namespace

bool Proof::passed() const {
  return std::ranges::all_of(rows, [](const Row& row) { return row.passed; });
}

Proof prove(const std::function<bool(const Proof&)>& go_on) {
  std::vector<std::function<Proof::Row()>> work;
  for (const Entry& layer : catalog::layers())
    work.push_back([&] {
      return gradient_row(Proof::Subject::layer, std::string(layer.name),
                          setting_of(plain_node(std::string(layer.name))));
    });
  for (const Entry& loss : catalog::losses())
    work.push_back([&] {
      return gradient_row(Proof::Subject::loss, std::string(loss.name), setting_of(Choice{std::string(loss.name)}));
    });
  for (const Entry& optimizer : catalog::optimizers()) work.push_back([&] { return optimizer_row(optimizer); });
  for (const Entry& layer : catalog::layers()) {
    for (const Property& property : layer.properties) work.push_back([&] { return layer_knob(layer, property); });
  }
  for (const Entry& optimizer : catalog::optimizers()) {
    for (const Property& property : optimizer.properties)
      work.push_back([&] { return optimizer_knob(optimizer, property); });
  }
  Proof proof{.rows = {}, .total = static_cast<int>(work.size())};
  for (const auto& row : work) {
    proof.rows.push_back(row());
    if (go_on && !go_on(proof)) break;
  }
  return proof;
}

}  // namespace saddle
