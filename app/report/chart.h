#pragma once

#include <string>
#include <vector>

#include "plot/number.h"
#include "plot/series.h"
#include "plot/view.h"

namespace saddle::app {

// A figure of a page, as SVG that takes its colors from the page's style: .s0 … .s7 are the lines, told apart by their
// dashes too.
struct Chart {
  struct Line {
    std::string label = {};  // empty: it has no entry in the legend
    std::vector<plot::Point> points = {};
    int series = 0;
    bool faint = false;  // behind what matters
  };
  struct Mark {
    double x = 0;
    std::string label;  // a letter or a number, above the figure
    std::string text;   // shown where the mouse rests on it
    std::string tone;   // a class of the page's style
  };
  struct Dot {
    plot::Point at;
    std::string text;
  };

  std::string name;  // of its own in the page
  std::string title, x_label;
  plot::Format y_format = plot::Format::number;
  plot::Scale y_scale = plot::Scale::linear;
  plot::Range y_range = {};  // empty: all of the lines
  std::vector<Line> lines = {};
  std::vector<Mark> marks = {};
  std::vector<Dot> dots = {};  // what was published
};

std::string svg_of(const Chart& chart);

}  // namespace saddle::app
