#pragma once

#include <string>
#include <vector>

#include "panels/builder/selection.h"
#include "saddle/experiment.h"

// What a user does to the layers of a network; each leaves selected what it made or moved.
namespace saddle::app::actions {

void insert_on_wire(std::vector<Node>& network, Selection& selection, NodeIndex to, size_t slot,
                    const std::string& type);
// Inserts behind the node, or Link::data.
void insert_behind(std::vector<Node>& network, Selection& selection, NodeIndex node, const std::string& type);
// Inserts behind the selection; without one, before the last layer, which gives the answer.
void append(std::vector<Node>& network, Selection& selection, const std::string& type);
void remove(std::vector<Node>& network, Selection& selection);  // layers, or the wire
void move(std::vector<Node>& network, Selection& selection, bool up);
// A layer that is dragged onto a wire.
void move_to_wire(std::vector<Node>& network, Selection& selection, NodeIndex node, NodeIndex to, size_t slot);
void duplicate(std::vector<Node>& network, Selection& selection);

std::string copied(const std::vector<Node>& network, const Selection& selection);
// Throws Error if the text does not describe layers.
void paste(std::vector<Node>& network, Selection& selection, const std::string& text);

}  // namespace saddle::app::actions
