#include "nn/folding.h"

#include <algorithm>

#include "model/layer_type.h"
#include "model/type_named.h"

namespace saddle {

template <class Real>
bool Folding<Real>::add(StepIndex step, StepIndex host, const Layer<Real>& layer, const Layer<Real>& linear,
                        const Node& host_node, const Shape& host_input, const Shape& host_output) {
  std::vector<Real> scale, shift;
  const auto* const affine = dynamic_cast<const AffineAtInference<Real>*>(&layer);
  if (!affine || !dynamic_cast<const FoldsAffine*>(&linear)) return false;
  affine->inference_affine(scale, shift);
  if (static_cast<int64_t>(scale.size()) != host_output[0]) return false;
  Node node = host_node;
  node.properties["bias"] = true;
  pairs_.push_back(
      {.step = step, .host = host, .affine = affine, .linear = &linear, .node = node, .input = host_input});
  return true;
}

template <class Real>
void Folding<Real>::refresh() {
  if (current_) return;
  for (Pair& pair : pairs_) {
    if (!pair.apart) fold(pair);
  }
  current_ = true;
}

template <class Real>
void Folding<Real>::leave_alone(const IndexedVector<StepIndex, bool>& alone) {
  for (Pair& pair : pairs_) pair.apart = alone[pair.step] || alone[pair.host];
  current_ = false;
}

template <class Real>
void Folding<Real>::fold(Pair& pair) const {
  if (!pair.layer) {
    const LayerType& type = type_named(layers::all(), pair.node.type);
    pair.layer = type.factory.make<Real>(pair.node.properties, std::span<const Shape>(&pair.input, 1));
  }
  std::vector<Real> scale, shift;
  pair.affine->inference_affine(scale, shift);
  const auto from = pair.linear->params();
  const auto to = pair.layer->params();
  const int64_t outputs = from[0].value.shape()[0], width = from[0].value.size() / outputs;
  for (int64_t o = 0; o < outputs; ++o) {
    const Real factor = scale[static_cast<size_t>(o)];
    const Real* weight = from[0].value.data() + o * width;
    std::transform(weight, weight + width, to[0].value.data() + o * width, [factor](Real w) { return factor * w; });
    to[1].value[o] = (from.size() > 1 ? factor * from[1].value[o] : Real(0)) + shift[static_cast<size_t>(o)];
  }
  pair.layer->refresh(Use::inference);
}

template <class Real>
Layer<Real>* Folding<Real>::host(StepIndex step) const {
  for (const Pair& pair : pairs_) {
    if (pair.host == step && !pair.apart) return pair.layer.get();
  }
  return nullptr;
}

template <class Real>
StepIndex Folding<Real>::result_of(StepIndex step) const {
  for (const Pair& pair : pairs_) {
    if (pair.host == step && !pair.apart) return pair.step;
  }
  return step;
}

template <class Real>
bool Folding<Real>::is_folded(StepIndex step) const {
  return std::any_of(pairs_.begin(), pairs_.end(),
                     [step](const Pair& pair) { return pair.step == step && !pair.apart; });
}

template class Folding<float>;
template class Folding<double>;

}  // namespace saddle
