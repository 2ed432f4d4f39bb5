#pragma once

#include <memory>
#include <span>
#include <vector>

#include "plot/series.h"
#include "saddle/figures.h"

namespace saddle::app {

// The course of a figure over runs that differ in their seeds alone.
struct Band {
  std::vector<plot::Point> median, least, greatest;  // at the same steps; NaN where that is a run that has diverged
  std::vector<double> seconds;                       // the median of the runs, at these steps
};

// Of the curves that `row` names, as far as all that still train have come. A loss of every step is averaged over
// a hundred stretches of steps, so that the band shows how far the runs are apart and not how far their mini-batches
// are; whatever is measured more than four hundred times, over so many.
Band band_of(std::span<const std::shared_ptr<const RunSnapshot>> runs, const FigureRow& row);

}  // namespace saddle::app
