#include "labs/concepts/gradient_check/jobs.h"

#include <algorithm>
#include <chrono>
#include <limits>

#include "saddle/model.h"
#include "saddle/trainer.h"

namespace saddle::app {
namespace {

using Clock = std::chrono::steady_clock;
constexpr auto publish_every = std::chrono::milliseconds(150);
// Without a thread of its own the window stands still meanwhile.
constexpr int64_t most_at_once = 2000;
constexpr int samples_to_load = 16;  // where a data set can be loaded in part

Trainer trainer_of(const StandingNet& net) {
  const Experiment small = spared(net.experiment, samples_to_load);
  Trainer trainer(small, load_dataset(small.data, net.directory));
  if (net.model) trainer.load(*net.model);
  return trainer;
}

}  // namespace

GradientJobs::GradientJobs(const LabServices& services)
    : survey_(
          services.threads,
          [most = services.threads ? std::numeric_limits<int64_t>::max() : most_at_once](
              const Net& net, Survey::Progress& progress) { survey_net(net, progress, most); },
          services.wake),
      curve_(services.threads, trace, services.wake),
      proof_(services.threads, prove_all, services.wake) {}

void GradientJobs::survey_net(const Net& net, Survey::Progress& progress, int64_t most) {
  const Trainer trainer = trainer_of(net.net);
  auto published = Clock::now();
  GradientSurveyOptions options{.samples = net.samples};
  options.go_on = [&](const GradientSurvey& so_far) {
    if (Clock::now() - published > publish_every) {
      progress.publish(std::make_shared<const GradientSurvey>(so_far));
      published = Clock::now();
    }
    return !progress.canceled() && so_far.checked < most;
  };
  progress.publish(std::make_shared<const GradientSurvey>(survey_gradients(trainer, options)));
}

void GradientJobs::trace(const Spot& spot, CurveJob::Progress& progress) {
  const Trainer trainer = trainer_of(spot.net.net);
  progress.publish(std::make_shared<const Curve>(
      Curve{spot.parameter, spot.index, gradient_over_h(trainer, spot.parameter, spot.index, spot.net.samples)}));
}

void GradientJobs::prove_all(const Nothing&, ProofJob::Progress& progress) {
  progress.publish(std::make_shared<const Proof>(saddle::prove([&](const Proof& so_far) {
    progress.publish(std::make_shared<const Proof>(so_far));
    return !progress.canceled();
  })));
}

void GradientJobs::check(Frame& frame, int samples) {
  asked_ = true;
  canceled_ = false;
  samples_ = samples;
  capture_.ask(frame, false);
}

void GradientJobs::cancel() {
  canceled_ = true;
  capture_.forget();
  survey_.cancel();
}

void GradientJobs::update(Frame& frame) {
  if (auto net = capture_.arrived(frame)) {
    net_ = Net{std::move(*net), samples_};
    ordered_ = survey_.send(*net_);
  }
}

void GradientJobs::look_at(const std::string& parameter, int64_t index) {
  if (net_) curve_.send({*net_, parameter, index});
}

bool GradientJobs::checking() const {
  if (canceled_) return false;
  const auto latest = survey_.latest();
  return capture_.waiting() || latest->order < ordered_ || (ordered_ > 0 && !latest->complete);
}

std::optional<Issue> GradientJobs::failure() const {
  const auto latest = survey_.latest();
  return latest->order == ordered_ ? latest->failure : std::nullopt;
}

bool GradientJobs::pump() {
  const bool surveyed = survey_.pump(), traced = curve_.pump();
  return proof_.pump() || surveyed || traced;
}

}  // namespace saddle::app
