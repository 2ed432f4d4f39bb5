#include <algorithm>

#include "nn/network.h"

// What the ranks that share a pass exchange. Each has computed the samples of the parts that are its own; sums over
// samples are added up in the order of their parts, as one process does.
namespace saddle {
namespace {

template <class Real>
std::span<std::byte> bytes_of(const View<Real>& view) {
  return std::as_writable_bytes(std::span(view.data, static_cast<size_t>(view.size())));
}

}  // namespace

template <class Real>
void Network<Real>::share(Communicator& ranks) {
  share_ = {.rank = ranks.rank(), .ranks = ranks.size()};
  exchange_.emplace(ranks);
  IndexedVector<StepIndex, bool> is_read(layers_.size(), false);
  for (const StepIndex step : steps()) {
    for (const Wire& wire : wires_[step]) {
      if (wire.from) is_read[*wire.from] = true;
    }
  }
  ends_.clear();
  for (const StepIndex step : steps()) {
    if (!is_read[step]) ends_.push_back(step);
  }
}

template <class Real>
std::span<const int> Network<Real>::bounds_of_samples(int count) {
  bounds_.clear();
  for (int rank = 0; rank < share_.ranks; ++rank) bounds_.push_back(cut_.samples({rank, share_.ranks}, count).first);
  bounds_.push_back(count);
  return bounds_;
}

// Of the network, and of all else that nothing reads: auxiliary outputs.
template <class Real>
void Network<Real>::exchange_outputs(int count) {
  const std::span<const int> bounds = bounds_of_samples(count);
  for (const StepIndex step : ends_) {
    const View<Real> output = activations_[home_of(step)].view();
    exchange_->add(output.data, output.width() * static_cast<int64_t>(sizeof(Real)), bounds);
  }
  exchange_->gather();
}

template <class Real>
void Network<Real>::exchange_statistics(std::span<double> numbers, int count) {
  bounds_.clear();
  for (int rank = 0; rank < share_.ranks; ++rank)
    bounds_.push_back(cut_.runs(StepIndex(), count, 1, {rank, share_.ranks}).numbers.first);
  bounds_.push_back(statistics_parts(count));
  exchange_->add(numbers.data(), std::ssize(numbers) / bounds_.back() * static_cast<int64_t>(sizeof(double)), bounds_);
  exchange_->gather();
}

// A gradient that is computed over the whole batch at once wants all inputs, and the gradient at all outputs.
template <class Real>
void Network<Real>::exchange_for_gradients(Steps steps, int count) {
  const std::span<const int> bounds = bounds_of_samples(count);
  exchanged_.clear();
  const auto add = [&](const View<Real>& all) {
    if (std::ranges::find(exchanged_, all.data) != exchanged_.end()) return;
    exchanged_.push_back(all.data);
    exchange_->add(all.data, all.width() * static_cast<int64_t>(sizeof(Real)), bounds);
  };
  for (const StepIndex step : steps) {
    if (!roles_[step].batch_gradient) continue;
    for (const Wire& wire : wires_[step]) {
      if (wire.from) add(activations_[home_of(*wire.from)].view());
    }
    add(gradient_of(step, 0, count));
  }
  exchange_->gather();
}

// One rank after the other adds its parts to the sums of those before it.
template <class Real>
void Network<Real>::sum_over_ranks() {
  const auto has_parts = [this](int rank) {
    const BatchCut::Range parts = cut_.parts({rank, share_.ranks});
    return parts.first < parts.end;
  };
  int before = share_.rank - 1, after = share_.rank + 1, last = share_.ranks - 1;
  while (before >= 0 && !has_parts(before)) --before;
  while (after < share_.ranks && !has_parts(after)) ++after;
  while (!has_parts(last)) --last;
  const BatchCut::Range own = cut_.parts(share_);
  const auto each = [this](const auto& use) {
    for (const StepIndex step : steps()) {
      if (SummedGradient<Real>* const summed = roles_[step].summed_gradient) use(*summed);
    }
  };
  each([&](SummedGradient<Real>& layer) {
    if (own.first == own.end) return;
    if (before >= 0) {
      for (const View<Real>& sum : layer.sum()) exchange_->take_over(before, bytes_of(sum));
    }
    layer.add_parts(std::max(own.first, 1), own.end, {});
    if (after == share_.ranks) return;
    for (const View<Real>& sum : layer.sum()) exchange_->pass_on(after, bytes_of(sum));
  });
  each([&](SummedGradient<Real>& layer) {
    for (const View<Real>& sum : layer.sum()) exchange_->spread(last, bytes_of(sum));
    layer.finish_gradient({});
  });
}

template void Network<float>::share(Communicator&);
template void Network<double>::share(Communicator&);
template void Network<float>::exchange_outputs(int);
template void Network<double>::exchange_outputs(int);
template void Network<float>::exchange_statistics(std::span<double>, int);
template void Network<double>::exchange_statistics(std::span<double>, int);
template void Network<float>::exchange_for_gradients(Steps, int);
template void Network<double>::exchange_for_gradients(Steps, int);
template void Network<float>::sum_over_ranks();
template void Network<double>::sum_over_ranks();

}  // namespace saddle
