#pragma once

#include <cstdint>

#include "saddle/plan.h"

namespace saddle {

// How a batch is cut into runs of samples that go through the layers together. It depends on the plan and the batch
// alone where a sum over samples is made of the runs' sums; in the tail, where it is not, each thread takes one run. So
// the results do not depend on the number of threads.
class BatchCut {
 public:
  // What of a layer matters for it.
  struct Traits {
    bool statistics = false;  // it has BatchStatistics
    bool parameters = false;  // it has some
    int64_t summed = 0;       // numbers whose gradient it adds up run by run
  };
  struct Run {
    int first, length;  // in samples of the batch
  };
  // Which of the processes that share a batch this is: each takes the next few parts of the sums, and their samples.
  struct Share {
    int rank = 0, ranks = 1;
  };
  struct Range {
    int first, end;
  };
  // Some of the runs that samples are cut into.
  struct Runs {
    Range numbers;      // of all
    int all;            // runs
    int offset, count;  // of the samples that all of them together are
  };

  BatchCut() = default;
  // `number_bytes`: of one activation.
  BatchCut(const Plan& plan, const IndexedVector<StepIndex, Traits>& layers, int64_t number_bytes);

  bool whole_batch() const { return whole_batch_; }  // some layer has statistics of the whole batch
  StepIndex tail() const { return tail_; }           // the step from where on there are no images
  int longest_run() const { return run_; }           // before the tail
  int sum_parts() const { return sum_parts_; }       // of gradients summed over samples, for threads to share out
  // Whether so many samples are work enough for more than one thread.
  bool shares(int count) const;
  // How many runs go through the layers from `step` on.
  int runs(StepIndex step, int count, int threads) const;
  Run run(int number, int all, int count) const;
  // The same for a share.
  Runs runs(StepIndex step, int count, int threads, Share share) const;
  Run run(const Runs& runs, int number) const;
  // The parts of the sums that a share has, and its samples.
  Range parts(Share share) const;
  Range samples(Share share, int count) const;

 private:
  bool whole_batch_ = false;
  // At most so many samples go together through the steps before the tail, and through those from there on: layers of
  // large images want few, to stay in the cache, layers of many weights want many, to read those seldom.
  int run_ = 1, tail_run_ = 1;
  StepIndex tail_;
  int sum_parts_ = 1;
  int64_t macs_ = 0;  // multiply-adds of one sample, forward
};

}  // namespace saddle
