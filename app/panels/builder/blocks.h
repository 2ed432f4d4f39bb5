#pragma once

#include <set>
#include <string>
#include <vector>

#include "saddle/experiment.h"
#include "saddle/network_edit.h"

namespace saddle::app {

// A part of a network that is understood as one: what lies between a fork and the join behind it, several such blocks
// of one stage, or the way to an auxiliary output. One wire goes in (it may be taken up several times), one comes out.
struct Block {
  enum class Kind { residual, inception, dense, stage, auxiliary };
  Kind kind = Kind::residual;
  std::string key = {};               // stays the same while the network is edited elsewhere
  std::string title = {};             // what its layers' names have in common, or empty
  std::vector<NodeIndex> nodes = {};  // in the order of the network; the last one (its exit) gives the output
  NodeIndex exit = {};
  NodeIndex entry = Link::data;  // the node outside that feeds it
  int parent = -1;               // the smallest block around it
};

// The blocks of a network, inner ones before those around them. None where a wire leads in a circle.
std::vector<Block> find_blocks(const std::vector<Node>& network, const Wiring& links,
                               const std::vector<std::string>& names);

// The keys of the blocks to fold at first, so that a network of many layers begins as a few dozen things.
std::set<std::string> folded_at_first(const std::vector<Block>& blocks, int nodes);

}  // namespace saddle::app
