#include "panels/builder/actions.h"

#include "saddle/experiment_file.h"
#include "saddle/network_edit.h"

namespace saddle::app::actions {
namespace {

Node layer(const std::string& type) { return {.name = {}, .type = type}; }

// Behind what something new goes: the selection, or what is before the last layer, which gives the answer. May be the
// data.
NodeIndex place_for_more(const std::vector<Node>& network, const Selection& selection) {
  if (!selection.nodes.empty()) return selection.nodes.back();
  return std::max(NodeIndex(network.size()) - 2, NodeIndex(Link::data));
}

}  // namespace

void insert_on_wire(std::vector<Node>& network, Selection& selection, NodeIndex to, size_t slot,
                    const std::string& type) {
  selection.set({edit::insert_before(network, to, slot, layer(type))});
}

void insert_behind(std::vector<Node>& network, Selection& selection, NodeIndex node, const std::string& type) {
  selection.set({edit::insert_after(network, node, layer(type))});
}

void append(std::vector<Node>& network, Selection& selection, const std::string& type) {
  if (network.empty()) {
    network.push_back(layer(type));
    selection.set({NodeIndex()});
    return;
  }
  insert_behind(network, selection, place_for_more(network, selection), type);
}

void remove(std::vector<Node>& network, Selection& selection) {
  if (selection.edge_to) {
    edit::disconnect(network, *selection.edge_to, selection.edge_slot);
    selection.clear();
    return;
  }
  if (selection.nodes.empty()) return;
  const NodeIndex first = selection.nodes.front();
  edit::remove(network, selection.nodes);
  selection.clear();
  // What moved up is next, so that Delete can be pressed again.
  if (!network.empty()) selection.set({std::min(first, NodeIndex(network.size() - 1))});
}

void move(std::vector<Node>& network, Selection& selection, bool up) {
  if (!selection.single()) return;
  const NodeIndex node = selection.nodes.front();
  selection.set({up ? edit::move_up(network, node) : edit::move_down(network, node)});
}

void move_to_wire(std::vector<Node>& network, Selection& selection, NodeIndex node, NodeIndex to, size_t slot) {
  const Wiring links = wiring(network);
  if (to == node || links[to][slot].from == node) return;
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
  selection.set(edit::paste(network, place_for_more(network, selection), std::move(fragment)));
}

}  // namespace saddle::app::actions
