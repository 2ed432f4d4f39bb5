#pragma once

#include <algorithm>
#include <vector>

#include "saddle/dataset.h"
#include "train/loss.h"

namespace saddle {

// The targets of a batch of samples, collected one by one. Allocates until it has held its largest batch.
template <class Real>
class TargetBatch {
 public:
  // Makes room for `count` samples.
  void begin(const Dataset& dataset, int count) {
    labels_per_sample_ = dataset.labels_per_sample();
    outputs_ = dataset.outputs;
    labels_.resize(static_cast<size_t>(count * labels_per_sample_));
    values_.resize(static_cast<size_t>(count * outputs_));
  }
  // Sample `index` of `from` is the i-th of the batch.
  void set(int i, const Samples& from, int64_t index) {
    if (labels_per_sample_ == 1) {
      labels_[static_cast<size_t>(i)] = from.labels[static_cast<size_t>(index)];
    } else {
      std::copy_n(from.labels.begin() + index * labels_per_sample_, labels_per_sample_,
                  labels_.begin() + i * labels_per_sample_);
    }
    if (outputs_ > 0) std::copy_n(from.targets.begin() + index * outputs_, outputs_, values_.begin() + i * outputs_);
  }
  Targets<Real> targets() const {
    if (outputs_ == 0) return {.labels = labels_};
    return {.values = {values_.data(), {static_cast<int64_t>(values_.size()) / outputs_, outputs_}}};
  }
  std::span<const int> labels() const { return labels_; }

 private:
  std::vector<int> labels_;
  std::vector<Real> values_;
  int64_t labels_per_sample_ = 0, outputs_ = 0;
};

}  // namespace saddle
