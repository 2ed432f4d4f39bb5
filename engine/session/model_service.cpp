#include "saddle/model_service.h"

#include <thread>
#include <utility>

#include "saddle/issue_of.h"
#include "saddle/thread_safety.h"

namespace saddle {

struct ModelService::Worker {
  void run() {
    while (wait()) work();
  }

  // Until there is something to do. Returns false where it is to stop.
  bool wait() {
    const MutexLock lock(mutex);
    while (!stopping && !has_work()) arrived.wait(mutex);
    return !stopping;
  }

  bool has_work() const SADDLE_REQUIRES(mutex) { return !read || waiting; }

  // Without it: all there is to do just now.
  void work() {
    if (!std::exchange(read, true))
      publish([this](State& next) { next.model = std::make_shared<const Model>(Model::read(file)); });
    if (Question question = take()) {
      publish([&](State& next) {
        next.question = question;
        next.answer.clear();
        if (!next.model) return;  // the issue says why
        next.issue.reset();
        next.answer = next.model->predict(*question);
      });
    }
  }

  Question take() {
    const MutexLock lock(mutex);
    return std::exchange(waiting, nullptr);
  }

  // change(state) makes the next one of the last; what it throws is said there.
  template <class Change>
  void publish(const Change& change) {
    State next = *latest();
    try {
      change(next);
    } catch (...) {
      next.issue = issue_of(std::current_exception());
    }
    auto published_state = std::make_shared<const State>(std::move(next));
    {
      const MutexLock lock(mutex);
      state = std::move(published_state);
    }
    published();
  }

  std::shared_ptr<const State> latest() const {
    const MutexLock lock(mutex);
    return state;
  }

  std::filesystem::path file;
  std::function<void()> published;
  mutable Mutex mutex;
  ConditionVariable arrived;
  Question waiting SADDLE_GUARDED_BY(mutex) = {};
  bool stopping SADDLE_GUARDED_BY(mutex) = false;
  std::shared_ptr<const State> state SADDLE_GUARDED_BY(mutex) = std::make_shared<const State>();  // never null
  bool read = false;                                                                              // the worker's own
  std::jthread thread = {};  // none where the caller pumps
};

ModelService::ModelService(std::filesystem::path file, Session::Threading threading, std::function<void()> published)
    : worker_(std::make_unique<Worker>()) {
  worker_->file = std::move(file);
  worker_->published = std::move(published);
  if (threading == Session::Threading::worker) worker_->thread = std::jthread([this] { worker_->run(); });
}

ModelService::~ModelService() {
  {
    const MutexLock lock(worker_->mutex);
    worker_->stopping = true;
  }
  worker_->arrived.notify_one();
  if (worker_->thread.joinable()) worker_->thread.join();
}

void ModelService::ask(Question question) {
  {
    const MutexLock lock(worker_->mutex);
    worker_->waiting = std::move(question);
  }
  worker_->arrived.notify_one();
}

std::shared_ptr<const ModelService::State> ModelService::latest() const { return worker_->latest(); }

bool ModelService::pump() {
  {
    const MutexLock lock(worker_->mutex);
    if (!worker_->has_work()) return false;
  }
  worker_->work();
  return true;
}

}  // namespace saddle
