#include "train/inference.h"

#include <algorithm>

#include "core/flush_to_zero.h"

namespace saddle {

int samples_in_memory(const Plan& plan) {
  constexpr int64_t most_values = 50'000'000;
  int64_t values = 1;
  for (const Plan::Step& step : plan.steps) values += step.shape.size();
  return static_cast<int>(std::max<int64_t>(most_values / values, 1));
}

std::vector<float> presented(const Loss<float>& loss, View<float> output, int64_t classes) {
  loss.present(output);
  if (output.width() != 1 || classes != 2) return {output.data, output.data + output.size()};
  std::vector<float> both;
  for (const float second : output.array()) both.insert(both.end(), {1 - second, second});
  return both;
}

Inference::Presented Inference::presentation_of(const std::string& loss) {
  const LossType& type = type_named(losses::all(), loss);
  if (type.traits.applies_softmax) return Presented::softmax;
  return type.presentation.empty() ? Presented::as_it_is : Presented::sigmoid;
}

Inference::Inference(const ModelContent& model, const Plan& plan, const catalog::SampleInfo& sample)
    : width_(sample.shape.size()),
      classes_(std::ssize(sample.classes)),
      outputs_(plan.step_of(NodeIndex(model.experiment.network.size() - 1))->shape.size()),
      at_once_(std::min(samples_in_memory(plan), most_evaluated)),
      threads_(read<TrainingOptions>(model.experiment.training, "training").threads),
      says_normalization_(model.normalization),
      per_pixel_(sample.per_pixel),
      presented_(presentation_of(model.experiment.loss.type)),
      network_(model.experiment.network, plan, sample.shape, at_once_, 0),
      objective_(model.experiment, network_),
      input_(sample.shape, model.normalization) {
  restore(parameters_of(model, network_), network_, nullptr);
  network_.refresh();
}

Workers& Inference::workers(int samples) {
  if (!network_.shares(samples)) return alone_;
  if (!many_) many_.emplace(threads_);
  return *many_;
}

template <class Use>
void Inference::run(std::span<const float> samples, const Use& use, const Pass& pass) {
  const FlushToZero flush;
  const int64_t size = std::ssize(samples), count = size / width_;
  if (size == 0 || size % width_ != 0)
    throw Error("", "the network takes {} numbers a sample, got {}; pass whole samples", width_, size);
  for (int64_t first = 0; first < count; first += at_once_) {
    const int batch = static_cast<int>(std::min<int64_t>(at_once_, count - first));
    const View<float> input = network_.input(batch);
    for (int i = 0; i < batch; ++i) input_.put(samples.data() + (first + i) * width_, input.data + i * width_);
    network_.forward(pass, batch, workers(batch));
    use(network_.output(batch));
  }
}

std::vector<float> Inference::predict(std::span<const float> samples) {
  std::vector<float> answers;
  run(samples, [&](View<float> output) {
    const std::vector<float> some = presented(objective_.loss(), output, classes_);
    answers.insert(answers.end(), some.begin(), some.end());
  });
  return answers;
}

std::vector<float> Inference::outputs(std::span<const float> samples) {
  std::vector<float> all;
  run(samples, [&](View<float> output) { all.insert(all.end(), output.data, output.data + output.size()); });
  return all;
}

void Inference::check(const Asked& asked) const {
  if (per_pixel_) throw Error("", "the network gives a class to each pixel; ask a network with one answer a picture");
  const int64_t answers = classes_ > 0 ? std::max(classes_, outputs_) : outputs_;
  if (asked.class_index < 0 || asked.class_index >= answers)
    throw Error("class", "there are {}, counted from 0; there is none at {}", answers, asked.class_index);
}

namespace {

// Which output of a sample a class has, and its sign: one output may tell two classes apart.
struct PlaceOfClass {
  int64_t output = 0;
  float sign = 1;
  PlaceOfClass(int class_index, int64_t outputs, int64_t classes)
      : output(std::min<int64_t>(class_index, outputs - 1)),
        sign(outputs == 1 && classes == 2 && class_index == 0 ? -1.0f : 1.0f) {}
};

}  // namespace

std::vector<float> Inference::asked_of(std::span<const float> samples, const Asked& asked) {
  check(asked);
  std::vector<float> all;
  run(samples, [&](View<float> output) {
    const int64_t batch = output.samples();
    if (asked.of == Asked::Of::probability) {
      const std::vector<float> shown = presented(objective_.loss(), output, classes_);
      const int64_t width = std::ssize(shown) / batch;
      for (int64_t i = 0; i < batch; ++i)
        all.push_back(shown[static_cast<size_t>(i * width + std::min<int64_t>(asked.class_index, width - 1))]);
      return;
    }
    const PlaceOfClass place(asked.class_index, output.width(), classes_);
    for (int64_t i = 0; i < batch; ++i) all.push_back(place.sign * output.data[i * output.width() + place.output]);
  });
  return all;
}

std::vector<float> Inference::input_gradient(std::span<const float> samples, const Asked& asked) {
  check(asked);
  std::vector<float> all;
  const std::vector<float>& deviation = input_.normalization().deviation;
  run(samples,
      [&](View<float> output) {
        const int batch = static_cast<int>(output.samples());
        const int64_t width = output.width();
        const PlaceOfClass place(asked.class_index, width, classes_);
        const View<float> doutput = network_.doutput(batch);
        const bool probability = asked.of == Asked::Of::probability;
        // The layers still need the output as it is.
        std::vector<float> shown(output.data, output.data + output.size());
        if (probability) objective_.loss().present({shown.data(), output.shape});
        for (int64_t i = 0; i < batch; ++i) {
          const float* const p = shown.data() + i * width;
          float* const d = doutput.data + i * width;
          std::fill_n(d, width, 0.0f);
          d[place.output] = place.sign;
          if (!probability) continue;
          const float own = p[place.output];
          if (presented_ == Presented::sigmoid) d[place.output] *= own * (1 - own);
          // d p_k / d z_j = p_k ([k = j] - p_j)
          for (int64_t j = 0; presented_ == Presented::softmax && j < width; ++j)
            d[j] = own * ((j == place.output ? 1.0f : 0.0f) - p[j]);
        }
        const View<float> gradient = network_.input_gradient(batch, workers(batch));
        // Of the samples before they were normalized.
        for (int64_t i = 0; i < gradient.size(); ++i) {
          const size_t channel = deviation.empty() ? 0 : static_cast<size_t>(i % width_) % deviation.size();
          all.push_back(deviation.empty() ? gradient.data[i] : gradient.data[i] / deviation[channel]);
        }
      },
      {.every_activation = true});
  return all;
}

std::vector<float> Inference::layer_outputs(std::span<const float> samples, StepIndex step) {
  std::vector<float> all;
  run(samples,
      [&](View<float> output) {
        const View<const float> found = network_.activation(step, static_cast<int>(output.samples()));
        all.insert(all.end(), found.data, found.data + found.size());
      },
      {.every_activation = true});
  return all;
}

Evaluation Inference::evaluate(const Dataset& dataset, Dataset::Part part) {
  const FlushToZero flush;
  return evaluator(dataset)(part, 0, {});
}

Evaluator Inference::evaluator(const Dataset& dataset) {
  // A file that does not say how samples are normalized leaves that to the data.
  input_of_data_.emplace(dataset.sample, says_normalization_ ? input_.normalization() : dataset.normalization);
  return {network_, objective_, dataset, *input_of_data_, workers(at_once_), at_once_};
}

}  // namespace saddle
