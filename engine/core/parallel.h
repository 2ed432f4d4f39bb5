#pragma once

#include <exception>
#include <memory>

namespace saddle {

// How many threads `training.threads` asks for: 0 is one per core.
int thread_count(int threads);

// A few threads that share out numbered pieces of work. Each begins with its share of them, in their order, and helps
// the others when it is done: which thread does which piece is chance in the end. What a piece computes must not depend
// on it, so that any number of threads gives the same result. One thread at a time calls them, though several may
// borrow them in turn.
class Workers {
 public:
  explicit Workers(int threads);  // as in thread_count(); 1: all on the caller
  ~Workers();
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  int threads() const;

  // body(item) for item = 0 .. items - 1; returns when all are done. The caller takes part. Allocates nothing. The
  // first exception of a body is thrown here, after the others have ended.
  template <class Body>
  void run(int items, const Body& body) {
    run(items, &call<Body>, &body);
  }

  // Work beside the rounds, of one of those who borrow these threads.
  class BackgroundJob {
    friend class Workers;
    std::exception_ptr failure_;  // of a job that was done for the next one's sake
  };
  // Returns at once, and helpers do the pieces while they have nothing else to do. `job` and `body` must live, and what
  // the body reads stay as it is, until finish_background() or drop_background() of the job, one of which must come
  // before it is begun again. Another's job that is still waiting is done first. Allocates nothing.
  template <class Body>
  void begin_background(BackgroundJob& job, int items, const Body& body) {
    begin_background(job, items, &call<Body>, &body);
  }
  // The caller takes part in what is left. Throws the first exception of a body.
  void finish_background(BackgroundJob& job);
  // Pieces nobody has begun are left undone.
  void drop_background(BackgroundJob& job);

 private:
  using Call = void (*)(const void* body, int item);
  template <class Body>
  static void call(const void* body, int item) {
    (*static_cast<const Body*>(body))(item);
  }
  void run(int items, Call call, const void* body);
  void begin_background(BackgroundJob& job, int items, Call call, const void* body);

  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace saddle
