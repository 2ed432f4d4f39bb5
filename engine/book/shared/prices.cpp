#include "book/shared/prices.h"

#include "saddle/probe.h"
#include "saddle/reading.h"

namespace saddle {

void compare_price(BookRun& run, const std::string& preset, double price, const std::vector<NodeWorth>& worths) {
  const Experiment experiment = run.preset(preset);
  Trainer trainer(experiment, run.data(experiment));
  const Reading reading = trainer.measure({.type = "node_values"});
  const auto& nodes = std::get<NodeValuesReading>(reading.content);
  run.figure({.what = make_issue("", "price, in yen"), .book = price, .digit = 1e-3}).ours = {
      nodes.find("price")->values[0]};
  for (const NodeWorth& worth : worths) {
    run.figure({.what = make_issue("", "gradient of {}", worth.node), .book = worth.gradient, .digit = 1e-4}).ours = {
        nodes.find(worth.node)->gradients[0]};
  }
}

}  // namespace saddle
