#pragma once

#include <string>
#include <vector>

#include "saddle/experiment.h"

// Changes to a list of layers that keep its wires: an `inputs` left empty means "the node before", and a node without a
// name goes by a number that shifts, so the text of a network cannot be cut and spliced as it stands.
namespace saddle {

// Where one input of a node comes from.
struct Link {
  static constexpr int data = -1, nowhere = -2;
  int from = data;           // index of a node, or one of the above
  std::string unknown = {};  // of nowhere: the name that no node has; "" where nothing is connected
  bool operator==(const Link&) const = default;
};
using Wiring = std::vector<std::vector<Link>>;  // by node, by input

Wiring wiring(const std::vector<Node>& network);

namespace edit {

// Writes the wires into the nodes, leaving out what follows from their order. Nodes whose running number clashes with a
// given name get a name.
void wire(std::vector<Node>& network, const Wiring& links);

// Returns the indices of the nodes that use the output of `node`, which may be Link::data.
std::vector<int> users(const Wiring& links, int node);

// Inserts a node into the wire to input `slot` of `to`. Returns its index; `to` follows right after it.
int insert_before(std::vector<Node>& network, int to, size_t slot, Node node);
// Inserts a node behind `from`, a node or Link::data, and in front of all of its users. Behind the last node it becomes
// the output. Returns its index.
int insert_after(std::vector<Node>& network, int from, Node node);
// Removes nodes. Those that used one of them use its first input instead.
void remove(std::vector<Node>& network, const std::vector<int>& nodes);

// Connects `from` to `to`: as one more input if `to` can have several, otherwise in place of its input.
void connect(std::vector<Node>& network, int from, int to);
void replace_input(std::vector<Node>& network, int to, size_t slot, int from);
// Removes the wire. An input that the layer requires stays open, which is an issue of its plan.
void disconnect(std::vector<Node>& network, int to, size_t slot);

// Swap the node with the layer before or after it; wires stay where they are. Return the new index of the node, or
// `node` if there is no such layer with one input.
int move_up(std::vector<Node>& network, int node);
int move_down(std::vector<Node>& network, int node);
void rename(std::vector<Node>& network, int node, const std::string& name);

// Removes every sum (add): its users go on from the longest of its branches, and the shorter branches are removed with
// their layers. The other layers keep their names. A residual net becomes the plain net of He et al. (2015),
// section 3.3.
void remove_skips(std::vector<Node>& network);

// Returns the nodes as a fragment, in their order: wires among them by name, wires from elsewhere left out of the first
// node and kept by name in the others.
std::vector<Node> copied(const std::vector<Node>& network, const std::vector<int>& nodes);
// Inserts a fragment behind `after`, as insert_after() does; names that are taken get a number. Returns the indices of
// the new nodes.
std::vector<int> paste(std::vector<Node>& network, int after, std::vector<Node> fragment);

// Returns a name that no node has: `wanted`, or `wanted` with a number.
std::string free_name(const std::vector<Node>& network, const std::string& wanted);

}  // namespace edit
}  // namespace saddle
