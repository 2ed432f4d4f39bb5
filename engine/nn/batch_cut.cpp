#include "nn/batch_cut.h"

#include <algorithm>

#include "nn/layer_interfaces.h"

namespace saddle {
namespace {

// Activations and gradients of a run should stay in a core's second-level cache.
constexpr int64_t run_bytes = 1 << 20;
// A shorter run makes poor matrix products in dense layers, and in small images.
constexpr int shortest_run = 12, shortest_run_of_images = 4;
// Sums over samples are cut into as many parts as threads share out evenly, but each part takes the memory of its
// weights.
constexpr int64_t many_parts_up_to = 1'000'000;
// Waking a second thread costs some microseconds; below this many multiply-adds a pass it does not pay.
constexpr int64_t threading_macs = 2'000'000;

}  // namespace

BatchCut::BatchCut(const Plan& plan, const IndexedVector<StepIndex, Traits>& layers, int64_t number_bytes)
    : tail_(layers.end_index()) {
  for (const Plan::Step& step : plan.steps) macs_ += step.macs;
  int64_t summed = 0;
  for (const Traits& layer : layers) {
    summed += layer.summed;
    whole_batch_ = whole_batch_ || layer.statistics;
  }
  sum_parts_ = summed <= many_parts_up_to ? 16 : 4;
  if (whole_batch_) {
    run_ = tail_run_ = samples_per_statistics_part;
    return;
  }
  // The tail: from the first layer with weights of those at the end that have no images, nor sums over a run's samples.
  for (const StepIndex step : layers.indices().reversed()) {
    if (plan.steps[step].shape.rank() != 1 || layers[step].summed != 0) break;
    if (layers[step].parameters) tail_ = step;
  }
  // As many samples as have room for the activations and gradients that these steps write.
  const auto fitting = [&](IndexRange<StepIndex> steps, int shortest) {
    int64_t bytes = 0;
    for (const StepIndex step : steps) bytes += 2 * plan.steps[step].shape.size() * number_bytes;
    return static_cast<int>(std::max<int64_t>(run_bytes / std::max<int64_t>(bytes, 1), shortest));
  };
  tail_run_ = fitting({tail_, layers.end_index()}, shortest_run);
  run_ = fitting({StepIndex(), tail_}, shortest_run_of_images);
}

bool BatchCut::shares(int count) const { return macs_ * count >= threading_macs; }

int BatchCut::runs(StepIndex step, int count, int threads) const {
  const int most = step < tail_ ? run_ : tail_run_;
  if (whole_batch_ || !shares(count)) return (count + most - 1) / most;
  // A multiple of 4 is fair to 2 and 4 threads. The tail's weights are read once a run, so it takes few of them; its
  // layers add nothing up over samples, so that their number does not show.
  const int share = step < tail_ ? 4 : threads;
  return std::min((count + share * most - 1) / (share * most) * share, count);
}

BatchCut::Runs BatchCut::runs(StepIndex step, int count, int threads, Share share) const {
  if (step < tail_) {
    const int all = runs(step, count, threads);
    const Range own = parts(share);
    return {{own.first * all / sum_parts_, own.end * all / sum_parts_}, all, 0, count};
  }
  // The samples that the steps before have made; their number is of no account here.
  const Range own = samples(share, count);
  const int length = own.end - own.first, all = length > 0 ? runs(step, length, threads) : 0;
  return {{0, all}, all, own.first, length};
}

BatchCut::Run BatchCut::run(const Runs& runs, int number) const {
  const Run run = this->run(number, runs.all, runs.count);
  return {runs.offset + run.first, run.length};
}

BatchCut::Range BatchCut::parts(Share share) const {
  return {sum_parts_ * share.rank / share.ranks, sum_parts_ * (share.rank + 1) / share.ranks};
}

BatchCut::Range BatchCut::samples(Share share, int count) const {
  const auto begin_of = [&](int rank) {
    if (rank == share.ranks) return count;
    if (tail_ == StepIndex()) return static_cast<int>(int64_t{count} * rank / share.ranks);
    const int all = runs(StepIndex(), count, 1), number = parts({rank, share.ranks}).first * all / sum_parts_;
    return run(number, all, count).first;
  };
  return {begin_of(share.rank), begin_of(share.rank + 1)};
}

BatchCut::Run BatchCut::run(int number, int all, int count) const {
  if (whole_batch_) return {number * run_, std::min(run_, count - number * run_)};
  const auto begin_of = [&](int64_t run) { return static_cast<int>(run * count / all); };
  return {begin_of(number), begin_of(number + 1) - begin_of(number)};
}

}  // namespace saddle
