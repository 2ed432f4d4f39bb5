#include "saddle/model.h"

#include <algorithm>

#include "model/asking.h"
#include "model/loss_type.h"
#include "model/type_named.h"
#include "saddle/traits.h"
#include "train/model_inside.h"
#include "train/rounded_inference.h"
#include "train/sample_record.h"

namespace saddle {
namespace {

catalog::SampleInfo sample_of(const ModelContent& content, const std::filesystem::path& directory) {
  if (content.sample) return *content.sample;
  return catalog::sample_info(content.experiment.data, directory);
}

std::optional<Issue> issue_of(const ModelContent& content, const catalog::SampleInfo& sample) {
  if (sample.shape.rank() == 0) {
    if (sample.issue) return sample.issue;
    return make_issue(content.where,
                      "does not say what its samples look like; name the folder of its data with --data");
  }
  auto issues = check_for_asking(content.experiment, sample);
  if (issues.empty()) return std::nullopt;
  return std::move(issues.front());
}

}  // namespace

void check_fit(const Model& model, const Dataset& dataset) {
  if (const auto issues = check_for_asking(model.experiment(), sample_of(dataset)); !issues.empty())
    throw Error(issues.front());
  if (dataset.sample == model.sample().shape) return;
  throw Error(dataset.name, "has samples of {}, but the model takes {}", dataset.sample.text(),
              model.sample().shape.text());
}

Model::State::State(ModelContent stored, catalog::SampleInfo looks)
    : content(std::move(stored)),
      sample(std::move(looks)),
      plan(sample.shape.rank() == 0 ? Plan() : saddle::plan(content.experiment.network, sample.shape)),
      issue(issue_of(content, sample)) {}

Model::Model(std::unique_ptr<State> state) : state_(std::move(state)) {}
Model::~Model() = default;
Model::Model(Model&&) noexcept = default;
Model& Model::operator=(Model&&) noexcept = default;

Model Model::read(const std::filesystem::path& file, const std::filesystem::path& directory) {
  ModelContent content = read_model(file);
  catalog::SampleInfo sample = sample_of(content, directory);
  return Model(std::make_unique<State>(std::move(content), std::move(sample)));
}

const Experiment& Model::experiment() const { return state_->content.experiment; }
const catalog::SampleInfo& Model::sample() const { return state_->sample; }
const Normalization& Model::normalization() const { return state_->content.normalization; }
const Plan& Model::plan() const { return state_->plan; }
bool Model::is_checkpoint() const { return state_->content.progress.has_value(); }
int64_t Model::steps() const { return is_checkpoint() ? state_->content.progress->steps : 0; }
const std::shared_ptr<const RunTape>& Model::tape() const { return state_->content.tape; }
const std::optional<Issue>& Model::issue() const { return state_->issue; }

bool Model::gives_probabilities() const {
  const Experiment& made = experiment();
  if (sample().classes.empty() || made.network.empty()) return false;
  return !type_named(losses::all(), made.loss.type).presentation.empty() ||
         catalog::layer_traits(made.network.back().type).softmax;
}

std::vector<float> Model::predict(std::span<const float> samples) const {
  return state_->with_network([&](Inference& network) { return network.predict(samples); });
}

std::vector<float> Model::outputs(std::span<const float> samples) const {
  return state_->with_network([&](Inference& network) { return network.outputs(samples); });
}

Evaluation Model::evaluate(const Dataset& dataset, Dataset::Part part) const {
  check_fit(*this, dataset);
  return state_->with_network([&](Inference& network) { return network.evaluate(dataset, part); });
}

RoundedEvaluation Model::evaluate_rounded(Precision precision, const Dataset& dataset, Dataset::Part part) const {
  check_fit(*this, dataset);
  return state_->with_network([&](Inference& network) {
    RoundedEvaluation result;
    {
      const RoundedInference rounded(network.network(), precision);
      result.evaluation = network.evaluate(dataset, part);
      result.layers = rounded.layers();
    }
    const Samples& from = dataset.part(part);
    const auto count =
        static_cast<int>(std::min<int64_t>({samples_of_errors, network.network().capacity(), from.count}));
    std::vector<float> samples(static_cast<size_t>(count * dataset.sample.size()));
    for (int i = 0; i < count; ++i) dataset.copy_sample(from, i, samples.data() + i * dataset.sample.size());
    if (count > 0)
      measure_rounding_errors(
          network.network(), precision, count, [&] { network.outputs(samples); }, result.layers);
    return result;
  });
}

void Model::save(const std::filesystem::path& file) const { write_model(file, state_->content); }

}  // namespace saddle
