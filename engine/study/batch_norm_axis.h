#pragma once

#include <vector>

#include "saddle/experiment.h"

namespace saddle {

// Removes every layer that normalizes by the statistics of the batch.
void take_batch_norm_out(std::vector<Node>& network);

// Puts batch normalization behind every dense layer and convolution, before what follows (Ioffe and Szegedy, 2015), but
// not behind those that give the network's outputs, nor where the sums go through one before the next activation.
void put_batch_norm_in(std::vector<Node>& network);

}  // namespace saddle
