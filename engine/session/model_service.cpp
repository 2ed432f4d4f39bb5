#include "saddle/model_service.h"

#include <utility>

#include "saddle/issue_of.h"
#include "saddle/latest_job.h"

namespace saddle {

// The first order asks nothing: with it, or with a question that replaces it, the file is read.
struct ModelService::Worker {
  using StatePointer = std::shared_ptr<const State>;
  using Job = LatestJob<Question, StatePointer>;

  Worker(std::filesystem::path model_file, Session::Threading threading, std::function<void()> published)
      : file(std::move(model_file)),
        job(
            threading == Session::Threading::worker,
            [this](const Question& question, Job::Progress& progress) { work(question, progress); },
            std::move(published)) {
    job.send(nullptr);
  }

  void work(const Question& question, Job::Progress& progress) {
    if (!std::exchange(read, true))
      publish(progress, [this](State& next) { next.model = std::make_shared<const Model>(Model::read(file)); });
    if (!question) return;
    publish(progress, [&](State& next) {
      next.question = question;
      next.answer.clear();
      if (!next.model) return;  // the issue says why
      next.issue.reset();
      next.answer = next.model->predict(*question);
    });
  }

  // change(state) makes the next one of the last; what it throws is said there.
  template <class Change>
  void publish(Job::Progress& progress, const Change& change) {
    State next = *state;
    try {
      change(next);
    } catch (...) {
      next.issue = issue_of(std::current_exception());
    }
    state = std::make_shared<const State>(std::move(next));
    progress.publish(state);  // though a newer question may wait: whoever draws without a pause is answered, too
  }

  const std::filesystem::path file;
  // The worker's own.
  bool read = false;
  StatePointer state = std::make_shared<const State>();
  Job job;  // last: it ends before what it works on
};

ModelService::ModelService(std::filesystem::path file, Session::Threading threading, std::function<void()> published)
    : worker_(std::make_unique<Worker>(std::move(file), threading, std::move(published))) {}

ModelService::~ModelService() = default;

void ModelService::ask(Question question) { worker_->job.send(std::move(question)); }

std::shared_ptr<const ModelService::State> ModelService::latest() const {
  static const auto before_all = std::make_shared<const State>();
  const auto result = worker_->job.latest();
  return result->product ? result->product : before_all;
}

bool ModelService::pump() { return worker_->job.pump(); }

}  // namespace saddle
