#include "study/batch_norm_axis.h"

#include <functional>

#include "saddle/network_edit.h"
#include "saddle/traits.h"

namespace saddle {
namespace {

using Family = LayerTraits::Family;

const LayerTraits& traits_of(const std::vector<Node>& network, NodeIndex node) {
  return catalog::layer_traits(network[static_cast<size_t>(node)].type);
}

bool weighs(const LayerTraits& traits) {
  return traits.family == Family::dense || traits.family == Family::convolution;
}

// Whether one of the layers behind `node` is such a one; the search goes no further than where `ends` says.
bool leads_to(const std::vector<Node>& network, const Wiring& links, NodeIndex node,
              const std::function<bool(const LayerTraits&)>& wanted,
              const std::function<bool(const LayerTraits&)>& ends) {
  std::vector<bool> seen(network.size());
  std::vector<NodeIndex> open = edit::users(links, node);
  while (!open.empty()) {
    const NodeIndex next = open.back();
    open.pop_back();
    if (seen[static_cast<size_t>(next)]) continue;
    seen[static_cast<size_t>(next)] = true;
    const LayerTraits& traits = traits_of(network, next);
    if (wanted(traits)) return true;
    if (ends(traits)) continue;
    for (const NodeIndex user : edit::users(links, next)) open.push_back(user);
  }
  return false;
}

bool takes_batch_norm(const std::vector<Node>& network, const Wiring& links, NodeIndex node) {
  if (!weighs(traits_of(network, node))) return false;
  const bool has_one = leads_to(
      network, links, node, [](const LayerTraits& traits) { return traits.normalizes_batch; },
      [](const LayerTraits& traits) { return traits.family == Family::activation || weighs(traits); });
  const bool gives_outputs = !leads_to(network, links, node, weighs, [](const LayerTraits&) { return false; });
  return !has_one && !gives_outputs;
}

}  // namespace

void take_batch_norm_out(std::vector<Node>& network) {
  std::vector<NodeIndex> gone;
  for (size_t i = 0; i < network.size(); ++i) {
    if (traits_of(network, NodeIndex(i)).normalizes_batch) gone.emplace_back(i);
  }
  edit::remove(network, gone);
}

void put_batch_norm_in(std::vector<Node>& network) {
  const Wiring links = wiring(network);
  std::vector<NodeIndex> before;
  for (const NodeIndex node : links.indices()) {
    if (takes_batch_norm(network, links, node)) before.push_back(node);
  }
  // From the end, so that the places of those that are still to come stay what they are.
  for (auto node = before.rbegin(); node != before.rend(); ++node)
    edit::insert_after(network, *node, {.name = {}, .type = "batch_norm"});
}

}  // namespace saddle
