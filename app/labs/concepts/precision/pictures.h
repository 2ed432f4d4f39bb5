#pragma once

#include <array>
#include <vector>

#include "labs/concepts/precision/jobs.h"
#include "plot/figure.h"

namespace saddle::app {

// The bits of one number in each format, and how far apart the numbers of the formats are over their size.
class BitsPicture {
 public:
  void draw(PageView& page, const PrecisionOptions& o, ImVec2 size);

 private:
  std::array<std::vector<plot::Point>, 4> spacing_;
  std::vector<plot::Point> here_;
};

// Layer by layer: how far what comes out is from float, in each format.
void draw_formats(PageView& page, const FormatSurvey& survey, ImVec2 size);

// The losses of the three runs, and below them the share of gradients that are 0.
class ScalingPicture {
 public:
  void draw(PageView& page, const PrecisionOptions& o, const ScalingRace& race, ImVec2 size);

 private:
  std::array<std::vector<plot::Point>, 3> losses_, zeros_;
};

}  // namespace saddle::app
