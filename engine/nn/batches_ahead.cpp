#include "nn/batches_ahead.h"

#include <algorithm>
#include <utility>

#include "nn/layer_type.h"

namespace saddle {
namespace {

// Copying a sample takes less than handing it to a thread; varying it, far longer.
constexpr int samples_copied_at_once = 8;
// Copying fewer numbers than that is over before another thread has woken up.
constexpr int64_t worth_a_thread = 16384;

}  // namespace

BatchesAhead::BatchesAhead(Batches& batches, Workers& workers)
    : batches_(batches), workers_(workers), piece_(batches.are_varied() ? 1 : samples_copied_at_once) {}

int BatchesAhead::take(int64_t step, Network<float>& network, TargetBatch<float>& targets) {
  if (std::exchange(begun_, false) && step == step_) {
    workers_.finish_aside();
  } else {
    workers_.drop_aside();
    prepare(step);
    if (batches_.are_varied()) {
      workers_.run(pieces(), body_);
    } else {
      for (int number = 0; number < pieces(); ++number) body_(number);
    }
  }
  const int count = count_;
  network.exchange_input(samples_, count);
  std::swap(targets, targets_);
  if (is_worth_a_thread()) {
    prepare(step + 1);
    workers_.begin_aside(pieces(), body_);
    begun_ = true;
  }
  return count;
}

void BatchesAhead::forget() {
  workers_.drop_aside();
  begun_ = false;
}

bool BatchesAhead::is_worth_a_thread() const {
  return workers_.threads() > 1 && (batches_.are_varied() || count_ * batches_.sample().size() >= worth_a_thread);
}

void BatchesAhead::prepare(int64_t step) {
  step_ = step;
  count_ = batches_.count(step);
  const Shape shape = in_memory(batches_.sample(), count_);
  if (samples_.size() < shape.size()) samples_ = Tensor<float>(shape);
  batches_.begin(step, targets_);
}

void BatchesAhead::Piece::operator()(int number) const {
  BatchesAhead& a = *all;
  const int first = number * a.piece_;
  a.batches_.gather(a.step_, first, std::min(a.piece_, a.count_ - first), a.samples_.view(), a.targets_);
}

}  // namespace saddle
