#pragma once

#include <string>
#include <vector>

#include "saddle/experiment.h"
#include "saddle/index.h"
#include "saddle/plan.h"

// Changes to a list of layers that keep its wires: an `inputs` left empty means "the node before", and a node without a
// name goes by a number that shifts, so the text of a network cannot be cut and spliced as it stands.
namespace saddle {

// Where one input of a node comes from.
struct Link {
  static constexpr NodeIndex data{-1};  // which come before the first node
  static constexpr NodeIndex nowhere{-2};
  NodeIndex from = data;     // a node, or one of the above
  std::string unknown = {};  // of nowhere: the name that no node has; "" where nothing is connected

  bool from_node() const { return from > data; }
  bool operator==(const Link&) const = default;
};
using Wiring = IndexedVector<NodeIndex, std::vector<Link>>;  // by node, by input

Wiring wiring(const std::vector<Node>& network);

namespace edit {

// Writes the wires into the nodes, leaving out what follows from their order. Nodes whose running number clashes with a
// given name get a name.
void wire(std::vector<Node>& network, const Wiring& links);

// Returns the indices of the nodes that use the output of `node`, which may be Link::data.
std::vector<NodeIndex> users(const Wiring& links, NodeIndex node);

// Inserts a node into the wire to input `slot` of `to`. Returns its index; `to` follows right after it.
NodeIndex insert_before(std::vector<Node>& network, NodeIndex to, size_t slot, Node node);
// Inserts a node behind `from`, a node or Link::data, and in front of all of its users. Behind the last node it becomes
// the output. Returns its index.
NodeIndex insert_after(std::vector<Node>& network, NodeIndex from, Node node);
// Removes nodes. Those that used one of them use its first input instead.
void remove(std::vector<Node>& network, const std::vector<NodeIndex>& nodes);

// Connects `from` to `to`: as one more input if `to` can have several, otherwise in place of its input.
void connect(std::vector<Node>& network, NodeIndex from, NodeIndex to);
void replace_input(std::vector<Node>& network, NodeIndex to, size_t slot, NodeIndex from);
// Removes the wire. An input that the layer requires stays open, which is an issue of its plan.
void disconnect(std::vector<Node>& network, NodeIndex to, size_t slot);

// Swap the node with the layer before or after it; wires stay where they are. Return the new index of the node, or
// `node` if there is no such layer with one input.
NodeIndex move_up(std::vector<Node>& network, NodeIndex node);
NodeIndex move_down(std::vector<Node>& network, NodeIndex node);
void rename(std::vector<Node>& network, NodeIndex node, const std::string& name);

// Removes every sum (add): its users go on from the longest of its branches, and the shorter branches are removed with
// their layers. The other layers keep their names. A residual net becomes the plain net of He et al. (2015),
// section 3.3.
void remove_skips(std::vector<Node>& network);

// Returns the nodes as a fragment, in their order: wires among them by name, wires from elsewhere left out of the first
// node and kept by name in the others.
std::vector<Node> copied(const std::vector<Node>& network, const std::vector<NodeIndex>& nodes);
// Inserts a fragment behind `after`, as insert_after() does; names that are taken get a number. Returns the indices of
// the new nodes.
std::vector<NodeIndex> paste(std::vector<Node>& network, NodeIndex after, std::vector<Node> fragment);

// Returns a name that no node has: `wanted`, or `wanted` with a number.
std::string free_name(const std::vector<Node>& network, const std::string& wanted);

}  // namespace edit
}  // namespace saddle
