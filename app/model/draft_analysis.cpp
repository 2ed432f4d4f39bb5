#include "model/draft_analysis.h"

#include <algorithm>

namespace saddle::app {

std::vector<const Fault*> DraftAnalysis::faults_of(NodeIndex node) const {
  std::vector<const Fault*> found;
  for (const Fault& fault : faults) {
    if (concerns(fault.issue, node)) found.push_back(&fault);
  }
  return found;
}

const DraftAnalysis& Analyses::of(const Experiment& experiment) {
  if (experiment_ == experiment) return analysis_;
  ++count_;
  analysis_ = {};
  found_.clear();
  analysis_.data = catalog::sample_info(experiment.data, directory_);
  // Where the data cannot be known yet, nothing can be said of the layers either.
  if (analysis_.data.shape.rank() > 0) analysis_.plan = plan(experiment.network, analysis_.data.shape);
  analysis_.links = wiring(experiment.network);
  analysis_.names = names_of(experiment.network);
  for (Issue& issue : check(experiment, directory_)) {
    if (std::ranges::find(analysis_.faults, issue, &Fault::issue) != analysis_.faults.end()) continue;
    std::vector<Mend> mended = mends(experiment, issue, directory_);
    analysis_.faults.push_back({std::move(issue), std::move(mended)});
  }
  experiment_ = experiment;
  return analysis_;
}

const std::vector<Mend>& Analyses::mends_of(const Experiment& experiment, const Issue& issue) {
  of(experiment);
  const auto known = std::ranges::find(found_, issue, &Fault::issue);
  if (known != found_.end()) return known->mends;
  return found_.emplace_back(Fault{issue, mends(experiment, issue, directory_)}).mends;
}

}  // namespace saddle::app
