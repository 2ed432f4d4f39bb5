#include "labs/concepts/gradient_check/jobs.h"

#include <algorithm>
#include <chrono>

#include "saddle/model.h"
#include "saddle/trainer.h"

namespace saddle::app {
namespace {

using Clock = std::chrono::steady_clock;
constexpr auto publish_every = std::chrono::milliseconds(150);
// Without a thread of its own the window stands still meanwhile, so that it goes on in the next turn.
constexpr auto turn_of_work = std::chrono::milliseconds(10);
constexpr int samples_to_load = 16;  // where a data set can be loaded in part

Trainer trainer_of(const StandingNet& net) {
  const Experiment small = spared(net.experiment, samples_to_load);
  Trainer trainer(small, load_dataset(small.data, net.directory));
  if (net.model) trainer.load(*net.model);
  return trainer;
}

}  // namespace

GradientJobs::GradientJobs(const LabServices& services)
    : in_turns_(!services.threads),
      survey_(
          services.threads,
          [this](const Net& net, Survey::Progress& progress) {
            in_turns_ ? survey_a_turn(net, progress) : survey_net(net, progress);
          },
          services.wake),
      curve_(services.threads, trace, services.wake),
      proof_(services.threads, prove_all, services.wake) {}

void GradientJobs::survey_net(const Net& net, Survey::Progress& progress) {
  const Trainer trainer = trainer_of(net.net);
  auto published = Clock::now();
  GradientSurveyOptions options{.samples = net.samples};
  options.go_on = [&](const GradientSurvey& so_far) {
    if (Clock::now() - published > publish_every) {
      progress.publish(std::make_shared<const GradientSurvey>(so_far));
      published = Clock::now();
    }
    return !progress.canceled();
  };
  progress.publish(std::make_shared<const GradientSurvey>(survey_gradients(trainer, options)));
}

void GradientJobs::survey_a_turn(const Net& net, Survey::Progress& progress) {
  if (!net.continued)
    begun_ = std::make_unique<GradientSurveyor>(trainer_of(net.net), GradientSurveyOptions{.samples = net.samples});
  const auto until = Clock::now() + turn_of_work;
  bool more = true;
  while (more && Clock::now() < until) more = begun_->advance();
  progress.publish(std::make_shared<const GradientSurvey>(begun_->so_far()));
  if (!more) begun_.reset();
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
    net_ = Net{std::move(*net), samples_, false};
    ordered_ = survey_.send(*net_);
  }
}

void GradientJobs::look_at(const std::string& parameter, int64_t index) {
  if (net_) curve_.send({*net_, parameter, index});
}

bool GradientJobs::checking() const { return !canceled_ && (capture_.waiting() || survey_.waiting()); }

std::optional<Issue> GradientJobs::failure() const {
  const auto latest = survey_.latest();
  return latest->order == ordered_ ? latest->failure : std::nullopt;
}

bool GradientJobs::pump() {
  const bool surveyed = survey_.pump(), traced = curve_.pump();
  if (surveyed && begun_ && net_ && !canceled_) {
    Net rest = *net_;
    rest.continued = true;
    ordered_ = survey_.send(std::move(rest));
  }
  return proof_.pump() || surveyed || traced;
}

}  // namespace saddle::app
