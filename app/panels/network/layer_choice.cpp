#include "panels/network/layer_choice.h"

#include <algorithm>

#include "saddle/traits.h"
#include "ui/widgets.h"

namespace saddle::app {

std::vector<std::string> convolutions(const std::vector<Node>& network) {
  std::vector<std::string> found;
  const auto names = names_of(network);
  for (size_t i = 0; i < network.size(); ++i) {
    if (catalog::layer_traits(network[i].type).family == LayerTraits::Family::convolution) found.push_back(names[i]);
  }
  return found;
}

std::string chosen(const Frame& frame, const std::vector<std::string>& layers) {
  if (std::ranges::find(layers, frame.focus.node) != layers.end()) return frame.focus.node;
  return layers.empty() ? std::string() : layers.front();
}

float layer_choice_width(const std::vector<std::string>& layers) {
  std::vector<ui::Option> options;
  for (const std::string& layer : layers) options.push_back({layer, layer});
  return ui::combo_width(options);
}

void choose_layer(Frame& frame, std::string_view name, const std::vector<std::string>& layers, float width) {
  std::vector<ui::Option> options;
  for (const std::string& layer : layers) options.push_back({layer, layer});
  std::string node = chosen(frame, layers);
  if (ui::combo(frame.ui, name, node, options, width)) frame.focus.node = node;
}

}  // namespace saddle::app
