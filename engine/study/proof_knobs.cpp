#include "study/proof_knobs.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>

#include "model/augmentation.h"
#include "saddle/catalog.h"
#include "saddle/function.h"
#include "saddle/plan.h"
#include "saddle/race.h"
#include "study/proof_setting.h"

namespace saddle {
namespace {

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
std::vector<Value> written_out(const ProofSetting& setting) {
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
  const std::vector<Value> values = property.name == "pinned" ? std::vector<Value>{std::string("0=0.7")}
                                    : text && plain           ? written_out(*plain)
                                                              : other_values(property);
  return knob_row(layer.name, property, values, [&](const Properties& properties) -> std::vector<double> {
    const auto setting = setting_of(plain_node(std::string(layer.name), properties));
    if (!setting) return {};
    // One that lets nothing learn, as a step function does, answers all the same.
    const std::vector<double> learned = computed_by(*setting);
    return learned.empty() ? computed_by(*setting, 0) : learned;
  });
}

Proof::Row optimizer_knob(const Entry& optimizer, const Property& property) {
  return knob_row(optimizer.name, property, other_values(property),
                  [&](const Properties& properties) -> std::vector<double> {
                    const Racer racer{.name = {}, .optimizer = {std::string(optimizer.name), properties}};
                    return walk(*make_function("bowl").surface, {.racers = {}, .start = {-7, 2}, .steps = 5}, racer).x;
                  });
}

Proof::Row loss_knob(const Entry& loss, const Property& property) {
  return knob_row(loss.name, property, other_values(property),
                  [&](const Properties& properties) -> std::vector<double> {
                    const auto setting = setting_of(Choice{std::string(loss.name), properties});
                    return setting ? computed_by(*setting) : std::vector<double>{};
                  });
}

// Two epochs of three steps, on pictures, with the schedule in which the property has a say.
std::vector<double> trained_with(const Properties& training, const Properties& augmentation) {
  ProofSetting setting = *setting_of(plain_node("relu"));
  Properties& all = setting.experiment.training;
  all.insert_or_assign("batch_size", 2);
  all.insert_or_assign("epochs", 3);
  for (const auto& [name, value] : training) all.insert_or_assign(name, value);
  setting.experiment.augmentation = augmentation;
  return computed_by(setting, 6);
}

Proof::Row training_knob(const Property& property) {
  Proof::Row row;
  for (const char* schedule : {"constant", "cosine", "step"}) {
    Properties base{{"schedule", std::string(schedule)}, {"drop_every", 1.0}};
    if (property.name == "schedule" || property.name == "drop_every") base.erase(std::string(property.name));
    if (property.name == "drop_every") base.insert_or_assign("schedule", std::string("step"));
    row = knob_row("training", property, other_values(property), [&](const Properties& properties) {
      Properties training = base;
      for (const auto& [name, value] : properties) training.insert_or_assign(name, value);
      return trained_with(training, {});
    });
    if (row.passed) break;
  }
  return row;
}

// The number of threads changes the speed, and not a bit of the result.
Proof::Row threads_row() {
  Proof::Row row{.subject = Proof::Subject::knob, .name = "training.threads"};
  const std::vector<double> one = trained_with({{"threads", 1}}, {}), two = trained_with({{"threads", 2}}, {});
  row.compared = std::ssize(one);
  row.difference = change(one, two);
  row.passed = one == two && !one.empty();
  return row;
}

Proof::Row augmentation_knob(const Property& property) {
  return knob_row("augment", property, other_values(property), [&](const Properties& properties) {
    Properties augmentation{{"shift", 2.0}, {"elastic", 2.0}};
    for (const auto& [name, value] : properties) augmentation.insert_or_assign(name, value);
    return trained_with({}, augmentation);
  });
}

// A folder that has none.
constexpr const char* no_files = "/dev/null/none";

// All that there is to learn from in a small set of that kind. Empty: it needs files, or cannot be made so.
std::vector<double> learned_from(const Entry& set, const Properties& properties) {
  Choice data{std::string(set.name), {}};
  for (const char* part : {"train", "test", "points", "validation"}) {
    const Property* row = find(set.properties, part);
    if (row) data.properties.insert_or_assign(part, static_cast<int>(std::max(row->min, 3.0)));
  }
  for (const char* side : {"height", "width"}) {  // of a set that is one of pictures only with both
    const Property* row = find(set.properties, side);
    if (row && row->min == 0) data.properties.insert_or_assign(side, 6);
  }
  for (const auto& [name, value] : properties) data.properties.insert_or_assign(name, value);
  try {
    const auto dataset = load_dataset(data, no_files);
    std::vector<double> all{static_cast<double>(dataset->sample.size()), static_cast<double>(dataset->classes.size())};
    std::vector<float> sample(static_cast<size_t>(dataset->sample.size()));
    for (const Samples* part : {&dataset->train, &dataset->validation, &dataset->test}) {
      all.push_back(static_cast<double>(part->count));
      for (int64_t i = 0; i < part->count; ++i) {
        dataset->copy_sample(*part, i, sample.data());
        dataset->normalization.apply(sample.data(), dataset->sample.size());
        all.insert(all.end(), sample.begin(), sample.end());
      }
      all.insert(all.end(), part->labels.begin(), part->labels.end());
      all.insert(all.end(), part->targets.begin(), part->targets.end());
    }
    return all;
  } catch (const Error&) {
    return {};
  }
}

Proof::Row data_knob(const Entry& set, const Property& property) {
  std::vector<Value> values = other_values(property);
  if (std::holds_alternative<std::string>(property.fallback) && property.choices.empty())
    values = {std::string("0 0 : 1; 0 1 : 0; 1 0 : 0; 1 1 : 1")};
  return knob_row("data." + std::string(set.name), property, values,
                  [&](const Properties& properties) { return learned_from(set, properties); });
}

}  // namespace

std::vector<std::function<Proof::Row()>> knob_work() {
  std::vector<std::function<Proof::Row()>> work;
  const auto add = [&](const std::vector<Entry>& entries, Proof::Row (*row)(const Entry&, const Property&)) {
    for (const Entry& entry : entries) {
      for (const Property& property : entry.properties)
        work.push_back([&entry, &property, row] { return row(entry, property); });
    }
  };
  add(catalog::layers(), layer_knob);
  add(catalog::losses(), loss_knob);
  add(catalog::optimizers(), optimizer_knob);
  for (const Property& property : training_table()) {
    // When something is measured changes nothing of what is computed.
    if (property.name == "evaluate_every" || property.name == "evaluate_samples") continue;
    if (property.name == "threads") {
      work.push_back(threads_row);
    } else {
      work.push_back([&property] { return training_knob(property); });
    }
  }
  for (const Property& property : augmentation_table())
    work.push_back([&property] { return augmentation_knob(property); });
  for (const Entry& set : catalog::datasets()) {
    if (learned_from(set, {}).empty()) continue;
    for (const Property& property : set.properties)
      work.push_back([&set, &property] { return data_knob(set, property); });
  }
  return work;
}

}  // namespace saddle
