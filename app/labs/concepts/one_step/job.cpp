#include "labs/concepts/one_step/job.h"

#include "saddle/model.h"

namespace saddle::app {

OneStepJob::OneStepJob(const LabServices& services)
    : job_(
          services.threads,
          [loaded = loaded_](const Order& order, Job::Progress& progress) {
            const Experiment experiment = spared(order.net.experiment, samples);
            if (!loaded->dataset || loaded->data != experiment.data)
              *loaded = {experiment.data, load_dataset(experiment.data, order.net.directory)};
            Product product;
            product.parameters = trained_parameters(experiment, loaded->dataset->sample);
            OneStepQuestion question = order.question;
            question.sample = std::min(question.sample, loaded->dataset->train.count - 1);
            const ParameterSize* chosen = nullptr;
            for (const ParameterSize& one : product.parameters) {
              if (!chosen || one.name == question.parameter) chosen = &one;
            }
            if (chosen) {
              question.parameter = chosen->name;
              question.index = std::min(question.index, chosen->size - 1);
            }
            progress.publish(product);
            product.step = std::make_shared<const OneStep>(
                one_step(experiment, *loaded->dataset, order.net.model.get(), question));
            progress.publish(std::move(product));
          },
          services.wake) {}

void OneStepJob::update(Frame& frame, const OneStepQuestion& question) {
  const RunSnapshot& now = frame.training.now;
  const bool moved =
      now.status != Status::running && now.status != Status::loading && (now.steps != steps_ || now.run != run_);
  if (stale_ || moved) {
    stale_ = false;
    steps_ = now.steps, run_ = now.run;
    capture_.ask(frame, true);
  }
  bool fresh = false;
  if (auto net = capture_.arrived(frame)) {
    net_ = std::move(*net);
    fresh = true;
  }
  const bool other = !asked_ || asked_->parameter != question.parameter || asked_->index != question.index ||
                     asked_->sample != question.sample;
  if (!net_ || !(fresh || other)) return;
  asked_ = question;
  ordered_ = job_.send({*net_, question});
}

std::vector<ParameterSize> OneStepJob::parameters() const { return job_.latest()->product.parameters; }

std::optional<Issue> OneStepJob::failure() const {
  const auto latest = job_.latest();
  return latest->order == ordered_ ? latest->failure : std::nullopt;
}

}  // namespace saddle::app
