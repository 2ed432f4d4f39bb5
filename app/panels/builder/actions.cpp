#include "panels/builder/actions.h"

#include "saddle/experiment_file.h"
#include "saddle/network_edit.h"

namespace saddle::app::actions {
namespace {

Node layer(const std::string& type) { return {.name = {}, .type = type}; }

// Before the last layer, which gives the answer.
int default_place(const std::vector<Node>& network) { return static_cast<int>(network.size()) - 2; }

}  // namespace

void insert_on_wire(std::vector<Node>& network, Selection& selection, int to, size_t slot, const std::string& type) {
  selection.set({edit::insert_before(network, to, slot, layer(type))});
}

void insert_behind(std::vector<Node>& network, Selection& selection, int node, const std::string& type) {
  selection.set({edit::insert_after(network, node, layer(type))});
}

void append(std::vector<Node>& network, Selection& selection, const std::string& type) {
  if (network.empty()) {
    network.push_back(layer(type));
    selection.set({0});
    return;
  }
  insert_behind(network, selection, selection.nodes.empty() ? default_place(network) : selection.nodes.back(), type);
}

void remove(std::vector<Node>& network, Selection& selection) {
  if (selection.edge_to >= 0) {
    edit::disconnect(network, selection.edge_to, selection.edge_slot);
    selection.clear();
    return;
  }
  if (selection.nodes.empty()) return;
  const int first = selection.nodes.front();
  edit::remove(network, selection.nodes);
  // What moved up is next, so that Delete can be pressed again.
  const int left = static_cast<int>(network.size());
  selection.set(left == 0 ? std::vector<int>{} : std::vector<int>{std::min(first, left - 1)});
}

void move(std::vector<Node>& network, Selection& selection, bool up) {
  if (!selection.single()) return;
  const int node = selection.nodes.front();
  selection.set({up ? edit::move_up(network, node) : edit::move_down(network, node)});
}

void move_to_wire(std::vector<Node>& network, Selection& selection, int node, int to, size_t slot) {
  const Wiring links = wiring(network);
  if (to == node || links[static_cast<size_t>(to)][slot].from == node) return;
  const Node moved = network[static_cast<size_t>(node)];
  edit::remove(network, {node});
  selection.set({edit::insert_before(network, to > node ? to - 1 : to, slot, moved)});
}

void duplicate(std::vector<Node>& network, Selection& selection) {
  if (selection.nodes.empty()) return;
  selection.set(edit::paste(network, selection.nodes.back(), edit::copied(network, selection.nodes)));
}

std::string copied(const std::vector<Node>& network, const Selection& selection) {
  return layers_to_json(edit::copied(network, selection.nodes));
}

void paste(std::vector<Node>& network, Selection& selection, const std::string& text) {
  std::vector<Node> fragment = parse_layers(text);
  const int after = !selection.nodes.empty() ? selection.nodes.back() : default_place(network);
  selection.set(edit::paste(network, std::max(after, -1), std::move(fragment)));
}

}  // namespace saddle::app::actions
