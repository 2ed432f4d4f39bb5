#include "labs/compare/axis_choices.h"

#include <algorithm>
#include <optional>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "saddle/catalog.h"
#include "saddle/experiment_file.h"
#include "saddle/optimizer_text.h"
#include "saddle/typed_number.h"
#include "ui/property_editor.h"

namespace saddle::app {
namespace {

constexpr std::string_view optimizer_type = "optimizer.type", batch_norm = "network.batch_norm",
                           every_init = "network.*.init", every = "network.*.", loss = "loss";
// Networks of more layers than these have too many properties for one list.
constexpr size_t few_layers = 16;

const Table& properties_of_type(const std::vector<Entry>& entries, const std::string& type) {
  static const Table none;
  const Entry* entry = catalog::find(entries, type);
  return entry ? entry->properties : none;
}

// Whether values of the property make sense side by side.
bool may_vary(std::string_view name) {
  return name != "threads" && name != "seed" && name != "path" && name != "weights";
}

// The property that a path names in this experiment.
std::optional<Property> property_of(const Experiment& base, std::string_view path) {
  const auto in = [&](const Table& table, std::string_view name) -> std::optional<Property> {
    const Property* row = find(table, name);
    return row ? std::optional(*row) : std::nullopt;
  };
  const auto after = [&](std::string_view prefix) { return path.substr(prefix.size()); };
  if (path.starts_with("optimizer."))
    return in(properties_of_type(catalog::optimizers(), base.optimizer.type), after("optimizer."));
  if (path.starts_with("training.")) return in(training_table(), after("training."));
  if (path.starts_with("data.")) return in(properties_of_type(catalog::datasets(), base.data.type), after("data."));
  for (size_t i = 0; i < base.network.size(); ++i) {
    const std::string prefix = fmt::format("network[{}].", i);
    const bool all = path.starts_with(every);
    if (!all && !path.starts_with(prefix)) continue;
    const auto found = in(properties_of_type(catalog::layers(), base.network[i].type), after(all ? every : prefix));
    if (found || !all) return found;
  }
  return {};
}

void add_properties(const ui::Ui& ui, std::vector<ui::Option>& options, const Table& table, const std::string& prefix,
                    const std::string& group, const std::string& before = {}) {
  for (const Property& row : table) {
    if (!may_vary(row.name)) continue;
    const std::string label(ui.tr(ui::humanized(row.name)));
    options.push_back({prefix + std::string(row.name), before.empty() ? label : before + ": " + label,
                       std::string(ui.tr(row.help)), group});
  }
}

std::vector<ui::Option> titles(const ui::Ui& ui, const std::vector<Entry>& entries) {
  std::vector<ui::Option> options;
  for (const Entry& entry : entries)
    options.push_back({std::string(entry.name), std::string(ui.tr(entry.title)), std::string(ui.tr(entry.help))});
  return options;
}

// "SGD (learning rate 0.1)"
std::string optimizer_words(const ui::Ui& ui, const std::string& text) {
  Choice optimizer;
  try {
    optimizer = parse_optimizer(text);
  } catch (const Error&) {  // of a study that cannot be trained
    return text;
  }
  std::string words(ui.tr(catalog::get(catalog::optimizers(), optimizer.type, {}).title));
  const char* before = " (";
  for (const auto& [key, value] : optimizer.properties) {
    words += before + value_words(ui, "optimizer." + key, value);
    before = ", ";
  }
  return optimizer.properties.empty() ? words : words + ")";
}

bool is_init(std::string_view path) { return path == every_init || path.ends_with("].init"); }

}  // namespace

std::vector<ui::Option> axis_options(const ui::Ui& ui, const Experiment& base) {
  const std::string often(ui.tr("Often raced"));
  std::vector<ui::Option> options{
      {std::string(optimizer_type), std::string(ui.tr("Optimizer")), {}, often},
      {whole_optimizer, std::string(ui.tr("Optimizer with settings")),
       std::string(
           ui.tr("Each with the settings behind its name, as in sgd:learning_rate=0.1, and else its usual ones.")),
       often},
      {std::string(every_init), std::string(ui.tr("Initialization")),
       std::string(ui.tr("Of every layer with weights.")), often},
      {std::string(batch_norm), std::string(ui.tr("Batch norm")),
       std::string(ui.tr("Off: taken out wherever it stands. On: put in behind every dense layer and convolution.")),
       often}};
  add_properties(ui, options, properties_of_type(catalog::optimizers(), base.optimizer.type), "optimizer.",
                 std::string(ui.tr("Optimizer")));
  add_properties(ui, options, training_table(), "training.", std::string(ui.tr("Training")));
  const std::string data(ui.tr("Data"));
  options.push_back({"data.set", std::string(ui.tr("Data set")), {}, data});
  add_properties(ui, options, properties_of_type(catalog::datasets(), base.data.type), "data.", data);
  options.push_back({std::string(loss), std::string(ui.tr("Loss function")), {}, std::string(ui.tr("Network"))});
  std::set<std::string_view> seen{"init"};
  const std::string network(ui.tr("Every layer that has it"));
  for (const Node& node : base.network) {
    for (const Property& row : properties_of_type(catalog::layers(), node.type)) {
      if (may_vary(row.name) && seen.insert(row.name).second)
        options.push_back({std::string(every) + std::string(row.name), std::string(ui.tr(ui::humanized(row.name))),
                           std::string(ui.tr(row.help)), network});
    }
  }
  if (base.network.size() > few_layers) return options;
  const auto names = names_of(base.network);
  for (size_t i = 0; i < base.network.size(); ++i)
    add_properties(ui, options, properties_of_type(catalog::layers(), base.network[i].type),
                   fmt::format("network[{}].", i), std::string(ui.tr("One layer")), names[i]);
  return options;
}

std::vector<ui::Option> axis_values(const ui::Ui& ui, const Experiment& base, const std::string& path) {
  if (path == optimizer_type || path == whole_optimizer) return titles(ui, catalog::optimizers());
  if (path == loss) return titles(ui, catalog::losses());
  if (path == "data.set") return titles(ui, catalog::datasets());
  if (path == batch_norm) return {{"off", std::string(ui.tr("off"))}, {"on", std::string(ui.tr("on"))}};
  if (is_init(path)) {
    std::vector<ui::Option> options = titles(ui, catalog::initializers());
    for (const char* deviation : {"0.01", "1"})
      options.push_back({deviation, value_words(ui, path, parse_value(deviation))});
    return options;
  }
  const auto row = property_of(base, path);
  std::vector<ui::Option> options;
  if (!row) return options;
  for (const std::string_view choice : row->choices) options.push_back({std::string(choice), std::string(choice)});
  if (std::holds_alternative<bool>(row->fallback))
    options = {{"false", std::string(ui.tr("off"))}, {"true", std::string(ui.tr("on"))}};
  return options;
}

std::string axis_range(const ui::Ui& ui, const Experiment& base, const std::string& path) {
  const auto row = property_of(base, path);
  if (!row || !takes_number(*row)) return {};
  const auto number = [](double value) { return fmt::format("{:.10g}", value); };
  return fmt::format(fmt::runtime(ui.tr("from {} to {}")), number(row->min), number(row->max));
}

std::string usual_values(const Experiment& base, const std::string& path) {
  if (path == optimizer_type) return "sgd, momentum, adagrad, adam";
  if (path == whole_optimizer)
    return optimizer_text(base.optimizer) + (base.optimizer.type == "adam" ? ", sgd" : ", adam");
  if (path == batch_norm) return "off, on";
  if (is_init(path)) return "0.01, xavier, he";
  if (path == loss) return base.loss.type;
  if (path == "data.set") return base.data.type;
  const auto row = property_of(base, path);
  if (!row) return {};
  if (std::holds_alternative<bool>(row->fallback)) return "false, true";
  if (!row->choices.empty()) return fmt::to_string(fmt::join(row->choices, ", "));
  // About what it is.
  const auto now = number_in(row->fallback);
  if (!now) return {};
  std::vector<std::string> values;
  for (const double factor : {0.1, 1.0, 10.0}) {
    const double value = std::clamp(*now * factor, row->min, row->max);
    const bool whole = std::holds_alternative<int>(row->fallback);
    const std::string text = whole ? fmt::format("{:.0f}", value) : fmt::format("{:.6g}", value);
    if (std::ranges::find(values, text) == values.end()) values.push_back(text);
  }
  return fmt::to_string(fmt::join(values, ", "));
}

void check_axis(const AxisText& text, const Experiment& base) {
  const Axis axis = axis_of(text);
  for (const Value& value : axis.values) {
    Experiment changed = base;
    vary(changed, axis.path, value);
  }
}

std::string value_words(const ui::Ui& ui, const std::string& path, const Value& value) {
  const auto number = number_in(value);
  const std::string text = number ? fmt::format("{:.4g}", *number) : to_text(value);
  const auto titled = [&](const std::vector<Entry>& entries) {
    const Entry* entry = catalog::find(entries, text);
    return std::string(entry ? ui.tr(entry->title) : text);
  };
  if (path == optimizer_type) return titled(catalog::optimizers());
  if (path == whole_optimizer) return optimizer_words(ui, text);
  if (path == loss) return titled(catalog::losses());
  if (path == "data.set") return titled(catalog::datasets());
  if (path == batch_norm)
    return std::string(value == Value(true) || text == "on" ? ui.tr("batch norm") : ui.tr("no batch norm"));
  if (is_init(path)) return number ? "N(0, " + text + ")" : titled(catalog::initializers());
  const std::string name = path.substr(path.rfind('.') + 1);
  return std::string(ui.tr(ui::humanized(name))) + " " + text;
}

std::string contestant_name(const ui::Ui& ui, const Study& study, int64_t combination) {
  const auto values = settings(study, combination);
  std::string name;
  for (size_t i = 0; i < values.size(); ++i) name += (i ? ", " : "") + value_words(ui, study.axes[i].path, values[i]);
  return name.empty() ? std::string(ui.tr("as it stands")) : name;
}

}  // namespace saddle::app
