#include "probes/shared/probe_pass.h"

#include <algorithm>

#include "core/rng.h"
#include "train/target_batch.h"

namespace saddle {

namespace {

std::vector<int64_t> spread_over(const Samples& samples, int64_t count) {
  std::vector<int64_t> indices;
  for (int64_t i = 0; i < count; ++i) indices.push_back(i * samples.count / count);
  return indices;
}

}  // namespace

ProbePass::ProbePass(ProbeContext& context, int samples, bool gradients)
    : ProbePass(context, context.dataset.train,
                spread_over(context.dataset.train,
                            std::min<int64_t>({samples, context.most_samples, context.dataset.train.count})),
                gradients) {}

ProbePass ProbePass::of_test_sample(ProbeContext& context, int64_t index, bool gradients) {
  const Samples& test = context.dataset.test;
  return {context, test, index < test.count ? std::vector{index} : std::vector<int64_t>(), gradients};
}

ProbePass::ProbePass(ProbeContext& context, const Samples& from, const std::vector<int64_t>& indices, bool gradients)
    : count_(static_cast<int>(indices.size())) {
  Network<float>& network = context.network;
  if (count_ == 0) return;
  const View<float> input = network.input(count_);
  const int64_t width = input.width();
  TargetBatch<float> targets;
  targets.begin(context.dataset, count_);
  for (int i = 0; i < count_; ++i) {
    const int64_t index = indices[static_cast<size_t>(i)];
    context.input.copy(from, index, input.data + i * width);
    targets.set(i, from, index);
  }
  const Pass pass{
      .training = true, .seed = key(context.seed, "probe"), .every_activation = true, .outputs_alone = true};
  network.forward(pass, count_, context.workers);
  if (!gradients) return;
  context.objective.differentiate(count_, targets.targets());
  for (const StepIndex step : network.steps()) {
    if (!network.roles(step).statistics) continue;  // leaves its parameters' gradient alone
    for (Param<float>& param : network.layer(step).params()) {
      if (param.grad.size() > 0) kept_.emplace_back(&param, std::exchange(param.grad, Tensor<float>(param.spec.shape)));
    }
  }
  network.backward(pass, count_, context.workers);
}

ProbePass::~ProbePass() {
  for (auto& [param, gradient] : kept_) param->grad = std::move(gradient);
}

}  // namespace saddle
