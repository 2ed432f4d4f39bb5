#pragma once

#include "train/loss.h"

namespace saddle::losses {

// A prediction as rows of outputs: a row for each sample or, for a map of classes, for each pixel.
template <class T>
struct Rows {
  T* data;
  int64_t count, outputs;
  explicit Rows(View<T> prediction)
      : data(prediction.data),
        count(prediction.size() / prediction.shape[prediction.shape.rank() - 1]),
        outputs(prediction.shape[prediction.shape.rank() - 1]) {}
  std::span<T> operator[](int64_t row) const { return {data + row * outputs, static_cast<size_t>(outputs)}; }
};

// Returns the target of output `k` of a row: the number given or, for classes, 1 for the class of the row and 0 for the
// others. A single output has the target 1 for class 1.
template <class Real>
Real wanted(const Targets<Real>& targets, int64_t row, int64_t k, int64_t outputs) {
  if (targets.values) return targets.values.data[row * outputs + k];
  const int label = targets.labels[static_cast<size_t>(row)];
  return outputs == 1 ? static_cast<Real>(label) : Real(label == k);
}

}  // namespace saddle::losses
