#include "probes/shared/probe_pass.h"

#include <algorithm>

#include "core/rng.h"
#include "nn/target_batch.h"

namespace saddle {

ProbePass::ProbePass(ProbeContext& context, int samples, bool gradients) : context_(context) {
  const Samples& train = context.dataset.train;
  Network<float>& network = context.network;
  count_ = static_cast<int>(std::min<int64_t>({samples, context.most_samples, train.count}));
  if (count_ == 0) return;
  const View<float> input = network.input(count_);
  const int64_t width = input.width();
  TargetBatch<float> targets;
  targets.begin(context.dataset, count_);
  for (int i = 0; i < count_; ++i) {
    const int64_t index = i * train.count / count_;
    context.dataset.copy_sample(train, index, input.data + i * width);
    context.normalisation.apply(input.data + i * width, width);
    targets.set(i, train, index);
  }
  const Pass pass{
      .training = true, .seed = key(context.seed, "probe"), .every_activation = true, .outputs_alone = true};
  network.forward(pass, count_, context.workers);
  if (!gradients) return;
  context.objective.differentiate(count_, targets.targets());
  for (size_t step = 0; step < network.names().size(); ++step) {
    Layer<float>& layer = network.layer(static_cast<int>(step));
    if (layer.survey_parts(count_) == 0) continue;  // leaves its parameters' gradient alone
    for (Param<float>& param : layer.params()) {
      if (param.grad.size() > 0) kept_.emplace_back(&param, std::exchange(param.grad, Tensor<float>(param.spec.shape)));
    }
  }
  network.backward(pass, count_, context.workers);
}

ProbePass::~ProbePass() {
  for (auto& [param, gradient] : kept_) param->grad = std::move(gradient);
}

}  // namespace saddle
