#include <fmt/format.h>

#include "saddle/evaluation.h"
#include "saddle/homework.h"
#include "saddle/model.h"

namespace saddle {

const std::vector<std::string>& goal_figures() {
  static const std::vector<std::string> names{"test_accuracy", "test_loss", "parameters", "steps"};
  return names;
}

double figure_named(const RunFigures& figures, std::string_view name) {
  if (name == "test_accuracy") return figures.test_accuracy;
  if (name == "test_loss") return figures.test_loss;
  if (name == "parameters") return static_cast<double>(figures.parameters);
  if (name == "steps") return static_cast<double>(figures.steps);
  return RunFigures::none;
}

bool reached(const Goal& goal, const RunFigures& figures) {
  const double figure = figure_named(figures, goal.figure);
  return goal.at_least ? figure >= goal.bound : figure <= goal.bound;
}

std::string to_text(const Goal& goal) {
  return fmt::format("{} {} {}", goal.figure, goal.at_least ? "≥" : "≤", goal.bound);
}

RunFigures figures_of(const Model& model, const Dataset& dataset, int64_t steps, double train_loss) {
  RunFigures figures{.train_loss = train_loss, .parameters = model.plan().parameters(), .steps = steps};
  if (dataset.test.count == 0) return figures;
  const Evaluation tested = model.evaluate(dataset, Dataset::Part::test);
  figures.test_loss = tested.loss;
  figures.test_accuracy = tested.accuracy;
  return figures;
}

}  // namespace saddle
