#pragma once

#include <deque>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "saddle/catalog.h"
#include "saddle/experiment.h"
#include "saddle/mend.h"
#include "saddle/network_edit.h"
#include "saddle/plan.h"

namespace saddle::app {

// Something wrong with the draft, and the changes that would fix it.
struct Fault {
  Issue issue;
  std::vector<Mend> mends;
};

// All that follows from a draft: shapes, wires, faults.
struct DraftAnalysis {
  catalog::SampleInfo data;
  Plan plan;
  Wiring links;
  std::vector<std::string> names;
  std::vector<Fault> faults;  // of the network and its end, each once

  std::vector<const Fault*> faults_of(NodeIndex node) const;
};

// Analyzes a draft when it has changed, and keeps the result for whoever asks in this frame and the next.
class Analyses {
 public:
  // `directory`: where data lie, as in --data.
  explicit Analyses(std::filesystem::path directory = {}) : directory_(std::move(directory)) {}
  // The result is valid until the next call with another experiment.
  const DraftAnalysis& of(const Experiment& experiment);
  // Of an issue that a run or its data have found. Valid as long.
  const std::vector<Mend>& mends_of(const Experiment& experiment, const Issue& issue);
  int count() const { return count_; }  // of analyses made

 private:
  const std::filesystem::path directory_;
  std::optional<Experiment> experiment_;
  DraftAnalysis analysis_;
  std::deque<Fault> found_;  // those of mends_of(), which stay where they are
  int count_ = 0;
};

}  // namespace saddle::app
