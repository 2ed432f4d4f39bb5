#include "probes/shared/weight_loss.h"

#include <algorithm>

#include "probes/shared/macs.h"
#include "train/probe_type.h"

namespace saddle {
namespace {

constexpr int64_t most_batch_macs = 100'000'000;  // some milliseconds

}  // namespace

WeightLoss::WeightLoss(const ProbeContext& context, int64_t samples)
    : samples_(std::min(samples, context.dataset.train.count)),
      batch_(std::clamp<int64_t>(
          std::min<int64_t>(most_batch_macs / macs_of(context.network.plan()), context.most_samples), 1, samples_)),
      sample_macs_(macs_of(context.network.plan())),
      weights_(WeightPath::count_of(context.network)),
      network_(context.experiment.network, context.dataset.sample, static_cast<int>(batch_), context.seed) {}

std::vector<float> WeightLoss::statistics_of(const Network<float>& network) {
  std::vector<float> statistics;
  for (const Param<float>* param : network.params()) {
    if (param->spec.role != Role::statistic) continue;
    statistics.insert(statistics.end(), param->value.data(), param->value.data() + param->value.size());
  }
  return statistics;
}

void WeightLoss::begin(const WeightPlane& plane, const std::vector<float>& statistics, double x, double y) {
  const float *along_x = plane.directions[0].data(), *along_y = plane.directions[1].data();
  const float* statistic = statistics.data();
  const auto by_x = static_cast<float>(x), by_y = static_cast<float>(y);
  const auto params = network_.params();
  for (size_t i = 0; i < params.size(); ++i) {
    Param<float>* const param = params[i];
    const int64_t size = param->value.size();
    if (param->spec.role == Role::statistic) {
      std::copy_n(statistic, size, param->value.data());
      statistic += size;
      continue;
    }
    const auto from = [size](const float* values) { return View<const float>{values, {size}}.array(); };
    param->value.view().array() =
        plane.origin->parameters[i]->view().array() + by_x * from(along_x) + by_y * from(along_y);
    along_x += size, along_y += size;
  }
  network_.refresh();
  done_ = 0;
  sum_ = 0;
}

void WeightLoss::gather(const ProbeContext& context, int64_t first, int count) {
  if (gathered_ == first) return;
  const Dataset& dataset = context.dataset;
  const int64_t width = dataset.sample.size();
  const View<float> input = network_.input(count);
  targets_.begin(dataset, count);
  for (int i = 0; i < count; ++i) {
    const int64_t sample = (first + i) * dataset.train.count / samples_;
    context.input.copy(dataset.train, sample, input.data + i * width);
    targets_.set(i, dataset.train, sample);
  }
  gathered_ = first;
}

std::optional<double> WeightLoss::advance(ProbeContext& context) {
  const int count = static_cast<int>(std::min(batch_, samples_ - done_));
  gather(context, done_, count);
  network_.forward({}, count, context.workers);
  sum_ += context.objective.loss().evaluate(network_.output(count), targets_.targets(), {}) * count;
  done_ += count;
  if (done_ < samples_) return std::nullopt;
  return sum_ / static_cast<double>(samples_);
}

}  // namespace saddle
