#include "panels/runs/run_words.h"

#include <fmt/format.h>

#include "model/initialization.h"
#include "model/variations.h"
#include "plot/number.h"
#include "saddle/catalog.h"

namespace saddle::app {

std::string name_of(const ui::Ui& ui, const Experiment& experiment) {
  const std::string_view name = original_name(experiment.name),
                         out = std::string_view(experiment.name).substr(name.size());
  std::string title(ui.tr(name.empty() ? "unnamed" : name));
  for (const std::string_view words : {no_shortcuts, no_batch_norm}) {
    if (out.find(words) != std::string_view::npos) title += ", " + std::string(ui.tr(words));
  }
  return title;
}

std::string title_of(const ui::Ui& ui, const Experiment& experiment) {
  std::string title = name_of(ui, experiment);
  title += " · " + experiment.optimizer.type;
  const Entry* optimizer = catalog::find(catalog::optimizers(), experiment.optimizer.type);
  const Property* rate = optimizer ? find(optimizer->properties, "learning_rate") : nullptr;
  if (rate) title += " " + to_text(value_of(experiment.optimizer.properties, *rate));
  if (const auto init = common_init(experiment); init && !init->empty()) title += " · " + *init;
  return title;
}

std::string title_of(const ui::Ui& ui, const KeptRun& run) {
  return run.name.empty() ? title_of(ui, run.experiment) : run.name;
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

}  // namespace saddle::app
