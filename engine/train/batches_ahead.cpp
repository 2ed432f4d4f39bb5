#include "train/batches_ahead.h"

#include <algorithm>
#include <utility>

#include "model/layer_type.h"

namespace saddle {
namespace {

// Copying a sample takes less than handing it to a thread; varying it, far longer.
constexpr int samples_copied_at_once = 8;
// Copying fewer numbers than that is over before another thread has taken notice.
constexpr int64_t worth_a_thread = 16384;

}  // namespace

BatchesAhead::BatchesAhead(Batches& batches, Workers& workers)
    : batches_(batches),
      workers_(workers),
      piece_{.batches = &batches, .size = batches.are_varied() ? 1 : samples_copied_at_once} {}

int BatchesAhead::take(int64_t step, Network<float>& network, TargetBatch<float>& targets) {
  const int count = batches_.count(step);
  if (std::exchange(begun_, false) && step == step_) {
    workers_.finish_background(job_);
    network.exchange_input(samples_, count);
    std::swap(targets, targets_);
  } else {
    workers_.drop_background(job_);
    gather_now(step, network, targets);
  }
  // Threads that sleep through the whole step are not woken for a copy.
  const bool pays =
      batches_.are_varied() || (network.shares(count) && count * batches_.sample().size() >= worth_a_thread);
  if (pays && workers_.threads() > 1) begin(step + 1);
  return count;
}

void BatchesAhead::forget() {
  workers_.drop_background(job_);
  begun_ = false;
}

void BatchesAhead::gather_now(int64_t step, Network<float>& network, TargetBatch<float>& targets) {
  const int count = batches_.count(step);
  const View<float> input = network.input(count);
  batches_.begin(step, targets);
  if (batches_.are_varied()) {
    workers_.run(count, [&](int i) { batches_.gather(i, 1, input, targets); });
  } else {
    batches_.gather(0, count, input, targets);
  }
}

void BatchesAhead::begin(int64_t step) {
  step_ = step;
  piece_.count = batches_.count(step);
  const Shape shape = in_memory(batches_.sample(), batches_.largest_count());
  if (samples_.size() < shape.size()) samples_ = Tensor<float>(shape);
  batches_.begin(step, targets_);
  piece_.samples = samples_.view();
  piece_.targets = &targets_;
  workers_.begin_background(job_, piece_.number(), piece_);
  begun_ = true;
}

void BatchesAhead::Piece::operator()(int piece) const {
  const int first = piece * size;
  batches->gather(first, std::min(size, count - first), samples, *targets);
}

}  // namespace saddle
