#include "probes/shared/examination.h"

#include <algorithm>
#include <numeric>

#include "probes/shared/judgement.h"
#include "probes/shared/macs.h"

namespace saddle {
namespace {

// Multiply-adds of a slice: some milliseconds.
constexpr int64_t slice_macs = 300'000'000;
constexpr int64_t least_slice = 8, most_slice = 100;
// While training goes on: so many samples, and fewer of what would take long.
constexpr int64_t most_in_training = 1000, least_in_training = 100, training_macs = 2'500'000'000;
// Decisions of maps that are kept, two bytes each.
constexpr int64_t most_decisions = 32'000'000;

int64_t slice_of(const Plan& plan) { return std::clamp(slice_macs / macs_of(plan), least_slice, most_slice); }

int64_t most_in_training_of(const Plan& plan) {
  return std::clamp(training_macs / macs_of(plan), least_in_training, most_in_training);
}

// A step through 0 .. count - 1 that meets each once, and after any number of steps has spread evenly: near the golden
// section, and without a common divisor.
int64_t spreading_step(int64_t count) {
  auto step = static_cast<int64_t>(0.6180339887 * static_cast<double>(count)) | 1;
  while (std::gcd(step, count) != 1) step += 2;
  return step;
}

}  // namespace

void Examination::weights_changed() { *this = {}; }

void Examination::begin(const ProbeContext& context) {
  const Dataset& dataset = context.dataset;
  const int64_t labels = std::max<int64_t>(dataset.labels_per_sample(), 1), there = dataset.test.count;
  const int64_t count = std::min(there, std::max<int64_t>(most_decisions / labels, 1));
  const auto classes = dataset.classes.size();
  answers_.resize(static_cast<size_t>(count));
  for (int64_t slot = 0; slot < count; ++slot) {
    answers_[static_cast<size_t>(slot)].sample = slot * there / count;
    answers_[static_cast<size_t>(slot)].step = -1;
  }
  order_.resize(answers_.size());
  for (int64_t i = 0, at = 0, step = spreading_step(count); i < count; ++i, at = (at + step) % count)
    order_[static_cast<size_t>(i)] = static_cast<int32_t>(at);
  classes_.assign(answers_.size() * static_cast<size_t>(dataset.labels_per_sample()), 0);
  confusion_.assign(classes * classes, 0);
}

int64_t Examination::oldest() const {
  int64_t oldest = examined_ == 0 ? 0 : answer(0).step;
  for (int64_t i = 1; i < examined_; ++i) oldest = std::min(oldest, answer(i).step);
  return oldest;
}

int64_t Examination::wanted(const ProbeContext& context) const {
  return context.going_on ? std::min(samples(), most_in_training_of(context.network.plan())) : samples();
}

bool Examination::complete(const ProbeContext& context) const {
  return examined_ == wanted(context) && (examined_ == 0 || oldest() == context.step);
}

void Examination::advance(ProbeContext& context) {
  if (answers_.empty()) begin(context);
  const int64_t most = wanted(context);
  if (examined_ > most) forget_from(context, most);
  const int64_t slice = std::min({slice_of(context.network.plan()), samples(), int64_t{context.network.capacity()},
                                  int64_t{context.most_samples}});
  asked_.clear();
  for (int64_t looked = 0; looked < examined_ && std::ssize(asked_) < slice;
       ++looked, next_ = (next_ + 1) % examined_) {
    if (answer(next_).step != context.step) asked_.push_back(next_);
  }
  if (asked_.empty() || (context.going_on && examined_ < most)) {
    asked_.clear();
    for (; examined_ < most && std::ssize(asked_) < slice; ++examined_) asked_.push_back(examined_);
  }
  if (!asked_.empty()) ask(context);
}

void Examination::ask(ProbeContext& context) {
  const Dataset& dataset = context.dataset;
  const int64_t width = dataset.sample.size();
  const int count = static_cast<int>(asked_.size());
  const View<float> input = context.network.input(count);
  targets_.begin(dataset, count);
  for (int row = 0; row < count; ++row) {
    const int64_t sample = answer(asked_[static_cast<size_t>(row)]).sample;
    context.input.copy(dataset.test, sample, input.data + row * width);
    targets_.set(row, dataset.test, sample);
  }
  context.network.forward({}, count, context.workers);
  for (int row = 0; row < count; ++row) record(context, slot_of(answer(asked_[static_cast<size_t>(row)])), row);
}

void Examination::forget_from(const ProbeContext& context, int64_t i) {
  const Dataset& dataset = context.dataset;
  const int64_t labels = dataset.labels_per_sample(), classes = std::ssize(dataset.classes);
  for (int64_t at = i; at < examined_; ++at) {
    Answer& gone = answers_[static_cast<size_t>(slot_of(answer(at)))];
    const int* is = dataset.test.labels.data() + gone.sample * labels;
    const uint16_t* seemed = classes_.data() + slot_of(gone) * labels;
    for (int64_t label = 0; label < labels && classes > 0; ++label)
      --confusion_[static_cast<size_t>(is[label] * classes + seemed[label])];
    gone.step = -1;
  }
  examined_ = i;
  next_ = next_ < i ? next_ : 0;
}

// Row `row` of the network's output is the answer to the sample of `slot`.
void Examination::record(ProbeContext& context, int64_t slot, int row) {
  Answer& answer = answers_[static_cast<size_t>(slot)];
  const Dataset& dataset = context.dataset;
  const int64_t labels = dataset.labels_per_sample(), classes = std::ssize(dataset.classes);
  const View<float> output = context.network.output(row + 1).slice(row, 1);
  const Targets<float> all = targets_.targets();
  Targets<float> target;
  if (dataset.outputs > 0) {
    target.values = all.values.slice(row, 1);
  } else {
    target.labels = all.labels.subspan(static_cast<size_t>(row * labels), static_cast<size_t>(labels));
  }
  const bool again = answer.step >= 0;
  const int64_t sample = answer.sample;
  answer = judge(context, output, target, decided_);
  answer.sample = sample;
  answer.step = context.step;
  for (size_t i = 0; i < decided_.size(); ++i) {
    const int64_t is = target.labels[i] * classes;
    uint16_t& kept = classes_[static_cast<size_t>(slot * labels) + i];
    if (again) --confusion_[static_cast<size_t>(is + kept)];
    ++confusion_[static_cast<size_t>(is + decided_[i])];
    kept = static_cast<uint16_t>(decided_[i]);
  }
}

Results Examination::summary(const ProbeContext& context) const {
  Results results{.samples = samples(), .examined = examined_, .confusion = confusion_};
  if (examined_ == 0) return results;
  results.oldest = oldest();
  double loss = 0, right = 0;
  for (int64_t i = 0; i < examined_; ++i) {
    loss += answer(i).loss;
    right += answer(i).right;
    results.newest = std::max(results.newest, answer(i).step);
  }
  results.loss = loss / static_cast<double>(examined_);
  if (!context.dataset.classes.empty()) results.accuracy = right / static_cast<double>(examined_);
  return results;
}

int64_t Examination::pixels(const ProbeContext& context, const Answer& answer, int label, int decided) const {
  const int64_t labels = context.dataset.labels_per_sample();
  const int* is = context.dataset.test.labels.data() + answer.sample * labels;
  const uint16_t* seems = classes_.data() + slot_of(answer) * labels;
  int64_t count = 0;
  for (int64_t i = 0; i < labels; ++i) {
    const bool meant = (label < 0 || is[i] == label) && (decided < 0 || seems[i] == static_cast<uint16_t>(decided));
    count += meant ? 1 : 0;
  }
  return count;
}

}  // namespace saddle
