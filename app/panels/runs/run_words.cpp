#include "panels/runs/run_words.h"

#include <algorithm>

#include <fmt/format.h>

#include "model/initialization.h"
#include "model/variations.h"
#include "plot/number.h"
#include "saddle/catalog.h"

namespace saddle::app {

const Preset* origin_of(const Experiment& experiment, const std::vector<Preset>& presets) {
  const std::string_view name = original_name(experiment.name);
  const auto found = std::ranges::find_if(presets, [&](const Preset& p) { return p.experiment.name == name; });
  return found == presets.end() ? nullptr : &*found;
}

bool as_described(const Experiment& experiment, const std::vector<Preset>& presets) {
  const Preset* origin = origin_of(experiment, presets);
  return !origin || (experiment.data == origin->experiment.data && experiment.network == origin->experiment.network);
}

std::string name_of(const ui::Ui& ui, const Experiment& experiment, const std::vector<Preset>& presets) {
  const std::string_view name = original_name(experiment.name),
                         out = std::string_view(experiment.name).substr(name.size());
  std::string title(ui.tr(name.empty() ? "unnamed" : name));
  for (const std::string_view words : {no_shortcuts, no_batch_norm}) {
    if (out.find(words) != std::string_view::npos) title += ", " + std::string(ui.tr(words));
  }
  const Preset* origin = origin_of(experiment, presets);
  if (origin && origin->experiment.data.type != experiment.data.type) {
    const Entry* data = catalog::find(catalog::datasets(), experiment.data.type);
    return fmt::format(fmt::runtime(ui.tr("{}, begun as {}")), ui.tr(data ? data->title : experiment.data.type), title);
  }
  if (origin && out.empty() &&
      (experiment.network != origin->experiment.network || experiment.loss != origin->experiment.loss ||
       experiment.data != origin->experiment.data))
    title += ", " + std::string(ui.tr("changed"));
  return title;
}

std::string title_of(const ui::Ui& ui, const Experiment& experiment, const std::vector<Preset>& presets) {
  std::string title = name_of(ui, experiment, presets) + " · " + experiment.optimizer.type;
  const Entry* optimizer = catalog::find(catalog::optimizers(), experiment.optimizer.type);
  const Property* rate = optimizer ? find(optimizer->properties, "learning_rate") : nullptr;
  if (rate) {
    const double value = number_of(value_of(experiment.optimizer.properties, *rate));
    const std::string rounded = value < 1e3 ? fmt::format("{:.3g}", value) : plot::value_text(value);
    title += ", " + fmt::format(fmt::runtime(ui.tr("rate {}")), rounded);
  }
  const std::optional<std::string> init = common_init(experiment);
  if (!init || init->empty()) return title;
  const Entry* drawn = catalog::find(catalog::initializers(), *init);
  if (*init == by_hand) return title + " · " + std::string(ui.tr("weights set by hand"));
  return title + " · " + (drawn ? std::string(ui.tr(drawn->title)) : "N(0, " + *init + ")");
}

std::string title_of(const ui::Ui& ui, const KeptRun& run, const std::vector<Preset>& presets) {
  if (!run.name.empty()) return run.name;
  const std::string title = title_of(ui, run.experiment, presets);
  if (run.branched_at == 0) return title;
  const std::string step = plot::value_text(static_cast<double>(run.branched_at), plot::Format::integer);
  return title + " · " + fmt::format(fmt::runtime(ui.tr("from step {}")), step);
}

std::string verdict_text(const ui::Ui& ui, const Verdict& verdict) {
  const bool share = verdict.reference.curve.ends_with("_accuracy");
  const auto text = [&](double value) {
    return share ? fmt::format("{:.1f} %", 100 * value) : plot::value_text(value);
  };
  const std::string& c = verdict.reference.curve;
  const std::string_view what = c == "train_loss"            ? ui.tr("train loss")
                                : c == "validation_loss"     ? ui.tr("validation loss")
                                : c == "test_loss"           ? ui.tr("test loss")
                                : c == "train_accuracy"      ? ui.tr("train accuracy")
                                : c == "validation_accuracy" ? ui.tr("validation accuracy")
                                                             : ui.tr("test accuracy");
  const std::string spread = share ? fmt::format("{:.1f} %", 100 * verdict.reference.tolerance)
                                   : fmt::format("{:.3g}", verdict.reference.tolerance);
  const std::string book = text(verdict.reference.value) + (verdict.reference.tolerance > 0 ? " ± " + spread : ""),
                    step = plot::value_text(verdict.reference.step, plot::Format::integer);
  if (!verdict.here) return fmt::format(fmt::runtime(ui.tr("{}: book {} at step {}")), what, book, step);
  const std::string_view pattern = verdict.agrees ? ui.tr("{}: book {} at step {}, here {}: agrees")
                                                  : ui.tr("{}: book {} at step {}, here {}: differs");
  return fmt::format(fmt::runtime(pattern), what, book, step, text(*verdict.here));
}

std::string summary_of(const ui::Ui& ui, const KeptRun& run, const std::vector<Preset>& presets) {
  std::string text = Issue::fill(std::string(ui.tr("{} steps")),
                                 {plot::value_text(static_cast<double>(run.steps), plot::Format::integer)});
  const auto add = [&](const std::string& part) { text += " · " + part; };
  const Curves& c = run.curves;
  if (!c.train_loss.empty()) add(fmt::format("{} {:.4g}", ui.tr("loss"), c.train_loss.back().value));  // 9.024e-06
  const Curve& test = c.epoch_test_accuracy.empty() ? c.test_accuracy : c.epoch_test_accuracy;
  if (!test.empty()) add(fmt::format("{} {:.1f} %", ui.tr("test"), 100 * test.back().value));
  // A thousand steps of a network of a few neurons take a thousandth of a second.
  add(run.seconds < 0.1 ? fmt::format("{:.3g} ms", 1e3 * run.seconds)
                        : plot::duration_text(run.seconds, run.seconds < 10 ? 0.1 : 1));
  if (run.status == Status::diverged) add(std::string(ui.tr("diverged")));
  if (run.other_data) add(std::string(ui.tr("hidden: other data")));
  if (!as_published(run.experiment, presets)) return text;
  for (const Verdict& verdict : verdicts(run.experiment, c)) {
    if (verdict.here) text += "\n" + verdict_text(ui, verdict);
  }
  return text;
}

}  // namespace saddle::app
