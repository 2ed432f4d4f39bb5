#include "panels/runs/comparisons.h"

#include <algorithm>
#include <optional>

#include "model/initialization.h"
#include "model/variations.h"
#include "saddle/catalog.h"
#include "saddle/network_edit.h"
#include "saddle/traits.h"

namespace saddle::app {
namespace {

// Whether some sum adds what has gone past layers to what has gone through them: what it adds comes from one layer. In
// the graph of the apples it comes from the data alone.
bool has_shortcut(const std::vector<Node>& network) {
  const Wiring links = wiring(network);
  std::vector<std::vector<bool>> before(network.size(), std::vector<bool>(network.size()));  // itself included
  for (size_t node = 0; node < network.size(); ++node) {
    const bool adds = catalog::layer_traits(network[node].type).adds;
    before[node][node] = true;
    std::vector<int> ways(network.size());
    for (const Link& link : links[NodeIndex(node)]) {
      const auto from = static_cast<int>(link.from);
      if (from < 0 || from >= static_cast<int>(node)) continue;
      for (size_t i = 0; i < network.size(); ++i) {
        if (!before[static_cast<size_t>(from)][i]) continue;
        before[node][i] = true;
        ++ways[i];
      }
    }
    if (adds && std::ranges::any_of(ways, [](int count) { return count > 1; })) return true;
  }
  return false;
}

}  // namespace

std::vector<Comparison> comparisons(const Experiment& base, const std::filesystem::path& data_directory) {
  std::vector<Comparison> all;
  const auto add = [&](const std::string& name, const Entry& entry, bool same, const Experiment& experiment) {
    all.push_back({name, entry.title, entry.help, experiment, !same && check(experiment, data_directory).empty()});
  };
  for (const Entry& entry : catalog::optimizers()) {
    const std::string name(entry.name);
    add("again.optimizer." + name, entry, base.optimizer.type == name, with_optimizer(base, name));
  }
  const std::optional<std::string> init = common_init(base);
  const auto add_init = [&](const std::string& name, const Entry& entry, const Value& value) {
    add("again.init." + name, entry, init == name || init == "", with_initialization(base, value));
  };
  for (const Entry& entry : catalog::initializers()) add_init(std::string(entry.name), entry, std::string(entry.name));
  static const Entry narrow{.name = "0.01", .title = "N(0, 0.01)", .help = "Normal numbers of this standard deviation"};
  static const Entry wide{.name = "1", .title = "N(0, 1)", .help = "Normal numbers of this standard deviation"};
  add_init("0.01", narrow, 0.01);
  add_init("1", wide, 1.0);
  // What makes deep networks learn, taken out.
  const auto has = [&](bool LayerTraits::*trait) {
    return std::ranges::any_of(base.network, [&](const Node& node) { return catalog::layer_traits(node.type).*trait; });
  };
  static const Entry shortcuts{.name = "shortcuts",
                               .title = "No shortcuts",
                               .help =
                                   "The plain network that is left when every sum is taken out, as in the ResNet "
                                   "paper; see what comes back to the first layers"};
  static const Entry norms{.name = "batch_norm",
                           .title = "No batch norm",
                           .help = "The same layers with every batch normalization taken out"};
  // Where a sum is all there is, as in the graph of the apples, there is no shortcut.
  if (has(&LayerTraits::adds) && has_shortcut(base.network))
    add("again.without.shortcuts", shortcuts, false, without_shortcuts(base));
  if (has(&LayerTraits::normalizes_batch)) add("again.without.batch_norm", norms, false, without_batch_norm(base));
  return all;
}

}  // namespace saddle::app
