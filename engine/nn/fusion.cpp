#include "nn/fusion.h"

#include "nn/layer_interfaces.h"

namespace saddle {

template <class Real>
Fusion::Fusion(const IndexedVector<StepIndex, std::unique_ptr<Layer<Real>>>& layers, const StepSources& sources,
               const IndexedVector<StepIndex, bool>& kept, const IndexedVector<StepIndex, bool>& alone)
    : epilogue_(layers.size(), Epilogue::none), applied_(layers.size(), false) {
  IndexedVector<StepIndex, int> users(layers.size(), 0);
  for (const auto& inputs : sources) {
    for (const std::optional<StepIndex> from : inputs) {
      if (from) ++users[*from];
    }
  }
  for (const StepIndex step : layers.indices()) {
    result_.push_back(step);
    gradient_.push_back(step);
  }
  for (const StepIndex step : layers.indices().reversed()) {
    if (sources[step].empty() || !sources[step].front()) continue;
    const StepIndex from = *sources[step].front();
    if (users[from] != 1 || kept[from] || alone[from] || alone[step]) continue;
    if (dynamic_cast<const BackwardInPlace*>(layers[step].get())) gradient_[from] = gradient_[step];
    const auto* const acts = dynamic_cast<const ActsAsEpilogue*>(layers[step].get());
    if (sources[step].size() != 1 || !acts || !dynamic_cast<const TakesEpilogue*>(layers[from].get())) continue;
    result_[from] = step;
    epilogue_[from] = acts->epilogue();
    applied_[step] = true;
  }
}

template Fusion::Fusion(const IndexedVector<StepIndex, std::unique_ptr<Layer<float>>>&, const StepSources&,
                        const IndexedVector<StepIndex, bool>&, const IndexedVector<StepIndex, bool>&);
template Fusion::Fusion(const IndexedVector<StepIndex, std::unique_ptr<Layer<double>>>&, const StepSources&,
                        const IndexedVector<StepIndex, bool>&, const IndexedVector<StepIndex, bool>&);

}  // namespace saddle
