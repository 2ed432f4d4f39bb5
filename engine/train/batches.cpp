#include "train/batches.h"

#include <algorithm>
#include <numeric>

#include "core/memory.h"
#include "core/rng.h"
#include "core/scratch.h"
#include "saddle/error.h"

namespace saddle {
namespace {

struct UnvariedSample;  // owner of scratch memory

// Samples lie anywhere in memory: the beginning of the next is fetched while this one is copied.
void prefetch(const Dataset& dataset, int64_t index) {
  constexpr int64_t line = 64, most = 4096;
  const auto ahead = [&](const auto& values) {
    const int64_t width = dataset.sample.size() * static_cast<int64_t>(sizeof values[0]);
    const auto* from = reinterpret_cast<const char*>(values.data()) + index * width;
    for (int64_t at = 0; at < std::min(width, most); at += line) __builtin_prefetch(from + at);
  };
  dataset.train.bytes.empty() ? ahead(dataset.train.values) : ahead(dataset.train.bytes);
}

}  // namespace

Batches::Batches(std::shared_ptr<const Dataset> dataset, const TrainingOptions& training,
                 const AugmentationOptions& augmentation, LoneSample lone)
    : dataset_(std::move(dataset)),
      training_(training),
      sampling_(sampling_named(training.sampling)),
      augmentation_(augmentation),
      input_(dataset_->sample, dataset_->normalization) {
  const int64_t samples = dataset_->train.count, batch = training_.batch_size;
  if (samples == 0) throw Error("data.train", "there is no sample to train on; choose at least 1");
  // Samples are drawn from all over it.
  prefer_huge_pages(dataset_->train.values.data(), dataset_->train.values.size() * sizeof(float));
  prefer_huge_pages(dataset_->train.bytes.data(), dataset_->train.bytes.size());
  // But for shuffling, an epoch is as many whole batches as the set is long (the book, 4.5).
  steps_per_epoch_ =
      sampling_ == Sampling::shuffle ? (samples + batch - 1) / batch : std::max<int64_t>(1, samples / batch);
  joined_ = lone == LoneSample::joins && sampling_ == Sampling::shuffle && batch > 1 && samples > batch &&
            samples % batch == 1;
  if (joined_) --steps_per_epoch_;
}

int Batches::count(int64_t step) const {
  if (sampling_ != Sampling::shuffle) return training_.batch_size;
  const int64_t first = step % steps_per_epoch_ * training_.batch_size;
  if (joined_ && dataset_->train.count - first == training_.batch_size + 1) return training_.batch_size + 1;
  return static_cast<int>(std::min<int64_t>(training_.batch_size, dataset_->train.count - first));
}

int Batches::largest_count() const {
  if (sampling_ != Sampling::shuffle) return training_.batch_size;
  return static_cast<int>(std::min<int64_t>(training_.batch_size + (joined_ ? 1 : 0), dataset_->train.count));
}

void Batches::shuffle(int64_t epoch) {
  if (epoch == shuffled_epoch_) return;
  order_.resize(static_cast<size_t>(dataset_->train.count));
  std::iota(order_.begin(), order_.end(), 0);
  Rng rng(key(key(static_cast<uint64_t>(training_.seed), "shuffle"), static_cast<uint64_t>(epoch)));
  for (int64_t i = dataset_->train.count - 1; i > 0; --i) {  // Fisher and Yates
    std::swap(order_[static_cast<size_t>(i)], order_[static_cast<size_t>(rng.below(i + 1))]);
  }
  shuffled_epoch_ = epoch;
}

Batches::Sampling Batches::sampling_named(const std::string& name) {
  if (name == "shuffle") return Sampling::shuffle;
  return name == "in_order" ? Sampling::in_order : Sampling::with_replacement;
}

int64_t Batches::draw(int i) const {
  if (sampling_ == Sampling::shuffle) return order_[static_cast<size_t>(first_ + i)];
  if (sampling_ == Sampling::in_order) return (first_ + i) % dataset_->train.count;
  const uint64_t stream = key(key(static_cast<uint64_t>(training_.seed), "batches"), static_cast<uint64_t>(step_));
  return Rng(key(stream, static_cast<uint64_t>(i))).below(dataset_->train.count);
}

void Batches::begin(int64_t step, TargetBatch<float>& targets) {
  step_ = step;
  first_ = (sampling_ == Sampling::shuffle ? step % steps_per_epoch_ : step) * training_.batch_size;
  if (sampling_ == Sampling::shuffle) shuffle(step / steps_per_epoch_);
  targets.begin(*dataset_, count(step));
}

void Batches::gather(int first, int count, View<float> samples, TargetBatch<float>& targets) const {
  const Shape& shape = dataset_->sample;
  const bool varied = are_varied();
  const uint64_t stream = key(key(static_cast<uint64_t>(training_.seed), "augment"), static_cast<uint64_t>(step_));
  int64_t next = count > 0 ? draw(first) : 0;
  for (int i = first; i < first + count; ++i) {
    const int64_t index = next;
    if (i + 1 < first + count) next = draw(i + 1);
    targets.set(i, dataset_->train, index);
    float* to = samples.data + i * shape.size();
    if (!varied) {
      prefetch(*dataset_, next);
      input_.copy(dataset_->train, index, to);
    } else {
      float* original = scratch<UnvariedSample, float>(shape.size());
      dataset_->copy_sample(dataset_->train, index, original);
      augment(augmentation_, key(stream, static_cast<uint64_t>(i)), static_cast<int>(shape[0]),
              static_cast<int>(shape[1]), static_cast<int>(shape[2]), original, to);
      input_.put(to, to);
    }
  }
}

}  // namespace saddle
