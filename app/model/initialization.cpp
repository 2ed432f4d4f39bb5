#include "model/initialization.h"

#include <charconv>
#include <functional>

#include "saddle/catalog.h"

namespace saddle::app {
namespace {

template <class Nodes, class Use>
void for_each_init(Nodes& network, const Use& use) {
  for (auto& node : network) {
    const Entry* entry = catalog::find(catalog::layers(), node.type);
    const Property* init = entry ? find(entry->properties, "init") : nullptr;
    if (init) use(node, *init);
  }
}

bool is_given(const Node& node) {
  const auto weights = node.properties.find("weights");
  const auto* text = weights == node.properties.end() ? nullptr : std::get_if<std::string>(&weights->second);
  return text && !text->empty();
}

}  // namespace

std::optional<std::string> common_init(const Experiment& experiment) {
  std::string common;
  bool differ = false;
  for_each_init(experiment.network, [&](const Node& node, const Property& init) {
    const std::string text = is_given(node) ? by_hand : to_text(value_of(node.properties, init));
    differ = differ || (!common.empty() && common != text);
    common = text;
  });
  if (differ) return std::nullopt;
  return common;
}

void set_init(Experiment& experiment, const std::string& init) {
  double sigma = 0;
  const auto [end, failure] = std::from_chars(init.data(), init.data() + init.size(), sigma);
  const bool number = failure == std::errc() && end == init.data() + init.size();
  for_each_init(experiment.network, [&](Node& node, const Property& row) {
    set(node.properties, row, number ? Value(sigma) : Value(init));
    for (const char* given : {"weights", "biases"}) node.properties.erase(given);
  });
}

}  // namespace saddle::app
