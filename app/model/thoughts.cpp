#include "model/thoughts.h"

#include <algorithm>

namespace saddle::app {

std::vector<const Fault*> Thought::faults_of(int node) const {
  std::vector<const Fault*> found;
  for (const Fault& fault : faults) {
    if (concerns(fault.issue, node)) found.push_back(&fault);
  }
  return found;
}

const Thought& Thoughts::of(const Experiment& experiment) {
  if (experiment_ == experiment) return thought_;
  ++count_;
  thought_ = {};
  thought_.data = catalog::sample_info(experiment.data, directory_);
  // Where the data cannot be known yet, nothing can be said of the layers either.
  if (thought_.data.shape.rank() > 0) thought_.plan = plan(experiment.network, thought_.data.shape);
  thought_.links = wiring(experiment.network);
  thought_.names = names_of(experiment.network);
  for (Issue& issue : check(experiment, directory_)) {
    if (std::ranges::find(thought_.faults, issue, &Fault::issue) != thought_.faults.end()) continue;
    std::vector<Mend> mended = mends(experiment, issue, directory_);
    thought_.faults.push_back({std::move(issue), std::move(mended)});
  }
  experiment_ = experiment;
  return thought_;
}

}  // namespace saddle::app
