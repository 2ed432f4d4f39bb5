#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "model/studies/band.h"
#include "saddle/comparison.h"
#include "saddle/study_runner.h"

namespace saddle::app {

// One combination of a study, over its seeds.
struct ContestantView {
  Band band;  // of the metric
  double steps_per_epoch = 1, flops_per_step = 0;
  // Where runs left because their loss was no number any more: the last step with a value, and that value.
  std::vector<plot::Point> exits = {};
  std::vector<double> exit_seconds = {};
  int ended = 0, diverged = 0, failed = 0;
  std::optional<Issue> why = {};    // the first failed
  Spread loss, accuracy, arrival;   // at the end, or so far; and the steps until the accuracy was 90 %
  int arrived = 0;                  // how many runs came to 90 %
  Spread metric = {};               // at the end
  std::vector<double> finals = {};  // the metric by seed; NaN: diverged
  std::vector<bool> final_known = {};
};

// What there is to draw of a study at one moment. Const to the bottom.
struct StudyView {
  std::shared_ptr<const Study> study;
  std::shared_ptr<const StudySnapshot> snapshot;
  const FigureRow* metric = nullptr;
  const FigureRow *loss = nullptr, *accuracy = nullptr;  // those of the table; no accuracy of regression
  std::vector<const FigureRow*> metrics = {};            // that the runs have curves of
  std::vector<ContestantView> contestants = {};          // by combination
  double highest = 0;                                    // up to which a loss is shown
  double longest = 0;                                    // steps of the longest run, when it has ended
  int64_t steps = 0, total_steps = 0;                    // over all runs, done and to do
  int first = -1, second = -1;                           // the two that are compared; -1: none yet
  PairedComparison comparison = {};
};

struct StudyViewOrder {
  std::shared_ptr<const Study> study;
  std::shared_ptr<const StudySnapshot> snapshot;
  std::string metric = {};      // empty: see metric_of()
  int first = -1, second = -1;  // -1: the two best
  std::filesystem::path data_directory = {};
};
StudyView view_of(const StudyViewOrder& order);

}  // namespace saddle::app
