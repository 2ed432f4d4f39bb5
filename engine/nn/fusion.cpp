#include "nn/fusion.h"

#include "nn/layer_interfaces.h"

namespace saddle {

template <class Real>
Fusion::Fusion(std::span<const std::unique_ptr<Layer<Real>>> layers, std::span<const std::vector<int>> wires,
               const std::vector<bool>& kept)
    : epilogue_(layers.size(), Epilogue::none), applied_(layers.size(), false) {
  std::vector<int> users(layers.size(), 0);
  for (const auto& inputs : wires) {
    for (const int from : inputs) {
      if (from >= 0) ++users[static_cast<size_t>(from)];
    }
  }
  for (size_t step = 0; step < layers.size(); ++step) {
    result_.push_back(step);
    gradient_.push_back(step);
  }
  for (size_t step = layers.size(); step-- > 0;) {
    if (wires[step].empty() || wires[step][0] < 0) continue;
    const size_t from = static_cast<size_t>(wires[step][0]);
    if (users[from] != 1 || kept[from]) continue;
    if (dynamic_cast<const BackwardInPlace*>(layers[step].get())) gradient_[from] = gradient_[step];
    const auto* const acts = dynamic_cast<const ActsAsEpilogue*>(layers[step].get());
    if (wires[step].size() != 1 || !acts || !dynamic_cast<const TakesEpilogue*>(layers[from].get())) continue;
    result_[from] = step;
    epilogue_[from] = acts->epilogue();
    applied_[step] = true;
  }
}

template Fusion::Fusion(std::span<const std::unique_ptr<Layer<float>>>, std::span<const std::vector<int>>,
                        const std::vector<bool>&);
template Fusion::Fusion(std::span<const std::unique_ptr<Layer<double>>>, std::span<const std::vector<int>>,
                        const std::vector<bool>&);

}  // namespace saddle
