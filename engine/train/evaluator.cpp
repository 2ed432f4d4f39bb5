#include "train/evaluator.h"

#include <algorithm>

namespace saddle {

Evaluation Evaluator::operator()(Dataset::Part which, int64_t limit, const std::function<bool()>& go_on) {
  const Samples& part = dataset_.part(which);
  const int64_t classes = std::ssize(dataset_.classes);
  const int64_t wanted = limit > 0 ? std::min(limit, part.count) : part.count;
  Evaluation result{.confusion = std::vector<int64_t>(static_cast<size_t>(classes * classes), 0)};
  while (result.samples < wanted && (!go_on || go_on())) {
    const int count = static_cast<int>(std::min<int64_t>(at_once_, wanted - result.samples));
    const RankWord batch{.what = RankWord::What::evaluate,
                         .part = static_cast<int64_t>(which),
                         .first = result.samples,
                         .count = count,
                         .all = wanted};
    if (tell_) tell_(batch);
    forward(batch);
    const View<float> output = network_.output(count);
    const Targets<float> targets = targets_.targets();
    result.loss += objective_.loss().evaluate(output, targets, {}) * count;
    const int64_t outputs = targets.labels.empty() ? 0 : output.size() / std::ssize(targets.labels);
    for (size_t row = 0; row < targets.labels.size(); ++row) {
      const int decided =
          objective_.loss().decide({output.data + static_cast<int64_t>(row) * outputs, static_cast<size_t>(outputs)});
      ++result.confusion[static_cast<size_t>(targets.labels[row] * classes + decided)];
    }
    result.samples += count;
  }
  if (result.samples == 0) return result;
  result.loss /= static_cast<double>(result.samples);
  int64_t right = 0, answers = 0;
  for (int64_t label = 0; label < classes; ++label)
    right += result.confusion[static_cast<size_t>(label * classes + label)];
  for (const int64_t cell : result.confusion) answers += cell;
  if (answers > 0) result.accuracy = static_cast<double>(right) / static_cast<double>(answers);
  return result;
}

// Of a shared batch, this rank's samples; all targets and outputs.
void Evaluator::forward(const RankWord& batch) {
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
  network_.forward({.training = seed_.has_value(), .seed = seed_.value_or(0), .shared = network_.is_shared()}, count,
                   workers_);
}

}  // namespace saddle
