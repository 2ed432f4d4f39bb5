#pragma once

#include <string>
#include <vector>

#include "saddle/study.h"

namespace saddle::app {

// What varies in a race, as it stands in its fields.
struct AxisText {
  std::string path, values;  // "optimizer.type", "sgd, adam"
  bool operator==(const AxisText&) const = default;
};

// A race of the experiment as it stands: a value that can be undone.
struct StudySetup {
  std::vector<AxisText> axes = {{"optimizer.type", "sgd, momentum, adagrad, adam"}};
  int seeds = 5;
  bool paired = true;
  int steps = 500;          // of each run; 0: all its epochs
  std::string metric = {};  // a row of figure_table; empty: see metric_of()
  bool operator==(const StudySetup&) const = default;
};

// As the document keeps it, and back: "axis0.path", "seeds" …; what is missing has its default.
Properties properties_of(const StudySetup& setup);
StudySetup study_setup_of(const Properties& properties);

// Throws Error, about `axis.path`, where a value is empty.
Axis axis_of(const AxisText& axis);
AxisText text_of(const Axis& axis);

// Throws Error where a field holds no values. Whoever asks checks the study.
Study study_of(const StudySetup& setup, const Experiment& base);
StudySetup setup_of(const Study& study);

}  // namespace saddle::app
