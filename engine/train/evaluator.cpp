#include "train/evaluator.h"

#include <algorithm>
#include <utility>

namespace saddle {

RankWord Evaluator::batch(Dataset::Part which, int64_t first, int64_t wanted) const {
  return {.what = RankWord::What::evaluate,
          .part = static_cast<int64_t>(which),
          .first = first,
          .count = std::min<int64_t>(at_once_, wanted - first),
          .all = wanted};
}

Evaluation Evaluator::nothing_yet() const {
  const size_t classes = dataset_.classes.size();
  return {.confusion = std::vector<int64_t>(classes * classes, 0)};
}

void Evaluator::add(Evaluation& sums, int count) {
  const int64_t classes = std::ssize(dataset_.classes);
  const View<float> output = network_.output(count);
  const Targets<float> targets = targets_.targets();
  sums.loss += objective_.loss().evaluate(output, targets, {}) * count;
  const int64_t outputs = targets.labels.empty() ? 0 : output.size() / std::ssize(targets.labels);
  for (size_t row = 0; row < targets.labels.size(); ++row) {
    const int decided =
        objective_.loss().decide({output.data + static_cast<int64_t>(row) * outputs, static_cast<size_t>(outputs)});
    ++sums.confusion[static_cast<size_t>(targets.labels[row] * classes + decided)];
  }
  sums.samples += count;
}

Evaluation Evaluator::means_of(Evaluation sums) const {
  if (sums.samples == 0) return sums;
  sums.loss /= static_cast<double>(sums.samples);
  const size_t classes = dataset_.classes.size();
  int64_t right = 0, answers = 0;
  for (size_t label = 0; label < classes; ++label) right += sums.confusion[label * classes + label];
  for (const int64_t cell : sums.confusion) answers += cell;
  if (answers > 0) sums.accuracy = static_cast<double>(right) / static_cast<double>(answers);
  return sums;
}

Evaluation Evaluator::operator()(Dataset::Part which, int64_t limit, const std::function<bool()>& go_on) {
  const int64_t all = dataset_.part(which).count;
  const int64_t wanted = limit > 0 ? std::min(limit, all) : all;
  Evaluation result = nothing_yet();
  while (result.samples < wanted && (!go_on || go_on())) {
    const RankWord next = batch(which, result.samples, wanted);
    if (tell_) tell_(next);
    forward(next);
    add(result, static_cast<int>(next.count));
  }
  return means_of(std::move(result));
}

// Of a shared batch, this rank's samples; all targets.
void Evaluator::gather(const RankWord& batch) {
  const Samples& part = dataset_.part(static_cast<Dataset::Part>(batch.part));
  const int count = static_cast<int>(batch.count);
  const View<float> input = network_.input(count);
  const BatchCut::Range own = network_.is_shared() ? network_.own_samples(count) : BatchCut::Range{0, count};
  targets_.begin(dataset_, count);
  for (int i = 0; i < count; ++i) {
    const int64_t index = (batch.first + i) * part.count / batch.all;
    if (i >= own.first && i < own.end) input_.copy(part, index, input.data + i * input.width());
    targets_.set(i, part, index);
  }
}

void Evaluator::forward(const RankWord& batch) {
  gather(batch);
  const int count = static_cast<int>(batch.count);
  network_.forward({.training = seed_.has_value(), .seed = seed_.value_or(0), .shared = network_.is_shared()}, count,
                   workers_);
}

}  // namespace saddle
