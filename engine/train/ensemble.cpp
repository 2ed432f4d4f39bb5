#include "saddle/ensemble.h"

#include <algorithm>
#include <cmath>

namespace saddle {
namespace {

int answer_in(std::span<const float> probabilities) {
  return static_cast<int>(std::ranges::max_element(probabilities) - probabilities.begin());
}

}  // namespace

void check_jury(Jury jury) {
  if (jury.empty()) throw Error("", "a jury has at least one model; name one");
  const catalog::SampleInfo& first = jury.front()->sample();
  for (size_t i = 0; i < jury.size(); ++i) {
    const Model& model = *jury[i];
    if (model.issue()) throw Error(*model.issue());
    if (!model.gives_probabilities() || model.sample().per_pixel)
      throw Error("", "model {} gives no probabilities of classes, of which a mean could be taken; leave it out",
                  i + 1);
    if (model.sample().shape != first.shape)
      throw Error("", "model {} takes {}, but the first takes {}; leave it out", i + 1, model.sample().shape.text(),
                  first.shape.text());
    if (model.sample().classes != first.classes)
      throw Error("", "model {} knows other classes than the first; leave it out", i + 1);
  }
}

Verdicts ask(Jury jury, std::span<const float> sample) {
  check_jury(jury);
  Verdicts verdicts;
  for (const auto& model : jury) {
    verdicts.members.push_back(model->predict(sample));
    verdicts.mean.resize(verdicts.members.back().size(), 0.0f);
    for (size_t k = 0; k < verdicts.mean.size(); ++k)
      verdicts.mean[k] += verdicts.members.back()[k] / static_cast<float>(jury.size());
  }
  verdicts.answer = answer_in(verdicts.mean);
  for (const std::vector<float>& member : verdicts.members) verdicts.agreeing += answer_in(member) == verdicts.answer;
  return verdicts;
}

EnsembleEvaluation evaluate_together(Jury jury, const Dataset& dataset, Dataset::Part part) {
  check_jury(jury);
  EnsembleEvaluation result;
  for (const auto& model : jury) result.members.push_back(model->evaluate(dataset, part));
  const Samples& samples = dataset.part(part);
  const auto classes = static_cast<int64_t>(dataset.classes.size());
  Evaluation& together = result.together;
  together.confusion.assign(static_cast<size_t>(classes * classes), 0);
  together.samples = samples.count;
  constexpr int64_t at_once = 500;
  const int64_t width = dataset.sample.size();
  int64_t right = 0, agreed = 0;
  for (int64_t first = 0; first < samples.count; first += at_once) {
    const int64_t count = std::min(at_once, samples.count - first);
    std::vector<float> batch(static_cast<size_t>(count * width));
    for (int64_t i = 0; i < count; ++i) dataset.copy_sample(samples, first + i, batch.data() + i * width);
    std::vector<std::vector<float>> answers;
    for (const auto& model : jury) answers.push_back(model->predict(batch));
    for (int64_t i = 0; i < count; ++i) {
      std::vector<float> mean(static_cast<size_t>(classes), 0.0f);
      bool all_agree = true;
      int said = -1;
      for (const std::vector<float>& member : answers) {
        const std::span<const float> own(member.data() + i * classes, static_cast<size_t>(classes));
        for (size_t k = 0; k < mean.size(); ++k) mean[k] += own[k] / static_cast<float>(jury.size());
        all_agree = all_agree && (said < 0 || said == answer_in(own));
        said = answer_in(own);
      }
      const auto label = static_cast<size_t>(samples.labels[static_cast<size_t>(first + i)]);
      const int answer = answer_in(mean);
      right += answer == static_cast<int>(label);
      agreed += all_agree;
      ++together.confusion[label * static_cast<size_t>(classes) + static_cast<size_t>(answer)];
      together.loss -= std::log(std::max(static_cast<double>(mean[label]), 1e-30));
    }
  }
  const auto all = static_cast<double>(std::max<int64_t>(samples.count, 1));
  together.loss /= all;
  together.accuracy = static_cast<double>(right) / all;
  result.agreement = static_cast<double>(agreed) / all;
  return result;
}

}  // namespace saddle
