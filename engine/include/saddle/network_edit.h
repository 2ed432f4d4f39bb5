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

// Writes the wires into the nodes, as briefly as can be; nodes whose number clashes with somebody's name get a name.
void wire(std::vector<Node>& network, const Wiring& links);

// The indices of the nodes that take the output of `node` (or Link::data).
std::vector<int> users(const Wiring& links, int node);

// On the wire into input `slot` of `to`. Gives the new node's index; `to` stands right behind it.
int insert_before(std::vector<Node>& network, int to, size_t slot, Node node);
// Behind `from` (a node, or Link::data): takes over all of its users. Behind the last node it becomes the output.
int insert_after(std::vector<Node>& network, int from, Node node);
// Those who used one of them use what it used (its first input).
void remove(std::vector<Node>& network, const std::vector<int>& nodes);

// `to` takes the output of `from`: one input more where it can have several, otherwise instead of what it had.
void connect(std::vector<Node>& network, int from, int to);
void replace_input(std::vector<Node>& network, int to, size_t slot, int from);
// Takes the wire away: an input that a layer cannot do without stays open, and is a fault with its own words.
void disconnect(std::vector<Node>& network, int to, size_t slot);

// Exchanges the node with the layer that feeds it, or that it feeds; wires stay where they are. Gives the node's new
// index, or `node` where there is no such neighbour with one input.
int move_up(std::vector<Node>& network, int node);
int move_down(std::vector<Node>& network, int node);
void rename(std::vector<Node>& network, int node, const std::string& name);

// Takes every sum (add) out: what used one goes on from the longest of its ways, and the shorter ones, with the layers
// that stand on them alone, are gone; what stays keeps its names. A residual net becomes the plain net of He et al.
// (2015), section 3.3.
void remove_skips(std::vector<Node>& network);

// The nodes by themselves, in their order: wires between them by name, wires from elsewhere left out of the first and
// kept by name in the others.
std::vector<Node> copied(const std::vector<Node>& network, const std::vector<int>& nodes);
// Behind `after`, as insert_after; names that are taken get a number. Gives the indices of the new nodes.
std::vector<int> paste(std::vector<Node>& network, int after, std::vector<Node> fragment);

// A name that no node goes by: the wanted one, or it with a number.
std::string free_name(const std::vector<Node>& network, const std::string& wanted);

}  // namespace edit
}  // namespace saddle
