#pragma once

#include <optional>
#include <span>

#include "plot/view.h"
#include "saddle/snapshot.h"

namespace saddle::app {

// Before the first step: from 0 to somewhat more than what guessing among the classes costs, or what was published.
std::optional<plot::Range> expected_losses(const RunSnapshot& run);

// What a figure of losses shows at first: all of it, unless a few losses dwarf the others: those of steps that went
// astray before a run was brought back, or measured by a batch norm whose statistics have only just begun. Then as much
// as the rest needs.
std::optional<plot::Range> loss_range(std::span<const Curves* const> runs);

// Whether the losses of the steps grew so far beyond the first that only powers of ten can show both. `before`: whether
// they did so far, which takes more to end than it took to begin.
bool spans_decades(std::span<const Curves* const> runs, bool before);

}  // namespace saddle::app
