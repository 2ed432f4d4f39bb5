#include "saddle/model_service.h"

#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

#include "saddle/issue_of.h"

namespace saddle {

struct ModelService::Worker {
  void run() {
    std::unique_lock lock(mutex);
    while (!stopping) {
      if (has_work()) {
        lock.unlock();
        work();
        lock.lock();
      } else {
        arrived.wait(lock, [this] { return stopping || has_work(); });
      }
    }
  }

  // Under the lock.
  bool has_work() const { return !read || waiting; }

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
    const std::lock_guard lock(mutex);
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
      const std::lock_guard lock(mutex);
      state = std::move(published_state);
    }
    published();
  }

  std::shared_ptr<const State> latest() const {
    const std::lock_guard lock(mutex);
    return state;
  }

  std::filesystem::path file;
  std::function<void()> published;
  mutable std::mutex mutex;
  std::condition_variable arrived = {};
  Question waiting = {};                                                 // guarded by mutex
  bool stopping = false;                                                 // guarded by mutex
  std::shared_ptr<const State> state = std::make_shared<const State>();  // guarded by mutex; never null
  bool read = false;                                                     // the worker's own
  std::jthread thread = {};                                              // none where the caller pumps
};

ModelService::ModelService(std::filesystem::path file, Session::Threading threading, std::function<void()> published)
    : worker_(std::make_unique<Worker>()) {
  worker_->file = std::move(file);
  worker_->published = std::move(published);
  if (threading == Session::Threading::worker) worker_->thread = std::jthread([this] { worker_->run(); });
}

ModelService::~ModelService() {
  {
    const std::lock_guard lock(worker_->mutex);
    worker_->stopping = true;
  }
  worker_->arrived.notify_one();
  if (worker_->thread.joinable()) worker_->thread.join();
}

void ModelService::ask(Question question) {
  {
    const std::lock_guard lock(worker_->mutex);
    worker_->waiting = std::move(question);
  }
  worker_->arrived.notify_one();
}

std::shared_ptr<const ModelService::State> ModelService::latest() const { return worker_->latest(); }

bool ModelService::pump() {
  {
    const std::lock_guard lock(worker_->mutex);
    if (!worker_->has_work()) return false;
  }
  worker_->work();
  return true;
}

}  // namespace saddle
