#pragma once

#include <memory>
#include <span>
#include <vector>

#include "plot/series.h"
#include "saddle/figures.h"

namespace saddle::cli {

// The course of a figure over runs that differ in their seeds alone.
struct Band {
  std::vector<plot::Point> median, least, greatest;  // at the same steps; NaN where that is a run that has diverged
};

// Of the curves that `row` names. A loss of every step is averaged over stretches of steps, so that the band shows how
// far the runs are apart and not how far their mini-batches are.
Band band_of(std::span<const std::shared_ptr<const RunSnapshot>> runs, const FigureRow& row);

}  // namespace saddle::cli
